import type { Principal } from '../workspaces/principal.ts'
import type { WebhooksContext } from './context.ts'
import type { Delivery } from './delivery.ts'
import { sendWebhook } from './send-webhook.ts'
import { signingKeysOf } from './signing-secrets.ts'
import { eventOf, getWebhookEndpoint } from './webhook-endpoints.ts'

/**
 * Sends one test event to an endpoint immediately, regardless of its status and filter.
 * @throws ProblemError webhook_endpoint_not_found
 */
export async function testWebhookEndpoint(
  context: WebhooksContext,
  principal: Principal,
  id: string,
): Promise<Delivery> {
  const { store, encryption, now } = context
  const endpoint = await getWebhookEndpoint(context, principal, id)
  const tested = eventOf(
    { type: 'webhook_endpoint.tested', data: { webhookEndpointId: endpoint.id } },
    principal,
  )
  const eventId = await store.events.record(endpoint.workspaceId, tested, now().getTime())
  const event = await store.events.read(endpoint.workspaceId, eventId)
  if (!event) throw new Error(`event ${eventId} was not written`)
  const { retryAfterMs: _, ...sent } = await sendWebhook(
    context,
    { endpoint, keys: signingKeysOf(encryption, endpoint) },
    event,
  )
  const delivery: Delivery = {
    ...sent,
    webhookEndpointId: endpoint.id,
    eventId: event.id,
    eventType: event.type,
    attempt: 1,
    isRedelivery: false,
    nextAttemptAt: null,
  }
  await store.webhookDeliveries.record(delivery)
  return delivery
}
