import { setTimeout as pause } from 'node:timers/promises'
import { ProblemError } from '../../kernel/errors.ts'
import { MINUTE, SECOND } from '../../kernel/time.ts'

const FIRST_PAUSE_MS = 0.25 * SECOND
const LAST_PAUSE_MS = 5 * SECOND
const MAX_PAUSED_MS = 10 * MINUTE

/**
 * Polls an import, which the provider does in the background, until it has ended; the pauses grow from 0.25 to 5 seconds.
 * @param read resolves to undefined while the import is running
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
