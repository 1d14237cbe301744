import type { CallSlots } from '../../outbound/call-slots.ts'
import { newId } from '../../kernel/id.ts'
import type { Sql } from '../sql/sql.ts'
import { isPast } from '../sql/is-past.ts'

/** How long a process counts as waiting after its last request for slots. */
const WISH_MS = 2000
/** Slots that have been free for this long are deleted, in milliseconds. */
const SWEPT_AFTER_MS = 60_000

/** Each statement commits on its own, not in a group, because other processes wait for its locks. Times are those of the database. */
export function createCallSlots(sql: Sql): CallSlots {
  const processId = newId('process', new Date())
  const { now } = sql
  const take = (of: string, most: number, who: string, [ms, count]: readonly [number, number]) =>
    sql.all<{ slot: number }>(
      `INSERT INTO call_slots (queue, slot, process_id, free_at)
        SELECT $1, n.slot, $2, ${now} + $3
        FROM generate_series(1, $4::int) AS n (slot)
        LEFT JOIN call_slots taken ON taken.queue = $1 AND taken.slot = n.slot
        WHERE taken.free_at IS NULL OR ${isPast(sql, 'taken.free_at', '$3')}
        ORDER BY n.slot LIMIT $5
        ON CONFLICT (queue, slot) DO UPDATE SET process_id = excluded.process_id, free_at = excluded.free_at
          WHERE ${isPast(sql, 'call_slots.free_at', '$3')}
        RETURNING slot`,
      [of, who, ms, most, count],
    )
  return {
    async lease(queue, { most, count, leaseMs }) {
      return (await take(`at once ${queue}`, most, processId, [leaseMs, count])).length
    },
    async extend(queues, leaseMs) {
      if (queues.length === 0) return new Map()
      const rows = await sql.all<{ queue: string; held: number }>(
        `WITH extended AS (
          UPDATE call_slots SET free_at = ${now} + $2
          WHERE process_id = $1 AND free_at > ${now} AND queue IN ${sql.listOf('$3')} RETURNING queue
        ) SELECT queue, count(*) AS held FROM extended GROUP BY queue`,
        [processId, leaseMs, JSON.stringify(queues.map((queue) => `at once ${queue}`))],
      )
      return new Map(rows.map(({ queue, held }) => [queue.replace(/^at once /, ''), held]))
    },
    async release(queue, count) {
      const text = `DELETE FROM call_slots WHERE queue = $1 AND process_id = $2 AND slot IN (
        SELECT slot FROM call_slots WHERE queue = $1 AND process_id = $2 ORDER BY slot DESC LIMIT $3)`
      await sql.all(text, [`at once ${queue}`, processId, count])
    },
    async countCalls(queue, { rate: { calls, seconds }, count, windowMs }) {
      return (await take(`in ${seconds} s ${queue}`, calls, '', [windowMs, count])).length
    },
    async requestSlots(queue) {
      const text = `INSERT INTO call_waiters (queue, process_id, expires_at) VALUES ($1, $2, ${now} + $3)
        ON CONFLICT (queue, process_id) DO UPDATE SET expires_at = excluded.expires_at`
      await sql.all(text, [queue, processId, WISH_MS])
    },
    async waitingProcesses() {
      const text = `SELECT queue, count(*) AS others FROM call_waiters
        WHERE process_id <> $1 AND NOT ${isPast(sql, 'expires_at', '$2')} GROUP BY queue`
      const rows = await sql.all<{ queue: string; others: number }>(text, [processId, WISH_MS])
      return new Map(rows.map(({ queue, others }) => [queue, others]))
    },
    async releaseAll() {
      await sql.all('DELETE FROM call_slots WHERE process_id = $1', [processId])
      await sql.all('DELETE FROM call_waiters WHERE process_id = $1', [processId])
    },
    async deleteExpired() {
      await sql.all(`DELETE FROM call_slots WHERE free_at < ${now} - $1`, [SWEPT_AFTER_MS])
      await sql.all(`DELETE FROM call_waiters WHERE expires_at < ${now} - $1`, [SWEPT_AFTER_MS])
    },
  }
}
