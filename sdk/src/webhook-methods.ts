import { withQuery, type Transport } from './transport.ts'
import type {
  CreateWebhookEndpointInput,
  ListWebhookDeliveriesQuery,
  Page,
  RedeliverSpanInput,
  RotateSigningSecretInput,
  UpdateWebhookEndpointInput,
  WebhookDelivery,
  WebhookDeliveryDetails,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from './wire.ts'

export interface PageQuery {
  cursor?: string | undefined
  limit?: number | undefined
}

const PATH = '/v1/webhook-endpoints'

/** Where events are sent, and what became of it. What arrives is checked with `@letterlock/sdk/webhooks`. */
export function webhookMethods({ call }: Transport) {
  return {
    listWebhookEndpoints: (query: PageQuery = {}) =>
      call<Page<WebhookEndpoint>>('GET', withQuery(PATH, query)),
    getWebhookEndpoint: (id: string) => call<WebhookEndpoint>('GET', `${PATH}/${id}`),
    /** The signing secret is in this answer alone. */
    createWebhookEndpoint: (endpoint: CreateWebhookEndpointInput) =>
      call<WebhookEndpointWithSecret>('POST', PATH, endpoint),
    updateWebhookEndpoint: (id: string, change: UpdateWebhookEndpointInput) =>
      call<WebhookEndpoint>('PATCH', `${PATH}/${id}`, change),
    deleteWebhookEndpoint: (id: string) => call<void>('DELETE', `${PATH}/${id}`),
    /** The new secret signs from now on; the previous ones sign beside it until they expire. */
    rotateWebhookSecret: (id: string, input: RotateSigningSecretInput = {}) =>
      call<WebhookEndpointWithSecret>('POST', `${PATH}/${id}/rotate-secret`, input),
    /** Sends a test event at once, and tells what the endpoint answered. */
    testWebhookEndpoint: (id: string) => call<WebhookDelivery>('POST', `${PATH}/${id}/test`),

    listWebhookDeliveries: (id: string, query: PageQuery & ListWebhookDeliveriesQuery = {}) =>
      call<Page<WebhookDelivery>>('GET', withQuery(`${PATH}/${id}/deliveries`, query)),
    getWebhookDelivery: (id: string, deliveryId: string) =>
      call<WebhookDeliveryDetails>('GET', `${PATH}/${id}/deliveries/${deliveryId}`),
    /** Sends the event of a delivery again. */
    redeliverWebhook: (id: string, deliveryId: string) =>
      call<{ queuedCount: number }>('POST', `${PATH}/${id}/deliveries/${deliveryId}/redeliver`),
    /** Sends the events of a span of time again. */
    redeliverWebhooks: (id: string, span: RedeliverSpanInput) =>
      call<{ queuedCount: number }>('POST', `${PATH}/${id}/redeliver`, span),
  }
}
