import type { PageRequest } from '../kernel/page.ts'
import type { EventEnvelope, EventType } from '@letterlock/sdk/wire.ts'
import type { EventData } from './event-data.ts'

/** The actor of what the server does by itself. */
export const SYSTEM = 'system'

export interface EventRepository {
  /** Returns its ID. */
  record(workspaceId: string, event: NewEvent, now: number): Promise<string>
  read(workspaceId: string, id: string): Promise<RecordedEvent | undefined>
  list(workspaceId: string, filter: EventFilter, page: PageRequest): Promise<RecordedEvent[]>
  /** Counts events of these types by hour, from `since`, the start of an hour, to before `until`. */
  countByHour(
    access: { readonly workspaceId: string; readonly endUserId: string | null },
    types: readonly EventType[],
    span: { readonly since: number; readonly until: number },
  ): Promise<HourlyEvents[]>
  /** The name of the actor with this ID; null if unknown. */
  nameOf(actor: string): Promise<string | null>
  /** The ID of the newest event; null if there is none. */
  newest(workspaceId: string): Promise<string | null>
  /** Deletes events before this time. */
  sweep(before: number): Promise<void>
}

/** The number of events of a type in an hour. Hours without one may be omitted. */
export interface HourlyEvents {
  /** The start of the hour, in epoch milliseconds. */
  readonly hour: number
  readonly type: EventType
  readonly count: number
}

/** An event type and its data, which is omitted if it has no members. */
export type TypedData = {
  [Type in EventType]: Record<string, never> extends EventData[Type]
    ? { readonly type: Type; readonly data?: EventData[Type] }
    : { readonly type: Type; readonly data: EventData[Type] }
}[EventType]

export type NewEvent = TypedData & {
  readonly connectionId: string | null
  readonly actor: string
}

export interface EventFilter {
  readonly connectionId?: string | undefined
  /** Only events of this end user's connections. */
  readonly endUserId?: string | undefined
  /** An event type, or its first part up to the dot. */
  readonly type?: string | undefined
  readonly actorId?: string | undefined
  /** Part of the type, the data, the actor’s name, the account’s name, email address or ID, or the end user’s ID. */
  readonly words?: string | undefined
  /** Epoch milliseconds, inclusive. */
  readonly since?: number | undefined
  /** Epoch milliseconds, exclusive. */
  readonly until?: number | undefined
}

/** A stored event. Its data is that of its type (`EventData`), or empty if it was erased with its connection. */
export interface RecordedEvent extends EventEnvelope {
  readonly type: EventType
  readonly data: Readonly<Record<string, unknown>>
}

export type { EventType }
