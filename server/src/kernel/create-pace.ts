import { setTimeout as sleep } from 'node:timers/promises'

/**
 * For many pieces of work that come at once: one begins in a millisecond, so that requests are answered in between.
 * @returns a function to await before each piece
 */
export function createPace(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => (last = last.then(() => sleep(1)))
}
