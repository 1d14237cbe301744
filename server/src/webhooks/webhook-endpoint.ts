import type { PageRequest } from '../kernel/page.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { WebhookEndpointStatus, WebhookEndpointStatusReason } from '@letterlock/sdk/wire.ts'

/** Where events of a workspace are sent. Times are epoch milliseconds. */
export interface WebhookEndpoint {
  readonly id: string
  readonly workspaceId: string
  readonly url: string
  readonly description: string
  /** Types, and first parts of types; empty: every event. */
  readonly eventTypes: readonly string[]
  readonly status: WebhookEndpointStatus
  /** Why Letterlock itself has paused or disabled it. */
  readonly statusReason: WebhookEndpointStatusReason | null
  /** Failed attempts since the last success. */
  readonly consecutiveFailures: number
  readonly failingSince: number | null
  /** Nothing is sent before. */
  readonly heldUntil: number | null
  /** Newest first. */
  readonly signingSecrets: readonly SigningSecret[]
  /** Counts the changes of its settings and secrets. */
  readonly version: number
  readonly createdAt: number
}

export interface SigningSecret {
  readonly id: string
  readonly ciphertext: Uint8Array
  readonly createdAt: number
  /** null: the one in use; otherwise it signs until then, beside its successors. */
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
  /** Enabling it also ends what held it back. False when there is no such endpoint. */
  update(
    endpoint: WebhookEndpoint,
    change: WebhookEndpointChange,
    event: NewEvent,
    now: number,
  ): Promise<boolean>
  /** Deletes it with its secrets, its queue and its deliveries. */
  remove(endpoint: WebhookEndpoint, event: NewEvent, now: number): Promise<boolean>
  /** Adds a secret; the older ones expire at the given time, if not before. */
  addSecret(
    endpoint: WebhookEndpoint,
    secret: SigningSecret,
    expiresAt: number,
    event: NewEvent,
  ): Promise<void>
  /** Forgets secrets that expired before this time. */
  sweepSecrets(before: number): Promise<void>
}
