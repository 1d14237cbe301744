import { readFileSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Keeps a state file for this process: two sandboxes would write over each other's state. Returns what gives it back. What a process that
 * has ended left behind does not count.
 *
 * @throws Error that names the process which uses the file
 */
export function lockState(file: string): () => void {
  const lock = `${file}.lock`
  const owner = ownerOf(lock)
  if (owner !== undefined)
    throw new Error(
      `${file} is in use by the sandbox with the process ID ${owner}: stop it, or choose another file. If that process is another program, delete ${lock}.`,
    )
  writeFileSync(lock, String(process.pid), { mode: 0o600 })
  return () => rmSync(lock, { force: true })
}

/** The process that holds the lock and runs; not this one, which a container gives the same ID after each start. */
function ownerOf(lock: string): number | undefined {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (!Number.isInteger(pid) || pid <= 0 || pid === process.pid) return undefined
    process.kill(pid, 0)
    return pid
  } catch (error) {
    // A process of another user may not be signalled, and runs.
    const runs = error instanceof Error && 'code' in error && error.code === 'EPERM'
    return runs ? Number(readFileSync(lock, 'utf8')) : undefined
  }
}
