import type { PageRequest } from '../kernel/page.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { WebhookEndpointStatus, WebhookEndpointStatusReason } from '@letterlock/sdk/wire.ts'

/** Where events of a workspace are sent. Times are epoch milliseconds. */
export interface WebhookEndpoint {
  readonly id: string
  readonly workspaceId: string
  readonly url: string
  readonly description: string
  /** Event types, or their first parts such as `connection`; empty: every event. */
  readonly eventTypes: readonly string[]
  readonly status: WebhookEndpointStatus
  /** Why Letterlock itself has paused or disabled it. */
  readonly statusReason: WebhookEndpointStatusReason | null
  /** Failed attempts since the last success. */
  readonly consecutiveFailures: number
  readonly failingSince: number | null
  /** Nothing is sent before this time; null if it is not held back. */
  readonly heldUntil: number | null
  /** Newest first. */
  readonly signingSecrets: readonly SigningSecret[]
  /** Incremented with each change of its settings or secrets. */
  readonly version: number
  readonly createdAt: number
}

export interface SigningSecret {
  readonly id: string
  readonly ciphertext: Uint8Array
  readonly createdAt: number
  /** null for the current secret; an older one signs beside it until then. */
  readonly expiresAt: number | null
}

/** What a member of the workspace changes. */
export interface WebhookEndpointChange {
  readonly url?: string | undefined
  readonly description?: string | undefined
  readonly eventTypes?: readonly string[] | undefined
  readonly status?: 'enabled' | 'paused' | undefined
}

/** What deliveries change. */
export type WebhookEndpointHealth = Pick<
  WebhookEndpoint,
  'status' | 'statusReason' | 'consecutiveFailures' | 'failingSince' | 'heldUntil'
>

export interface WebhookEndpointRepository {
  insert(endpoint: WebhookEndpoint, event: NewEvent): Promise<void>
  read(workspaceId: string, id: string): Promise<WebhookEndpoint | undefined>
  /** Newest first. */
  list(workspaceId: string, page: PageRequest): Promise<WebhookEndpoint[]>
  /** Changes an endpoint. Enabling it also ends a hold. False if there is no such endpoint. */
  update(
    endpoint: WebhookEndpoint,
    change: WebhookEndpointChange,
    event: NewEvent,
    now: number,
  ): Promise<boolean>
  /** Deletes an endpoint with its secrets, queue and deliveries. */
  remove(endpoint: WebhookEndpoint, event: NewEvent, now: number): Promise<boolean>
  /** Adds a secret; the older ones expire at the given time, if not before. */
  addSecret(
    endpoint: WebhookEndpoint,
    secret: SigningSecret,
    expiresAt: number,
    event: NewEvent,
  ): Promise<void>
  /** Deletes secrets that expired before this time. */
  sweepSecrets(before: number): Promise<void>
}
