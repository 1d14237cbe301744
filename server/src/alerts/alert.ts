import type { Role } from '@letterlock/sdk/wire.ts'
import type { Locale } from '../kernel/locale.ts'
import type { AlertTitle } from '../outbound/email-words/alert-title.ts'

/** Everything with the same cause, for one message: any number of connections. Times are epoch milliseconds. */
export interface AlertGroup {
  readonly workspaceId: string
  /** An ID of the cause: the same as long as it lasts. */
  readonly cause: string
  readonly count: number
  /** The first and the newest of them. */
  readonly since: number
  readonly newestSince: number
  /** The ID of one of them, as an example. */
  readonly subjectId: string
}

/** A cause that users were alerted to. */
export interface SentAlert {
  readonly workspaceId: string
  readonly cause: string
  readonly alertedAt: number
  /** null while the cause lasts. */
  readonly recoveredAt: number | null
  /** The title of the alert, for the message that it is resolved. */
  readonly title: AlertTitle
}

/** The key of a cause in a map of all workspaces. */
export function causeKey({ workspaceId, cause }: Pick<AlertGroup, 'workspaceId' | 'cause'>): string {
  return `${workspaceId} ${cause}`
}

export interface AlertSettings {
  /** Members with these roles get an email. */
  readonly emailRoles: readonly Role[]
  /** An incoming webhook of Slack, Teams or anything else that takes `{"text"}`; encrypted, since its URL is a credential. */
  readonly webhookUrlCiphertext: Uint8Array | null
}

export interface AlertRecipient {
  readonly userId: string
  readonly email: string
  readonly name: string
  /** null: not known. */
  readonly locale: Locale | null
}

/** The recipient ID of the incoming webhook, in place of a user ID. */
export const INCOMING_WEBHOOK = 'incoming_webhook'

/** A message that was not yet delivered to its recipient. Times are epoch milliseconds. */
export interface QueuedAlert {
  readonly workspaceId: string
  readonly cause: string
  /** A user’s ID, or `INCOMING_WEBHOOK`. */
  readonly recipient: string
  /** Whether it says that the alert is resolved. */
  readonly isRecovery: boolean
  readonly queuedAt: number
  readonly attemptCount: number
}

export interface ChangedConnection {
  readonly workspaceId: string
  readonly connectionId: string
  /** The recorded cause; null if none. */
  readonly cause: string | null
}

/** Page size: there may be hundreds of thousands of connections, and memory must stay bounded. */
export const CHANGED_AT_ONCE = 1000

/** Connections are read in pages of `CHANGED_AT_ONCE`, in the order of their IDs, those after the ID `after`; it is empty for the first page. */
export interface AlertRepository {
  /** Connections with events since this time that can start or resolve an alert. */
  changedConnections(since: number, after: string): Promise<ChangedConnection[]>
  /** Connections whose provider is not among these, because its definition was removed; and all with a recorded cause, since a definition may be back. */
  undefinedConnections(providers: readonly string[], after: string): Promise<ChangedConnection[]>
  /** Records why a connection needs a user; null if it does not. A cause that is already recorded keeps its time. */
  note(workspaceId: string, connectionId: string, cause: string | null, now: number): Promise<void>
  /** @param secretsBefore includes OAuth apps whose newest client secret was added before this time; null: no OAuth apps */
  groups(secretsBefore: number | null): Promise<AlertGroup[]>
  sent(): Promise<SentAlert[]>
  /**
   * Records an alert, or that it is resolved, and queues the message for each recipient. The second is queued only for recipients who got
   * the first; for the others, both are dropped.
   */
  queue(alert: SentAlert, recipients: readonly string[], now: number): Promise<void>
  /** Messages that are due, the oldest first. */
  due(now: number, limit: number): Promise<QueuedAlert[]>
  /** Removes a message that was delivered, or is dropped. */
  removeQueued(alert: QueuedAlert): Promise<void>
  /** Sends the message again later. */
  postpone(alert: QueuedAlert, dueAt: number): Promise<void>
  settings(workspaceId: string): Promise<AlertSettings>
  updateSettings(workspaceId: string, settings: AlertSettings): Promise<void>
  /** Members of these roles who have not turned alerts off. */
  recipients(workspaceId: string, roles: readonly Role[]): Promise<AlertRecipient[]>
  receivesEmail(workspaceId: string, userId: string): Promise<boolean>
  setReceivesEmail(workspaceId: string, userId: string, receives: boolean): Promise<void>
  /**
   * Acquires the lease of the alert loop, which one process at a time holds.
   * @returns the time of the last round, in epoch milliseconds; null if another process holds the lease
   */
  acquire(leaseMs: number, now: number): Promise<number | null>
  /** False if another process has acquired the lease. */
  extend(leaseMs: number): Promise<boolean>
  release(lookedAt: number): Promise<void>
}
