import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { server } from '../../api.ts'
import { Notice } from '../../ui/notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Since } from '../../ui/since.tsx'
import { texts } from '../../words/index.ts'
import { Deliveries } from './deliveries.tsx'
import { EndpointButtons } from './endpoint-buttons.tsx'
import { EndpointFacts } from './endpoint-facts.tsx'
import { endpointName } from './endpoint-name.ts'
import { outcomeOf } from './outcome-of.ts'
import { useEndpointActions } from './use-endpoint-actions.ts'
import { WebhookBadge } from './webhook-badge.tsx'

const words = texts.webhooks

/** One webhook endpoint: its status, facts and deliveries. */
export function WebhookPage() {
  const { webhookEndpointId: id } = useParams({ from: '/signed-in/webhooks/$webhookEndpointId' })
  const endpoint = useQuery({ queryKey: ['webhooks', id], queryFn: () => server.getWebhookEndpoint(id) })
  if (endpoint.data)
    return (
      <>
        <Problem error={endpoint.error} onRetry={() => endpoint.refetch()} />
        <Endpoint endpoint={endpoint.data} />
      </>
    )
  return (
    <Page title={words.title}>
      {endpoint.isPending ? (
        <Skeleton />
      ) : (
        <Problem error={endpoint.error} onRetry={() => endpoint.refetch()} />
      )}
      <p>
        <Link to="/webhooks">{words.all}</Link>
      </p>
    </Page>
  )
}

function Endpoint({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
  const { id, status, statusReason, failingSince } = endpoint
  const actions = useEndpointActions(endpoint)
  const tested = actions.test.data
  return (
    <Page
      title={endpointName(endpoint)}
      badge={<WebhookBadge endpoint={endpoint} pill />}
      breadcrumb={
        <Link to="/webhooks" className="text-sm text-muted-foreground hover:underline">
          {words.all}
        </Link>
      }
      actions={<EndpointButtons endpoint={endpoint} actions={actions} />}
    >
      <Problem error={actions.pauseOrEnable.error ?? actions.test.error ?? actions.redeliver.error} />
      {statusReason && <Notice kind="lost">{words.reasons[statusReason]}</Notice>}
      {failingSince && status === 'enabled' && (
        <Notice kind="warn">
          <b className="font-semibold">
            {words.statuses.failing} <Since at={failingSince} />.
          </b>{' '}
          {words.failingNext}
        </Notice>
      )}
      {tested && (
        <Notice kind={tested.status === 'succeeded' ? 'ok' : 'lost'} role="status">
          {outcomeOf(tested)}
        </Notice>
      )}
      <EndpointFacts endpoint={endpoint} />
      <Deliveries endpointId={id} />
    </Page>
  )
}
