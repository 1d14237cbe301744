import type { PageRequest } from '../kernel/page.ts'
import type { Call, CallTotals, CallType, HourTotals } from './call.ts'

export interface CallFilter {
  readonly connectionId?: string | undefined
  readonly type?: CallType | undefined
  readonly principalId?: string | undefined
  readonly requestId?: string | undefined
  readonly hasFailed?: boolean | undefined
  /** Part of the path, the operation, the request ID, the error code, the principal’s name, the account’s name, email address or ID, or the end user’s ID. */
  readonly words?: string | undefined
  /** Inclusive, in epoch milliseconds. */
  readonly since?: number | undefined
  /** Exclusive, in epoch milliseconds. */
  readonly until?: number | undefined
}

/** Whose calls are visible. */
interface CallAccess {
  readonly workspaceId: string
  /** Only calls through connections of this end user; null: all. */
  readonly endUserId: string | null
}

/** A call with the current names of its principal, account and end user. */
export interface NamedCall extends Call {
  /** null once the principal is deleted. */
  readonly principalName: string | null
  readonly connection: {
    readonly id: string
    readonly provider: string | null
    readonly endUserId: string | null
    readonly accountId: string | null
    readonly accountName: string | null
  } | null
}

export interface CallRepository {
  /** Newest first. */
  list(access: CallAccess, filter: CallFilter, page: PageRequest): Promise<NamedCall[]>
  read(access: CallAccess, id: string): Promise<NamedCall | undefined>
  /** Stores calls, and adds the totals to the stored ones. */
  record(calls: readonly Call[], totals: readonly CallTotals[]): Promise<void>
  /** By hour, oldest first; hours without a call are left out. */
  totals(connectionId: string, since: number, until: number): Promise<CallTotals[]>
  /** As `totals`, for all visible connections together. */
  totalsOfAll(access: CallAccess, since: number, until: number): Promise<HourTotals[]>
  /** Deletes calls and totals from before this time, and the oldest calls beyond `maxCount`. */
  sweep(before: number, maxCount: number): Promise<void>
}
