import type { Role } from '@letterlock/sdk/wire.ts'
import type { Locale } from '../kernel/locale.ts'
import type { AlertTitle } from '../outbound/email-words/alert-title.ts'

/** What users are alerted to, of one cause: one message, however many connections it is. Times are epoch milliseconds. */
export interface AlertGroup {
  readonly workspaceId: string
  /** Names the cause: the same as long as it lasts. */
  readonly cause: string
  readonly count: number
  /** The first and the newest of them. */
  readonly since: number
  readonly newestSince: number
  /** One of them, as an example. */
  readonly subjectId: string
}

/** A cause that users were alerted to. */
export interface SentAlert {
  readonly workspaceId: string
  readonly cause: string
  readonly alertedAt: number
  /** null: it goes on. */
  readonly recoveredAt: number | null
  /** What the alert was about, for the message that it is over. */
  readonly title: AlertTitle
}

/** Names a cause in its workspace. */
export function causeKey({ workspaceId, cause }: Pick<AlertGroup, 'workspaceId' | 'cause'>): string {
  return `${workspaceId} ${cause}`
}

export interface AlertSettings {
  /** Whose members get an email. */
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

/** In place of a user’s ID. */
export const INCOMING_WEBHOOK = 'incoming_webhook'

/** A message that has not reached its recipient. Times are epoch milliseconds. */
export interface QueuedAlert {
  readonly workspaceId: string
  readonly cause: string
  /** A user’s ID, or `INCOMING_WEBHOOK`. */
  readonly recipient: string
  /** The cause is over. */
  readonly isRecovery: boolean
  readonly queuedAt: number
  readonly attemptCount: number
}

export interface ChangedConnection {
  readonly workspaceId: string
  readonly connectionId: string
  /** As noted; null: none. */
  readonly cause: string | null
}

/** There may be hundreds of thousands, and what reads them has little memory. */
export const CHANGED_AT_ONCE = 1000

/** Connections are read in the order of their IDs, `CHANGED_AT_ONCE` at a time, those after an ID; the first after the empty one. */
export interface AlertRepository {
  /** Connections with events since this time that may begin or end an alert. */
  changedConnections(since: number, after: string): Promise<ChangedConnection[]>
  /** Connections of other providers than these, whose definitions were removed, and all that are noted: a definition may be back. */
  undefinedConnections(providers: readonly string[], after: string): Promise<ChangedConnection[]>
  /** Notes why a connection needs a user; null: it does not. A known cause keeps its time. */
  note(workspaceId: string, connectionId: string, cause: string | null, now: number): Promise<void>
  /** @param secretsBefore OAuth apps whose newest client secret was added before this time are among them; null: none */
  groups(secretsBefore: number | null): Promise<AlertGroup[]>
  sent(): Promise<SentAlert[]>
  /**
   * Records an alert, or that its cause is over, and queues the message for each recipient. That it is over is queued only for those whom
   * the alert has reached; for the others, both are dropped.
   */
  queue(alert: SentAlert, recipients: readonly string[], now: number): Promise<void>
  /** Messages that are due, the oldest first. */
  due(now: number, limit: number): Promise<QueuedAlert[]>
  /** The message has reached its recipient, or is dropped. */
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
   * True for one process at a time, which looks at what happened since `lookedAt`.
   * @returns when was looked last; null when another process looks
   */
  acquire(leaseMs: number, now: number): Promise<number | null>
  /** False if another process has acquired the lease. */
  extend(leaseMs: number): Promise<boolean>
  release(lookedAt: number): Promise<void>
}
