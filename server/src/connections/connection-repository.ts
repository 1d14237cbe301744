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
  /** When another process sent a refresh whose response was not saved, in epoch milliseconds. */
  readonly orphanedRefreshStartedAt: number | null
  /** Monotonic time of this process; the lease did not begin earlier. */
  readonly leasedAt: number
}

interface LeaseRequest {
  /** Real milliseconds from now, independent of the application's clock. */
  readonly leaseMs: number
  /** Epoch milliseconds of the application's clock. */
  readonly now: number
}

export interface ConnectionRepository {
  /** Called before and after each change of cacheable data. */
  onChange(listener: (id: string) => void): void
  read(workspaceId: string, id: string): Promise<Connection | undefined>
  /** Reads the few columns that hot routes need. It finds the connections of all workspaces: compare `workspaceId`. */
  readCredentials(id: string): Promise<Credentials | undefined>
  /** The IDs of those connections that still have the given version. */
  unchanged(versions: ReadonlyMap<string, number>): Promise<ReadonlySet<string>>
  findByAccount(key: AccountKey): Promise<Connection | undefined>
  /** The account as each connection to it stores it. */
  identitiesOf(key: Omit<AccountKey, 'endUserId'>): Promise<Pick<Connection, 'account' | 'endUserId'>[]>
  list(workspaceId: string, filter: ConnectionFilter, page: PageRequest): Promise<Connection[]>
  /** Counts connections by provider and status. */
  count(workspaceId: string, filter: Omit<ConnectionFilter, 'ids'>): Promise<ConnectionCount[]>
  /** Counts the labels of a workspace or of one end user, ordered by name, then by count, highest first. */
  countLabels(workspaceId: string, endUserId: string | undefined): Promise<LabelCounts>
  /** Finds a connection by its short name (connection-names.ts), in a workspace or of one end user. @param position from 1, among those with this slug */
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
  /** Incremented when an end user of the workspace is erased or a member is removed. */
  endUsersVersion(workspaceId: string): Promise<number>
  /** Whether this end user has been removed after this version of the workspace's end users. */
  wasRemovedSince(workspaceId: string, endUserId: string, version: number): Promise<boolean>
  /** Deletes the records of removals before this time, in epoch milliseconds. */
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
  /** As of the last write: the passing of time alone does not change them. */
  readonly statuses?: readonly ConnectionStatus[] | undefined
  /** Only these connections; of the other filters, only `endUserId` applies then. */
  readonly ids?: readonly string[] | undefined
  /** Part of an account's name, email address or ID, or of an end user ID. */
  readonly words?: string | undefined
  /** Only connections with this label. */
  readonly label?: Label | undefined
  /** By time of creation, `oldest` first by default, or by account name. Does not apply to `ids`. */
  readonly sort?: 'oldest' | 'newest' | 'name' | undefined
}

export interface Label {
  readonly name: string
  readonly value: string
}

/** A label, and how many connections have it. */
export interface LabelCount extends Label {
  readonly count: number
}

export interface LabelCounts {
  readonly items: LabelCount[]
  /** false if there are more labels than a list contains. */
  readonly isComplete: boolean
}

/** How many connections of a provider have a status, as of their last write. */
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
