import type { LetterlockEvent } from '@letterlock/sdk'

/** Consecutive events of one kind. */
export interface EventGroup {
  readonly newest: LetterlockEvent
  readonly count: number
}

/**
 * Newest first. Consecutive events with the same text are counted, not listed.
 * @param inWords what is shown of an event, besides who did it and when
 */
export function groupEvents(
  events: readonly LetterlockEvent[],
  inWords: (event: LetterlockEvent) => string,
): EventGroup[] {
  const isSame = (a: LetterlockEvent, b: LetterlockEvent): boolean =>
    a.type === b.type &&
    a.actor.id === b.actor.id &&
    a.connection?.id === b.connection?.id &&
    inWords(a) === inWords(b)

  const groups: EventGroup[] = []
  for (const event of events) {
    const last = groups.at(-1)
    if (last && isSame(last.newest, event)) groups[groups.length - 1] = { ...last, count: last.count + 1 }
    else groups.push({ newest: event, count: 1 })
  }
  return groups
}
