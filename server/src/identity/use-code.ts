import { hashToken } from '../kernel/id.ts'
import type { Sql } from '../store/sql.ts'
import { MINUTE } from '../kernel/time.ts'

/** A code is good for its own half minute and one on either side. */
const REMEMBERED_MS = 5 * MINUTE

/** True once for each code of a person, over all processes (RFC 6238, section 5.2). */
export async function useCode(sql: Sql, userId: string, code: string): Promise<boolean> {
  // The library goes by the machine's own time, and so does this.
  const now = Date.now()
  const taken = await sql.change(
    `INSERT INTO used_totp_codes (code_hash, expires_at) VALUES ($1, $2)
     ON CONFLICT DO NOTHING RETURNING code_hash`,
    [hashToken(`${userId} ${code}`), now + REMEMBERED_MS],
  )
  await sql.write([{ text: 'DELETE FROM used_totp_codes WHERE expires_at < $1', values: [now] }])
  return taken.length === 1
}
