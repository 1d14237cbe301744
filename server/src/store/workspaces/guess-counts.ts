import type { GuessCounts } from '../../workspaces/guess-counts.ts'
import { isPast } from '../sql/is-past.ts'
import type { Sql } from '../sql/sql.ts'

/** Counts guesses, with one statement each, outside of group commits. Times are those of the database. */
export function createGuessCounts(sql: Sql): GuessCounts {
  const { now } = sql
  const isOver = isPast(sql, 'guess_counts.ends_at', '$2')
  const text = `INSERT INTO guess_counts (name_hash, guess_count, ends_at) VALUES ($1, 1, ${now} + $2)
    ON CONFLICT (name_hash) DO UPDATE SET
      guess_count = CASE WHEN ${isOver} THEN 1 ELSE guess_counts.guess_count + 1 END,
      ends_at = CASE WHEN ${isOver} THEN excluded.ends_at ELSE guess_counts.ends_at END
    RETURNING guess_count AS count, ends_at - ${now} AS "endsInMs"`
  return {
    async count(nameHash, windowMs) {
      const [row] = await sql.all<{ count: number; endsInMs: number }>(text, [nameHash, windowMs])
      return row ?? { count: 1, endsInMs: windowMs }
    },
    async sweep() {
      await sql.all(`DELETE FROM guess_counts WHERE ends_at <= ${now}`, [])
    },
  }
}
