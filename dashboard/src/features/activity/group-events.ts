import type { LetterlockEvent } from '@letterlock/sdk'

/** Events of one kind, one after the other. */
export interface EventGroup {
  readonly newest: LetterlockEvent
  readonly count: number
}

/** Newest first; events that repeat the one before are counted, not listed. */
export function groupEvents(events: readonly LetterlockEvent[]): EventGroup[] {
  const groups: EventGroup[] = []
  for (const event of events) {
    const last = groups.at(-1)
    if (last && isSame(last.newest, event)) groups[groups.length - 1] = { ...last, count: last.count + 1 }
    else groups.push({ newest: event, count: 1 })
  }
  return groups
}

const isSame = (a: LetterlockEvent, b: LetterlockEvent): boolean =>
  a.type === b.type &&
  a.actor.id === b.actor.id &&
  a.connection?.id === b.connection?.id &&
  JSON.stringify(a.data) === JSON.stringify(b.data)
