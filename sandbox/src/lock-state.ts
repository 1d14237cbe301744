/** How long a sandbox that is being stopped may still hold the lock. */
const WAIT_MS = 1000
/** https://sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5

/**
 * Keeps a state file for this sandbox: two would write over each other's state. It is the operating system's lock, taken through SQLite: it
 * ends with the process, however that ends, and the file beside the state stays.
 *
 * @returns a function that releases the lock
 * @throws Error with a sentence for the user, if another sandbox uses the file
 */
export async function lockState(file: string): Promise<() => void> {
  const { DatabaseSync } = await import('node:sqlite')
  const lock = `${file}.lock`
  const database = new DatabaseSync(lock, { timeout: WAIT_MS })
  try {
    database.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    database.close()
    const isBusy = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
    throw new Error(
      isBusy
        ? `${file} is in use by another sandbox: stop it, or choose another file.`
        : `${lock} cannot be locked (${error instanceof Error ? error.message : String(error)}): delete it, or choose another state file.`,
      { cause: error },
    )
  }
  return () => database.close()
}
