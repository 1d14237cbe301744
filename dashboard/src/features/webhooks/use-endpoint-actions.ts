import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { toast } from '../../ui/toast.tsx'
import { texts } from '../../words/index.ts'

/** The actions on an endpoint. */
export function useEndpointActions({ id, status }: WebhookEndpoint) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['webhooks'] })
  return {
    pauseOrEnable: useMutation({
      mutationFn: () =>
        server.updateWebhookEndpoint(id, { status: status === 'enabled' ? 'paused' : 'enabled' }),
      onSettled,
    }),
    edit: useMutation({
      mutationFn: (change: Pick<WebhookEndpoint, 'url' | 'description' | 'eventTypes'>) =>
        server.updateWebhookEndpoint(id, change),
      onSuccess: () => toast(texts.webhooks.saved),
      onSettled,
    }),
    test: useMutation({ mutationFn: () => server.testWebhookEndpoint(id), onSettled }),
    redeliver: useMutation({
      mutationFn: (since: string) => server.redeliverWebhooks(id, { since }),
      onSuccess: ({ queuedCount }) => toast(texts.webhooks.queued(queuedCount)),
      onSettled,
    }),
    remove: useMutation({ mutationFn: () => server.deleteWebhookEndpoint(id), onSuccess: onSettled }),
  }
}
