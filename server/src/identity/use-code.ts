import { hashToken } from '../kernel/id.ts'
import type { Sql } from '../store/sql/sql.ts'
import { MINUTE } from '../kernel/time.ts'

/** A TOTP code is valid for its own 30 seconds and for one step before and after. */
const REMEMBERED_MS = 5 * MINUTE

/** Uses a code; false if the user has used it before, in any process (RFC 6238, section 5.2). */
export async function useCode(sql: Sql, userId: string, code: string): Promise<boolean> {
  // The machine's time, as in better-auth.
  const now = Date.now()
  const taken = await sql.change(
    `INSERT INTO used_totp_codes (code_hash, expires_at) VALUES ($1, $2)
     ON CONFLICT DO NOTHING RETURNING code_hash`,
    [hashToken(`${userId} ${code}`), now + REMEMBERED_MS],
  )
  await sql.write([{ text: 'DELETE FROM used_totp_codes WHERE expires_at < $1', values: [now] }])
  return taken.length === 1
}
