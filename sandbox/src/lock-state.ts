import { reasonOf } from './reason-of.ts'

/** How long a sandbox that is being stopped may still hold the lock. */
const WAIT_MS = 1000
/* https://sqlite.org/rescode.html */
const SQLITE_BUSY = 5
const SQLITE_CANTOPEN = 14

/**
 * Locks a state file, so that two sandboxes do not overwrite each other's state. The lock is the operating system's, taken through
 * SQLite: it ends with the process, and the lock file remains.
 *
 * @returns a function that releases the lock
 * @throws Error with a sentence for the user, if another sandbox uses the file, or if nothing can be written beside it
 */
export async function lockState(file: string): Promise<() => void> {
  const { DatabaseSync } = await import('node:sqlite')
  const lock = `${file}.lock`
  let database: InstanceType<typeof DatabaseSync> | undefined
  try {
    database = new DatabaseSync(lock, { timeout: WAIT_MS })
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database?.close()
    throw new Error(sentenceOf(error, file, lock), { cause: error })
  }
  const held = database
  return () => held.close()
}

function sentenceOf(error: unknown, file: string, lock: string): string {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  if (code === SQLITE_BUSY) return `${file} is in use by another sandbox: stop it, or choose another file.`
  if (code === SQLITE_CANTOPEN)
    return `${file} cannot be written: its folder does not exist, or this user is not allowed to write there.`
  const reason = reasonOf(error)
  return `${lock} cannot be locked (${reason}): delete it, or choose another state file.`
}
