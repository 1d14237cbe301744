import { deleteInPieces } from '../store/sql/delete-in-pieces.ts'
import type { Sql } from '../store/sql/sql.ts'
import { DAY } from '../kernel/time.ts'

/** Lifetime of a registration that no user has authorized. */
const KEEP_UNUSED_MS = 7 * DAY
/** Lifetime after the last token: clients keep their ID and return with it. */
const KEEP_USED_MS = 90 * DAY

/** Deletes expired records and unused registrations. */
export async function deleteExpiredRecords(sql: Sql, now: number): Promise<void> {
  const records = { table: 'oidc_records', key: ['model', 'id_hash'] } as const
  await deleteInPieces(sql, { ...records, where: 'expires_at < $1', values: [now] })
  await deleteInPieces(sql, {
    ...records,
    where: `model = 'Client' AND last_used_at < $1 AND NOT EXISTS
      (SELECT 1 FROM assistants WHERE client_id_hash = id_hash AND revoked_at IS NULL
        AND COALESCE(assistants.last_used_at, assistants.created_at) > $2)`,
    values: [now - KEEP_UNUSED_MS, now - KEEP_USED_MS],
  })
}
