import type { CallSlots } from '../outbound/call-slots.ts'
import { newId } from '../kernel/id.ts'
import type { Sql } from './sql.ts'

/** How long a wish is minded by others after it was last said. */
const WISH_MS = 2000
/** What has been free for so long is removed. */
const SWEPT_AFTER_MS = 60_000

/**
 * Each statement stands by itself, outside the groups in which writes are committed: what it locks, other processes wait for.
 * Times are the database's own.
 */
export function createCallSlots(sql: Sql): CallSlots {
  const holder = newId('process', new Date())
  const { now } = sql
  const take = (of: string, most: number, who: string, [ms, count]: readonly [number, number]) =>
    sql.all<{ slot: number }>(
      `INSERT INTO call_slot (lane, slot, holder, free_at)
        SELECT $1, n.slot, $2, ${now} + $3
        FROM generate_series(1, $4::int) AS n (slot)
        LEFT JOIN call_slot taken ON taken.lane = $1 AND taken.slot = n.slot
        WHERE taken.free_at IS NULL OR taken.free_at <= ${now}
        ORDER BY n.slot LIMIT $5
        ON CONFLICT (lane, slot) DO UPDATE SET holder = excluded.holder, free_at = excluded.free_at
          WHERE call_slot.free_at <= ${now}
        RETURNING slot`,
      [of, who, ms, most, count],
    )
  return {
    async lease(queue, { most, count, leaseMs }) {
      return (await take(`at once ${queue}`, most, holder, [leaseMs, count])).length
    },
    async extend(leaseMs) {
      const rows = await sql.all<{ queue: string; held: number }>(
        `WITH extended AS (
          UPDATE call_slot SET free_at = ${now} + $2 WHERE holder = $1 AND free_at > ${now} RETURNING lane
        ) SELECT lane, count(*) AS held FROM extended GROUP BY lane`,
        [holder, leaseMs],
      )
      return new Map(rows.map(({ queue, held }) => [queue.replace(/^at once /, ''), held]))
    },
    async giveBack(queue, count) {
      const text = `DELETE FROM call_slot WHERE lane = $1 AND holder = $2 AND slot IN (
        SELECT slot FROM call_slot WHERE lane = $1 AND holder = $2 ORDER BY slot DESC LIMIT $3)`
      await sql.all(text, [`at once ${queue}`, holder, count])
    },
    async begin(queue, { perSecond, count, windowMs }) {
      return (await take(`a second ${queue}`, perSecond, '', [windowMs, count])).length
    },
    async wish(queue) {
      const text = `INSERT INTO call_wish (lane, holder, until_at) VALUES ($1, $2, ${now} + $3)
        ON CONFLICT (lane, holder) DO UPDATE SET until_at = excluded.until_at`
      await sql.all(text, [queue, holder, WISH_MS])
    },
    async wishes() {
      const text = `SELECT lane, count(*) AS others FROM call_wish
        WHERE holder <> $1 AND until_at > ${now} GROUP BY lane`
      const rows = await sql.all<{ queue: string; others: number }>(text, [holder])
      return new Map(rows.map(({ queue, others }) => [queue, others]))
    },
    async leave() {
      await sql.all('DELETE FROM call_slot WHERE holder = $1', [holder])
      await sql.all('DELETE FROM call_wish WHERE holder = $1', [holder])
    },
    async sweep() {
      await sql.all(`DELETE FROM call_slot WHERE free_at < ${now} - $1`, [SWEPT_AFTER_MS])
      await sql.all(`DELETE FROM call_wish WHERE until_at < ${now} - $1`, [SWEPT_AFTER_MS])
    },
  }
}
