import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const INTERVAL_MS = 10
const TIMEOUT_MS = 8000

/**
 * Reads a value until it is accepted, and returns it. Fails with the last value.
 *
 * @param timeoutMs in real time; 8000 by default
 */
export async function waitFor<T>(
  read: () => T | Promise<T>,
  accepts: (value: T) => boolean,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  for (const deadline = performance.now() + timeoutMs; ;) {
    const value = await read()
    if (accepts(value)) return value
    if (performance.now() > deadline)
      assert.fail(`timed out after ${timeoutMs} ms at ${JSON.stringify(value)}`)
    await sleep(INTERVAL_MS)
  }
}

/** Lets a random time pass, so that what comes next happens at any moment of what is under way. @param random in [0, 1) */
export async function pauseAtRandom(random: () => number, maxMs: number): Promise<void> {
  await sleep(random() * maxMs)
}

/** Waits until a condition holds. @param what describes it, for the message of a failure */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  for (const deadline = performance.now() + timeoutMs; !(await holds());) {
    if (performance.now() > deadline) assert.fail(`timed out after ${timeoutMs} ms: ${what}`)
    await sleep(INTERVAL_MS)
  }
}
