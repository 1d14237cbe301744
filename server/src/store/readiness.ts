import { SECOND } from '../kernel/time.ts'
import { checkCredential } from './outage.ts'
import type { Sql } from './sql.ts'

/** However many ask, the disk is tried this often at most. */
const REMEMBERED_MS = 2 * SECOND

/** Whether the database can be written: tried, not supposed. */
export function createReadiness(sql: Sql): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (!asked || now >= until) {
      until = now + REMEMBERED_MS
      asked = sql.write(checkCredential()).catch(() => false)
    }
    return asked
  }
}
