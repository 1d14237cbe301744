import type { Call, Letterlock } from '@letterlock/sdk'
import { setTimeout as pause } from 'node:timers/promises'
import { print } from '../../output.ts'
import { callLine } from '../../print-call.ts'

type Query = NonNullable<Parameters<Letterlock['listCalls']>[0]>

/** The server writes calls once a second. */
const POLL_EVERY_MS = 1000
const FIRST = 10
/** Of calls that come faster than they are read, the newest are shown. */
const MAX_PAGES = 10

/** Prints the newest calls, then each new one, oldest first; with `json`, one object a line. Ends when the process does. */
export async function followCalls(server: Letterlock, query: Query, json: boolean): Promise<never> {
  const show = (call: Call): void => print(json ? JSON.stringify(call) : callLine(call))
  const { items } = await server.listCalls({ ...query, limit: FIRST })
  let seen = items[0]?.id ?? ''
  for (const call of items.toReversed()) show(call)
  for (;;) {
    await pause(POLL_EVERY_MS)
    const fresh = await callsAfter(server, query, seen)
    seen = fresh[0]?.id ?? seen
    for (const call of fresh.toReversed()) show(call)
  }
}

/** Newest first. IDs ascend with time. */
async function callsAfter(server: Letterlock, query: Query, seen: string): Promise<Call[]> {
  const fresh: Call[] = []
  let cursor: string | undefined
  for (let pages = 0; pages < MAX_PAGES; pages++) {
    const page = await server.listCalls({ ...query, limit: 100, cursor })
    const unseen = page.items.filter(({ id }) => id > seen)
    fresh.push(...unseen)
    if (page.nextCursor === null || unseen.length < page.items.length) break
    cursor = page.nextCursor
  }
  return fresh
}
