import type { Connection, Credentials } from './connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { PageRequest } from '../kernel/page.ts'
import type { Usage } from './usage.ts'

/** What may change on a connection; what is absent stays. A token set, also null, is a new generation. */
export type ConnectionChange = Partial<
  Pick<
    Connection,
    | 'reason'
    | 'tokenSetCiphertext'
    | 'previousTokenSetCiphertext'
    | 'accessTokenExpiresAt'
    | 'assumedLifetimeMs'
    | 'refreshExpiresAt'
    | 'refreshType'
    | 'apiKeyCiphertext'
    | 'apiKeyReason'
    | 'permissions'
    | 'account'
    | 'lastCheckedAt'
    | 'dueAt'
    | 'refreshStartedAt'
    | 'health'
    | 'failedCheck'
    | 'disconnectReport'
    | 'grantedScopes'
  >
> & { readonly endLease?: boolean }

export interface HowToChange {
  /**
   * `version`: nothing at all has changed. `generation`: the token set is the same, whoever holds the lease; so a
   * late success is taken. `fence`: the token set is the same and the lease is ours.
   */
  readonly guard: 'version' | 'token_set_version' | 'fencing_token'
  readonly events: readonly NewEvent[]
  readonly now: number
}

/** A connection whose lease is ours. */
export interface LeasedConnection extends Connection {
  /** Since when somebody else's renewal has had no answer. */
  readonly orphanedRefreshStartedAt: number | null
  /** In the process's own monotonic time: the lease has begun no sooner. */
  readonly leasedAt: number
}

export interface LeaseRequest {
  /** In real time, from now. */
  readonly leaseMs: number
  /** The product's time. */
  readonly now: number
}

export interface ConnectionRepository {
  /** Notified of each change of what may be cached, before it and after it. */
  onChange(listener: (id: string) => void): void
  read(workspaceId: string, id: string): Promise<Connection | undefined>
  /** The lean read of the hot routes; of any workspace: the caller compares. */
  readCredentials(id: string): Promise<Credentials | undefined>
  findByAccount(key: AccountKey): Promise<Connection | undefined>
  list(workspaceId: string, filter: ConnectionFilter, page: PageRequest): Promise<Connection[]>
  /**
   * Inserts it, or renews the one with the same id, and completes the session.
   * false when another connection of the same owner and account was made meanwhile, or the guard does not hold.
   */
  save(
    connection: Connection,
    sessionId: string | null,
    events: readonly NewEvent[],
    guard?: SaveGuard,
  ): Promise<boolean>
  /**
   * Deletes it, and what is personal in what was written down of it; the event stays. false when it has changed since
   * it was read.
   */
  remove(connection: Connection, event: NewEvent, now: number): Promise<boolean>
  /** Changes state; false when what the guard names is no longer what was read. */
  change(connection: Connection, change: ConnectionChange, how: HowToChange): Promise<boolean>
  /**
   * Takes the lease of a connection whose token set is still this one: nobody else gets it before it ends. If the
   * refresh token works once, notes that it may be spent from now on; an older note stays.
   */
  acquireLease(
    connection: Pick<Connection, 'id' | 'tokenSetVersion'>,
    acquireLease: LeaseRequest,
  ): Promise<LeasedConnection | undefined>
  /** Takes the leases of those that are due, longest due first. */
  acquireDueLeases(acquireLease: LeaseRequest & { limit: number }): Promise<LeasedConnection[]>
  isLeased(id: string): Promise<boolean>
  /** Those of this app that wait for a client secret are due now. */
  makeDue(oauthAppId: string, now: number): Promise<void>
  /** Adds up what was used; one row for each line, not for each call. */
  recordUsage(usage: Usage, now: number): Promise<void>
}

export interface ConnectionFilter {
  readonly endUserId?: string | undefined
  readonly providerId?: string | undefined
  readonly connected?: boolean | undefined
  /** Part of an account's name, e-mail address or id, or of an owner. */
  readonly words?: string | undefined
}

/** `same_tokens`: only while the token set is the one that was read, and nobody is renewing it. */
export type SaveGuard = 'any' | 'same_tokens'

export interface AccountKey {
  readonly workspaceId: string
  readonly providerId: string
  readonly endUserId: string
  readonly accountId: string
}
