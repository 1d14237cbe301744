import { setTimeout as sleep } from 'node:timers/promises'

const POLL_MS = 50
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

/**
 * Waits until no other program on this machine holds the lock. It is the operating system's lock,
 * taken through SQLite: it ends with the process, so none is left behind, and the file stays.
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
      if (!(error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY)) {
        database.close()
        throw error
      }
      await sleep(POLL_MS)
    }
  }
}
