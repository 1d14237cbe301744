import type { ConnectionStatus } from '@letterlock/sdk/wire.ts'
import type { Connection, Credentials } from './connection.ts'
import type { NewEvent } from '../workspaces/event.ts'
import type { PageRequest } from '../kernel/page.ts'
import type { Usage } from './usage.ts'

/** A change of a connection; absent members stay. A new token set, or null, increments `tokenSetVersion`. */
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
    | 'labels'
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
   * What must not have changed since the read. `version`: the row. `token_set_version`: the token set, regardless of the lease, so that a
   * late refresh is saved. `fencing_token`: the token set and the lease. `leased_version`: the row and the lease.
   */
  readonly guard: 'version' | 'token_set_version' | 'fencing_token' | 'leased_version'
  readonly events: readonly NewEvent[]
  readonly now: number
}

/** A connection whose lease this process holds. */
export interface LeasedConnection extends Connection {
  /** When the unanswered refresh of another process began. */
  readonly orphanedRefreshStartedAt: number | null
  /** Monotonic time of this process; the lease did not begin earlier. */
  readonly leasedAt: number
}

interface LeaseRequest {
  /** Real time, from now. */
  readonly leaseMs: number
  /** Epoch milliseconds of the application's clock. */
  readonly now: number
}

export interface ConnectionRepository {
  /** Called before and after each change of cacheable data. */
  onChange(listener: (id: string) => void): void
  read(workspaceId: string, id: string): Promise<Connection | undefined>
  /** The narrow read of hot routes. It finds any workspace's connection: compare `workspaceId`. */
  readCredentials(id: string): Promise<Credentials | undefined>
  /** Those of the given connections, by ID, that are still of this version. */
  unchanged(versions: ReadonlyMap<string, number>): Promise<ReadonlySet<string>>
  findByAccount(key: AccountKey): Promise<Connection | undefined>
  /** What each connection of an account knows of it. */
  identitiesOf(key: Omit<AccountKey, 'endUserId'>): Promise<Pick<Connection, 'account' | 'endUserId'>[]>
  list(workspaceId: string, filter: ConnectionFilter, page: PageRequest): Promise<Connection[]>
  /** How many there are, by provider and status. `ids` are not asked for. */
  count(workspaceId: string, filter: Omit<ConnectionFilter, 'ids'>): Promise<ConnectionCount[]>
  /** Which labels there are, in the order of their names, the most used of each first; of the workspace or of one end user. */
  countLabels(workspaceId: string, endUserId: string | undefined): Promise<LabelCounts>
  /** The connection with this slug that is the first, second, … of those of the workspace, or of one end user; see `connection-names`. */
  findBySlug(
    workspaceId: string,
    endUserId: string | undefined,
    slug: string,
    position: number,
  ): Promise<Connection | undefined>
  /**
   * Inserts a connection, or updates the row version before this one, and completes the connect session. False if that row has changed or
   * was deleted, if the OAuth app was deleted, or if a condition fails. False too if another connection of the same end user and account was
   * inserted meanwhile.
   */
  save(
    connection: Connection,
    sessionId: string | null,
    events: readonly NewEvent[],
    conditions?: SaveConditions,
  ): Promise<boolean>
  /** Grows when an end user of the workspace is erased, or a member removed. */
  endUsersVersion(workspaceId: string): Promise<number>
  /** Whether this end user has been removed after this version of the workspace's end users. */
  wasRemovedSince(workspaceId: string, endUserId: string, version: number): Promise<boolean>
  /** Forgets the removals before this time. */
  sweepRemovals(before: number): Promise<void>
  /** Deletes a connection, and personal data in its events. False if it has changed since it was read. */
  remove(connection: Connection, event: NewEvent, now: number): Promise<boolean>
  /** Changes a connection; false if the guard fails. */
  change(connection: Connection, change: ConnectionChange, how: HowToChange): Promise<boolean>
  /**
   * Acquires the lease if the token set has not changed and no lease is held. For a rotating refresh token, also records that it may be
   * used up from now on; an earlier record stays.
   */
  acquireLease(
    connection: Pick<Connection, 'id' | 'tokenSetVersion'>,
    lease: LeaseRequest,
  ): Promise<LeasedConnection | undefined>
  /**
   * Acquires the leases of due connections, longest due first.
   * @param request `missingKeys`: IDs of encryption keys; what needs one of them is left to other processes
   */
  acquireDueLeases(
    request: LeaseRequest & { readonly limit: number; readonly missingKeys?: readonly number[] },
  ): Promise<LeasedConnection[]>
  /** Extends a lease, from now. False: another process has it, or it has been given back. */
  extendLease(leased: LeasedConnection, leaseMs: number): Promise<boolean>
  isLeased(id: string): Promise<boolean>
  /** Makes connections due that wait for a client secret of this OAuth app. */
  makeDue(oauthAppId: string, now: number): Promise<void>
  /** Adds usage; one event per line, not per call. */
  recordUsage(usage: Usage, now: number): Promise<void>
}

export interface ConnectionFilter {
  readonly endUserId?: string | undefined
  readonly providerSlug?: string | undefined
  /** As of the last change: the passing of time alone moves no connection to another list. */
  readonly statuses?: readonly ConnectionStatus[] | undefined
  /** Only these, whatever else is asked for but the end user. */
  readonly ids?: readonly string[] | undefined
  /** Part of an account's name, email address or ID, or of an end user ID. */
  readonly words?: string | undefined
  /** Those that have this label. */
  readonly label?: Label | undefined
  /** By when they were created, `oldest` first unless said otherwise, or by the account's name. Not for `ids`. */
  readonly sort?: 'oldest' | 'newest' | 'name' | undefined
}

export interface Label {
  readonly name: string
  readonly value: string
}

/** So many connections have this label. */
export interface LabelCount extends Label {
  readonly count: number
}

export interface LabelCounts {
  readonly items: LabelCount[]
  /** false: there are more labels than a list shows. */
  readonly isComplete: boolean
}

/** So many connections of a provider have this status, as of their last change. */
export interface ConnectionCount {
  readonly provider: string
  readonly status: ConnectionStatus
  readonly count: number
}

/** What must hold besides the row version. `not_leased`: the token set is not being refreshed. */
export type SaveGuard = 'version' | 'not_leased'

export interface SaveConditions {
  readonly guard?: SaveGuard
  /** For a new connection: no end user of the workspace has been removed since this version. */
  readonly endUsersVersion?: number
}

interface AccountKey {
  readonly workspaceId: string
  readonly providerSlug: string
  readonly endUserId: string
  readonly accountId: string
}
