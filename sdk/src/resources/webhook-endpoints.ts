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

/** The URLs that events are sent to. Verify webhooks with `@letterlock/sdk/webhooks`. */
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
    /** Updates the given members. `status` pauses and enables it. */
    update: (webhookEndpointId: string, input: UpdateWebhookEndpointInput, options?: RequestOptions) =>
      patch<WebhookEndpoint>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}`, options, input),
    /** Deletes it. Nothing more is sent to it. */
    delete: (webhookEndpointId: string, options?: RequestOptions) =>
      remove<void>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}`, options),
    /** Webhooks are signed with the new secret from now on, and with the previous ones until they expire. */
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
    /** Sends a test event immediately, and returns the endpoint's response. */
    test: (webhookEndpointId: string, options?: RequestOptions) =>
      post<WebhookDelivery>(path`/v1/webhook-endpoints/${{ webhookEndpointId }}/test`, options),
  }
}
