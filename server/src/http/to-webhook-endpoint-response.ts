import type * as Wire from '@letterlock/sdk/wire.ts'
import { isoOrNull } from '../kernel/time.ts'
import { firstRecentPeriod, type DeliveryTotals } from '../webhooks/delivery-totals.ts'
import type { WebhookEndpoint } from '../webhooks/webhook-endpoint.ts'
import type { WithSigningSecret } from '../webhooks/webhook-endpoints.ts'
import type { RouteContext } from './route-context.ts'

type Context = Pick<RouteContext, 'store' | 'now'>

/** The API responses for endpoints. Reads the recent deliveries of all endpoints at once. */
export async function toWebhookEndpointResponses(
  { store, now }: Context,
  endpoints: readonly WebhookEndpoint[],
): Promise<Wire.WebhookEndpoint[]> {
  const ids = endpoints.map(({ id }) => id)
  const totals = await store.webhookDeliveries.totals(ids, firstRecentPeriod(now().getTime()))
  const totalsOf = Map.groupBy(totals, ({ webhookEndpointId }) => webhookEndpointId)
  return endpoints.map((endpoint) => toResponse(endpoint, totalsOf.get(endpoint.id) ?? []))
}

export async function toWebhookEndpointResponse(
  context: Context,
  endpoint: WebhookEndpoint,
): Promise<Wire.WebhookEndpoint> {
  const [response] = await toWebhookEndpointResponses(context, [endpoint])
  return response ?? toResponse(endpoint, [])
}

export async function withSigningSecret(
  context: Context,
  { endpoint, secret }: WithSigningSecret,
): Promise<Wire.WebhookEndpointWithSecret> {
  return { ...(await toWebhookEndpointResponse(context, endpoint)), signingSecret: secret.reveal() }
}

function toResponse(endpoint: WebhookEndpoint, totals: readonly DeliveryTotals[]): Wire.WebhookEndpoint {
  const { id, url, description, eventTypes, status, statusReason } = endpoint
  const sum = (count: (one: DeliveryTotals) => number): number =>
    totals.reduce((all, one) => all + count(one), 0)
  return {
    id,
    url,
    description,
    eventTypes: [...eventTypes],
    status,
    statusReason,
    failingSince: isoOrNull(endpoint.failingSince),
    signingSecrets: endpoint.signingSecrets.map(({ id, createdAt, expiresAt }) => ({
      id,
      createdAt: new Date(createdAt).toISOString(),
      expiresAt: isoOrNull(expiresAt),
    })),
    recentDeliveries: {
      succeededCount: sum(({ succeededCount }) => succeededCount),
      failedCount: sum(({ failedCount }) => failedCount),
      periods: totals.map(({ startedAt, succeededCount, failedCount }) => ({
        startedAt: new Date(startedAt).toISOString(),
        succeededCount,
        failedCount,
      })),
    },
    createdAt: new Date(endpoint.createdAt).toISOString(),
  }
}
