import type { Encryption } from '../encryption/encryption.ts'
import type { Log } from '../kernel/log.ts'
import type { GuardedFetch } from '../outbound/public-request.ts'
import type { WorkspacesContext } from '../workspaces/context.ts'
import type { DeliveryRepository } from './delivery.ts'
import type { WebhookEndpointRepository } from './webhook-endpoint.ts'
import type { WebhookQueue } from './webhook-queue.ts'

/** What the functions of this domain need from outside. */
export interface WebhooksContext {
  readonly store: {
    readonly webhookEndpoints: WebhookEndpointRepository
    readonly webhookQueue: WebhookQueue
    readonly webhookDeliveries: DeliveryRepository
    readonly events: WorkspacesContext['store']['events']
  }
  readonly encryption: Encryption
  readonly now: () => Date
  readonly log: Log
  readonly tracing: WorkspacesContext['tracing']
  readonly countDelivery: (succeeded: boolean) => void
  /** Sends to the URLs of webhook endpoints. */
  readonly webhookFetch: GuardedFetch
}
