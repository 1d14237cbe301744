import { setTimeout as sleep } from 'node:timers/promises'
import { SECOND } from '../../kernel/time.ts'
import { writeCheck } from './outage.ts'
import type { Sql } from './sql.ts'

/** The disk is tested at most this often. */
const REMEMBERED_MS = 2 * SECOND

/** A database that does not respond within this time is not ready, even if the write succeeds later. */
const ANSWER_MS = 5 * SECOND

/** Whether the database is writable, tested by a write. */
export function createReadiness(sql: Sql): () => Promise<boolean> {
  let asked: Promise<boolean> | undefined
  let until = 0
  return () => {
    const now = performance.now()
    if (!asked || now >= until) {
      until = now + REMEMBERED_MS
      const late = sleep(ANSWER_MS, false, { ref: false })
      asked = Promise.race([sql.write(writeCheck()).catch(() => false), late])
    }
    return asked
  }
}
