import { ProblemError } from '../kernel/errors.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { WebhooksContext } from './context.ts'
import type { Delivery } from './delivery.ts'
import { getWebhookEndpoint } from './webhook-endpoints.ts'
import type { RedeliverySpan } from './webhook-queue.ts'

/** @throws ProblemError webhook_endpoint_not_found, delivery_not_found */
export async function getDelivery(
  context: Pick<WebhooksContext, 'store'>,
  principal: Principal,
  { webhookEndpointId, deliveryId }: { readonly webhookEndpointId: string; readonly deliveryId: string },
): Promise<Delivery> {
  const endpoint = await getWebhookEndpoint(context, principal, webhookEndpointId)
  const delivery = await context.store.webhookDeliveries.read(endpoint.id, deliveryId)
  if (!delivery) throw new ProblemError('delivery_not_found')
  return delivery
}

/**
 * Queues the event of a delivery again, due at once, with three more days of retries.
 * @throws ProblemError webhook_endpoint_not_found, delivery_not_found, also when the event is no longer kept
 */
export async function redeliver(
  context: WebhooksContext,
  principal: Principal,
  ids: { readonly webhookEndpointId: string; readonly deliveryId: string },
): Promise<void> {
  const endpoint = await getWebhookEndpoint(context, principal, ids.webhookEndpointId)
  const { eventId } = await getDelivery(context, principal, ids)
  if (!(await context.store.webhookQueue.redeliver(endpoint, eventId, context.now().getTime())))
    throw new ProblemError('delivery_not_found')
}

/**
 * Queues the events of a time span again, if the endpoint listens to them.
 * @returns how many
 * @throws ProblemError webhook_endpoint_not_found
 */
export async function redeliverSpan(
  context: WebhooksContext,
  principal: Principal,
  webhookEndpointId: string,
  span: RedeliverySpan,
): Promise<number> {
  const endpoint = await getWebhookEndpoint(context, principal, webhookEndpointId)
  return context.store.webhookQueue.redeliverSpan(endpoint, span, context.now().getTime())
}
