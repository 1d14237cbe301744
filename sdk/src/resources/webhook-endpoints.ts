import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  CreateWebhookEndpointInput,
  PageQuery,
  RotateSigningSecretInput,
  UpdateWebhookEndpointInput,
  WebhookDelivery,
  WebhookEndpoint,
  WebhookEndpointWithSecret,
} from '../wire.ts'

/** Where events are sent. What arrives is verified with `@letterlock/sdk/webhooks`. */
export function webhookEndpoints({ list, get, post, patch, delete: remove }: Api) {
  return {
    /** Without their secrets. */
    list: (query: PageQuery = {}, options?: RequestOptions) =>
      list<WebhookEndpoint>(path`/v1/webhook-endpoints`, options, query),
    /** With its status. @throws LetterlockApiError webhook_endpoint_not_found, as the methods below */
    get: (webhookEndpointId: string, options?: RequestOptions) =>
      get<WebhookEndpoint>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}`, options),
    /** Only this response has the signing secret. */
    create: (input: CreateWebhookEndpointInput, options?: RequestOptions) =>
      post<WebhookEndpointWithSecret>(path`/v1/webhook-endpoints`, options, input),
    /** Changes what is given; `status` pauses and enables it. */
    update: (webhookEndpointId: string, input: UpdateWebhookEndpointInput, options?: RequestOptions) =>
      patch<WebhookEndpoint>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}`, options, input),
    /** Nothing more is sent there. */
    delete: (webhookEndpointId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}`, options),
    /** The new secret signs from now on; until they expire, the previous ones sign too. */
    rotateSecret: (
      webhookEndpointId: string,
      input: RotateSigningSecretInput = {},
      options?: RequestOptions,
    ) =>
      post<WebhookEndpointWithSecret>(
        path`/v1/webhook-endpoints/${{ webhookEndpointId }}/rotate-secret`,
        options,
        input,
      ),
    /** Sends a test event at once; the response says what the endpoint answered. */
    test: (webhookEndpointId: string, options?: RequestOptions) =>
      post<WebhookDelivery>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}/test`, options),
  }
}
