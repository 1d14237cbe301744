import type { Clock } from '../clock.ts'

/** Counts the calls of a key within the last second, including this one. */
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
