import type { Call, Letterlock, ListCallsQuery } from '@letterlock/sdk'
import { setTimeout as pause } from 'node:timers/promises'
import { print, toJson } from '../../output.ts'
import { callLine } from '../../print-call.ts'

/** The server writes calls once per second. */
const POLL_EVERY_MS = 1000
const FIRST = 10
/** If calls arrive faster than they are read, only the newest are shown. */
const MAX_FRESH = 1000
const PAGE = 100

/** Prints the newest calls, then each new one, oldest first; with `json`, one object a line. Runs until the process ends. */
export async function followCalls(server: Letterlock, query: ListCallsQuery, json: boolean): Promise<never> {
  const show = (call: Call): void => print(json ? toJson(call) : callLine(call))
  const { items } = await server.calls.list({ ...query, limit: FIRST })
  let seen = items[0]?.id ?? ''
  for (const call of items.toReversed()) show(call)
  for (;;) {
    await pause(POLL_EVERY_MS)
    const fresh = await callsAfter(server, query, seen)
    seen = fresh[0]?.id ?? seen
    for (const call of fresh.toReversed()) show(call)
  }
}

/** Newest first. IDs are ordered by time. */
async function callsAfter(server: Letterlock, query: ListCallsQuery, seen: string): Promise<Call[]> {
  const fresh: Call[] = []
  for await (const call of server.calls.list({ ...query, limit: PAGE })) {
    if (call.id <= seen || fresh.length === MAX_FRESH) break
    fresh.push(call)
  }
  return fresh
}
