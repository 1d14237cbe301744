import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

/**
 * Waits until no other program on this machine holds the lock. The lock is the operating system's, taken through SQLite: it ends with the
 * process, and the file remains.
 * @returns a function that releases the lock
 */
export async function lockFile(path: string): Promise<() => void> {
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path, { timeout: 0 })
  for (;;) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return () => database.close()
    } catch (error) {
      if (!isBusy(error)) {
        database.close()
        throw error
      }
      await sleep(POLL_MS)
    }
  }
}

/** Whether a program on this machine holds the lock now. */
export async function isLocked(path: string): Promise<boolean> {
  if (!existsSync(path)) return false
  const { DatabaseSync } = await import('node:sqlite')
  const database = new DatabaseSync(path, { timeout: 0 })
  try {
    database.exec('BEGIN EXCLUSIVE')
    return false
  } catch (error) {
    return isBusy(error)
  } finally {
    database.close()
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
