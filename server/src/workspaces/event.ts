import type { PageRequest } from '../kernel/page.ts'
import type { LetterlockEvent, EventType } from '@letterlock/sdk/wire.ts'

export interface EventRepository {
  record(workspaceId: string, event: NewEvent, now: number): Promise<void>
  list(workspaceId: string, filter: EventFilter, page: PageRequest): Promise<LetterlockEvent[]>
  /** The name of whoever acts under this id; null when there is none. */
  nameOf(actor: string): Promise<string | null>
  /** The ID of the newest event; null if there is none. */
  newest(workspaceId: string): Promise<string | null>
  /** Deletes events before this time. */
  sweep(before: number): Promise<void>
}

export interface NewEvent {
  readonly type: EventType
  readonly connectionId: string | null
  readonly actor: string
  readonly data?: Readonly<Record<string, unknown>>
}

export interface EventFilter {
  readonly connectionId?: string | undefined
  /** Only what happened to connections of this owner. */
  readonly endUserId?: string | undefined
  /** A type, or the beginning of some up to the dot. */
  readonly type?: string | undefined
  readonly actorId?: string | undefined
  /** Epoch milliseconds: not before. */
  readonly since?: number | undefined
  /** Epoch milliseconds, exclusive. */
  readonly until?: number | undefined
}

export type { LetterlockEvent, EventType }
