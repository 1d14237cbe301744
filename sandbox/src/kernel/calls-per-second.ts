import type { Clock } from '../clock.ts'

/** Tells how many calls of a key were made within the last second, this one included. */
export type CountCall = (key: string) => number

export function createCallsPerSecond(clock: Clock): CountCall {
  const latest = new Map<string, number[]>()
  return (key) => {
    const now = clock.monotonicNow()
    const recent = (latest.get(key) ?? []).filter((at) => at > now - 1000)
    recent.push(now)
    latest.set(key, recent)
    return recent.length
  }
}
