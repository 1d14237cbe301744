import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  ListWebhookDeliveriesQuery,
  Redelivered,
  RedeliverSpanInput,
  WebhookDelivery,
  WebhookDeliveryDetails,
} from '../wire.ts'

/** Deliveries to a webhook endpoint, with its responses. */
export function webhookDeliveries({ list, get, post }: Api) {
  return {
    /** Newest first. */
    list: (webhookEndpointId: string, query: ListWebhookDeliveriesQuery = {}, options?: RequestOptions) =>
      list<WebhookDelivery>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}/deliveries`, options, query),
    /** With the request and the response. */
    get: (webhookEndpointId: string, deliveryId: string, options?: RequestOptions) =>
      get<WebhookDeliveryDetails>(
        path`/v1/webhook-endpoints/${{ webhookEndpointId }}/deliveries/${{ deliveryId }}`,
        options,
      ),
    /** Queues the event of a delivery again. */
    redeliver: (webhookEndpointId: string, deliveryId: string, options?: RequestOptions) =>
      post<Redelivered>(
        path`/v1/webhook-endpoints/${{ webhookEndpointId }}/deliveries/${{ deliveryId }}/redeliver`,
        options,
      ),
    /** Queues the events of a span of time again. */
    redeliverSpan: (webhookEndpointId: string, input: RedeliverSpanInput, options?: RequestOptions) =>
      post<Redelivered>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}/redeliver`, options, input),
  }
}
