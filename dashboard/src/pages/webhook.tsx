import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import type { WebhookDelivery, WebhookEndpoint } from '@letterlock/sdk'
import { server } from '../api.ts'
import { Confirm } from '../parts/confirm-dialog.tsx'
import { Problem } from '../parts/problem.tsx'
import { WebhookBadge } from '../parts/webhook-badge.tsx'
import { When } from '../parts/when.tsx'
import { texts } from '../texts.ts'

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
      <p>
        <Link to="/webhooks">{words.all}</Link>
      </p>
      <Problem error={endpoint.error ?? deliveries.error} />
      {endpoint.data && <Endpoint endpoint={endpoint.data} />}
      {deliveries.data && <Deliveries id={id} items={deliveries.data.items} />}
    </>
  )
}

function Endpoint({ endpoint }: { readonly endpoint: WebhookEndpoint }) {
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
    <>
      <h1>
        {description || new URL(url).host} <WebhookBadge endpoint={endpoint} />
      </h1>
      <section className="card">
        <p>{url}</p>
        <p className="soft">{eventTypes.join(' · ') || words.everyEvent}</p>
        {statusReason && <p>{words.reasons[statusReason]}</p>}
        {failingSince && (
          <p>
            {words.failingSince} <When at={failingSince} />
          </p>
        )}
        <Problem error={update.error ?? test.error} />
        <div className="actions">
          <button disabled={test.isPending} onClick={() => test.mutate()}>
            {words.test}
          </button>
          <button className="quiet" disabled={update.isPending} onClick={() => update.mutate()}>
            {status === 'enabled' ? words.pause : words.enable}
          </button>
          <Confirm
            label={words.remove}
            title={words.removeTitle}
            text={words.removeText}
            yes={words.remove}
            no={texts.cancel}
            busy={remove.isPending}
            error={remove.error}
            onYes={() => remove.mutateAsync()}
          />
        </div>
        <p role="status">{test.data && outcomeOf(test.data)}</p>
      </section>
    </>
  )
}

function Deliveries({ id, items }: { readonly id: string; readonly items: readonly WebhookDelivery[] }) {
  return (
    <section className="card">
      <h2>{words.deliveries}</h2>
      {items.length === 0 && <p className="soft">{words.noDeliveries}</p>}
      <ul className="plain">
        {items.map((delivery) => (
          <Delivery key={delivery.id} endpointId={id} delivery={delivery} />
        ))}
      </ul>
    </section>
  )
}

function Delivery({
  endpointId,
  delivery,
}: {
  readonly endpointId: string
  readonly delivery: WebhookDelivery
}) {
  const again = useMutation({ mutationFn: () => server.redeliverWebhook(endpointId, delivery.id) })
  return (
    <li className="row wrap">
      <span>
        <When at={delivery.createdAt} /> · <code>{delivery.eventType}</code> · {outcomeOf(delivery)}
      </span>
      <button className="quiet" disabled={again.isPending || again.isSuccess} onClick={() => again.mutate()}>
        {again.isSuccess ? words.redelivering : words.redeliver}
        <span className="hidden"> {delivery.eventType}</span>
      </button>
      <Problem error={again.error} />
    </li>
  )
}

/** “Accepted (200)”, “Failed (no response), attempt 2”. */
function outcomeOf({ status, statusCode, attempt }: WebhookDelivery): string {
  const outcome = `${words[status]} (${statusCode ?? words.noResponse})`
  return attempt > 1 ? `${outcome}, ${words.attempt(attempt)}` : outcome
}
