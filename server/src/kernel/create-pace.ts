import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Paces work that arrives all at once: one piece starts per millisecond, so that requests are handled in between.
 * @returns a function to await before each piece
 */
export function createPace(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve()
  return () => (last = last.then(() => sleep(1)))
}
