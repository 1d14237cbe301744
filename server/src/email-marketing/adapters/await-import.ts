import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '../../kernel/errors.ts'
import { MINUTE, SECOND } from '../../kernel/time.ts'

const FIRST_PAUSE_MS = 0.25 * SECOND
const LAST_PAUSE_MS = 5 * SECOND
const MAX_PAUSED_MS = 10 * MINUTE

/**
 * Looks at an import that the provider does by itself until it has ended, less and less often.
 * @param read resolves to undefined while it goes on
 * @throws ProblemError provider_timeout after ten minutes
 */
export async function awaitImport<T>(read: () => Promise<T | undefined>): Promise<T> {
  let paused = 0
  for (let wait = FIRST_PAUSE_MS; ; wait = Math.min(LAST_PAUSE_MS, 2 * wait)) {
    const ended = await read()
    if (ended !== undefined) return ended
    if (paused >= MAX_PAUSED_MS) throw new ProblemError('provider_timeout')
    await pause(wait)
    paused += wait
  }
}
