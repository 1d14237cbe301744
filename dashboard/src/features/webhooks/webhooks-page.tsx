import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Copy } from '../../ui/copy.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { texts } from '../../words/index.ts'
import { EndpointDialog } from './endpoint-dialog.tsx'
import { EndpointTable } from './endpoint-table.tsx'

const words = texts.webhooks

/** The webhook endpoints of the workspace. */
export function WebhooksPage() {
  const endpoints = useQuery({ queryKey: ['webhooks'], queryFn: () => server.listWebhookEndpoints() })
  const { add, dialog, signingSecret } = useNewEndpoint()
  const isEmpty = endpoints.data?.items.length === 0
  return (
    <Page title={words.title} lead={words.lead} actions={isEmpty ? undefined : add}>
      <Problem error={endpoints.error} onRetry={() => endpoints.refetch()} />
      {signingSecret !== undefined && (
        <Notice role="status">
          <p className="mb-2">{words.copySecret}</p>
          <Copy text={signingSecret} />
        </Notice>
      )}
      {endpoints.isPending && <Skeleton />}
      {isEmpty && (
        <div className="rounded-lg border bg-card">
          <Empty title={words.none} actions={add} />
        </div>
      )}
      {endpoints.data && !isEmpty && <EndpointTable endpoints={endpoints.data.items} />}
      {dialog}
    </Page>
  )
}

/** The button, the dialog that it opens, and the secret, which is shown once. */
function useNewEndpoint() {
  const queries = useQueryClient()
  const [isOpen, setIsOpen] = useState(false)
  const create = useMutation({
    mutationFn: server.createWebhookEndpoint,
    onSuccess: () => {
      setIsOpen(false)
      return queries.invalidateQueries({ queryKey: ['webhooks'] })
    },
  })
  const open = (): void => {
    create.reset()
    setIsOpen(true)
  }
  return {
    signingSecret: create.data?.signingSecret,
    add: (
      <Button icon={Plus} onClick={open}>
        {words.create}
      </Button>
    ),
    dialog: isOpen && (
      <EndpointDialog
        busy={create.isPending}
        error={create.error}
        onClose={() => setIsOpen(false)}
        onSubmit={(given) => create.mutate(given)}
      />
    ),
  }
}
