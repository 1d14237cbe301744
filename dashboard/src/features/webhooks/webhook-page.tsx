import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { Pause, Play, Send, Trash2 } from 'lucide-react'
import { server } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { ConfirmButton } from '../../ui/confirm-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { QueryProblem } from '../../ui/query-problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { When } from '../../ui/when.tsx'
import { texts } from '../../words/index.ts'
import { Deliveries, outcomeOf } from './deliveries.tsx'
import { WebhookBadge } from './webhook-badge.tsx'

const words = texts.webhooks

/** One webhook endpoint: its status and its latest deliveries. */
export function WebhookPage() {
  const { webhookEndpointId: id } = useParams({ from: '/signed-in/webhooks/$webhookEndpointId' })
  const endpoint = useQuery({ queryKey: ['webhooks', id], queryFn: () => server.getWebhookEndpoint(id) })
  const deliveries = useQuery({
    queryKey: ['webhooks', id, 'deliveries'],
    queryFn: () => server.listWebhookDeliveries(id, { limit: 20 }),
    // A delivery follows its event, and is no event itself.
    refetchInterval: 3000,
  })
  return (
    <>
      <QueryProblem queries={[endpoint, deliveries]} />
      {endpoint.isPending && <Skeleton />}
      {endpoint.data && (
        <Endpoint endpoint={endpoint.data}>
          {deliveries.data && <Deliveries id={id} items={deliveries.data.items} />}
        </Endpoint>
      )}
    </>
  )
}

interface EndpointProps {
  readonly endpoint: WebhookEndpoint
  readonly children: React.ReactNode
}

function Endpoint({ endpoint, children }: EndpointProps) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { id, url, description, eventTypes, status, statusReason, failingSince } = endpoint
  const refresh = () => queries.invalidateQueries({ queryKey: ['webhooks'] })
  const update = useMutation({
    mutationFn: () =>
      server.updateWebhookEndpoint(id, { status: status === 'enabled' ? 'paused' : 'enabled' }),
    onSettled: refresh,
  })
  const test = useMutation({ mutationFn: () => server.testWebhookEndpoint(id), onSettled: refresh })
  const remove = useMutation({
    mutationFn: () => server.deleteWebhookEndpoint(id),
    async onSuccess() {
      await refresh()
      await navigate({ to: '/webhooks' })
    },
  })
  return (
    <Page
      title={description || new URL(url).host}
      badge={<WebhookBadge endpoint={endpoint} pill />}
      breadcrumb={
        <Link to="/webhooks" className="text-sm text-muted-foreground hover:underline">
          {words.all}
        </Link>
      }
      lead={
        <>
          <span className="block wrap-anywhere">{url}</span>
          <span className="block text-sm">{eventTypes.join(' · ') || words.everyEvent}</span>
        </>
      }
      actions={
        <>
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
      }
    >
      <Problem error={update.error ?? test.error} />
      {statusReason && <Notice kind="lost">{words.reasons[statusReason]}</Notice>}
      {failingSince && (
        <Notice kind="warn">
          {words.failingSince} <When at={failingSince} />
        </Notice>
      )}
      {test.data && (
        <Notice kind={test.data.status === 'succeeded' ? 'ok' : 'lost'} role="status">
          {outcomeOf(test.data)}
        </Notice>
      )}
      {children}
    </Page>
  )
}
