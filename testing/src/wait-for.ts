import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'

const [MIN_PAUSE_MS, MAX_PAUSE_MS] = [10, 100]
/** An upper bound for waits. Being late, on a busy machine, is not a failure. */
const TIMEOUT_MS = 60_000

/**
 * Reads a value until it is accepted, and returns it. Fails with the last value.
 *
 * @param timeoutMs in real time; 60,000 by default
 */
export async function waitFor<T>(
  read: () => T | Promise<T>,
  accepts: (value: T) => boolean,
  timeoutMs = TIMEOUT_MS,
): Promise<T> {
  for (const begun = performance.now(); ;) {
    const value = await read()
    if (accepts(value)) return value
    if (performance.now() - begun > timeoutMs)
      assert.fail(`timed out after ${timeoutMs} ms at ${JSON.stringify(value)}`)
    await pauseSince(begun)
  }
}

/** Waits for a random time, so that the next step happens at a random moment of the work in progress. @param random in [0, 1) */
export async function pauseAtRandom(random: () => number, maxMs: number): Promise<void> {
  await sleep(random() * maxMs)
}

/** Waits until a condition holds. @param what describes it, for the message of a failure */
export async function waitUntil(
  holds: () => boolean | Promise<boolean>,
  what: string,
  timeoutMs = TIMEOUT_MS,
): Promise<void> {
  for (const begun = performance.now(); !(await holds());) {
    if (performance.now() - begun > timeoutMs) assert.fail(`timed out after ${timeoutMs} ms: ${what}`)
    await pauseSince(begun)
  }
}

/** The poll interval: a tenth of the time that has passed, so that long waits cost little. */
function pauseSince(begun: number): Promise<void> {
  const passedMs = performance.now() - begun
  return sleep(Math.min(MAX_PAUSE_MS, Math.max(MIN_PAUSE_MS, passedMs / 10)))
}
