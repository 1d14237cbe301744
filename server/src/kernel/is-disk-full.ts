import { codeOf } from './code-of.ts'

/** SQLITE_FULL, and SQLITE_IOERR_SHMSIZE of its shared memory (sqlite.org/rescode.html). */
const SQLITE_CODES: ReadonlySet<unknown> = new Set([13, 4874])

/** Whether an error is or was caused by a disk, or a quota, that is full. */
export function isDiskFull(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (codeOf(one) === 'ENOSPC' || codeOf(one) === 'EDQUOT') return true
    if ('errcode' in one && SQLITE_CODES.has(one.errcode)) return true
  }
  return false
}
