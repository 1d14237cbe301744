import type { LetterlockEvent } from '@letterlock/sdk'

/** The data of an event of any type. */
export function membersOf(data: LetterlockEvent['data'] | undefined): Readonly<Record<string, unknown>> {
  return { ...data }
}
