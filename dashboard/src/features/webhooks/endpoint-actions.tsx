import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { WebhookDelivery, WebhookEndpoint } from '@letterlock/sdk'
import { Pause, Play, Redo2, Send, Trash2 } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'

const words = texts.webhooks

/** What can be done with an endpoint, and what came of it. */
export function useEndpointActions({ id, status, failingSince }: WebhookEndpoint) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const refresh = () => queries.invalidateQueries({ queryKey: ['webhooks'] })
  const update = useMutation({
    mutationFn: () =>
      server.updateWebhookEndpoint(id, { status: status === 'enabled' ? 'paused' : 'enabled' }),
    onSettled: refresh,
  })
  const test = useMutation({ mutationFn: () => server.testWebhookEndpoint(id), onSettled: refresh })
  const redeliver = useMutation({
    mutationFn: (since: string) => server.redeliverWebhooks(id, { since }),
    onSuccess: ({ queuedCount }) => toast(words.queued(queuedCount)),
    onSettled: refresh,
  })
  const remove = useMutation({
    mutationFn: () => server.deleteWebhookEndpoint(id),
    async onSuccess() {
      await refresh()
      await navigate({ to: '/webhooks' })
    },
  })
  const buttons = (
    <>
      {failingSince !== null && (
        <Button
          look="outline"
          icon={Redo2}
          busy={redeliver.isPending}
          onClick={() => redeliver.mutate(failingSince)}
        >
          {words.redeliverFailed}
        </Button>
      )}
      <Button look="outline" icon={Send} busy={test.isPending} onClick={() => test.mutate()}>
        {words.test}
      </Button>
      <Button
        look="outline"
        icon={status === 'enabled' ? Pause : Play}
        busy={update.isPending}
        onClick={() => update.mutate()}
      >
        {status === 'enabled' ? words.pause : words.enable}
      </Button>
      <ConfirmButton
        icon={Trash2}
        label={words.remove}
        title={words.removeTitle}
        text={words.removeText}
        yes={words.remove}
        busy={remove.isPending}
        error={remove.error}
        onYes={() => remove.mutateAsync()}
      />
    </>
  )
  return { buttons, error: update.error ?? test.error ?? redeliver.error, tested: test.data }
}

/** “Accepted (200)”, “Failed (no response), attempt 2”. */
export function outcomeOf({ status, statusCode, attempt }: WebhookDelivery): string {
  const outcome = `${words[status]} (${statusCode ?? words.noResponse})`
  return attempt > 1 ? `${outcome}, ${words.attempt(attempt)}` : outcome
}
