import type { Sql } from '../store/sql.ts'

/**
 * Somebody reads the mail of an address that was never proved: the account may have been made by another in their name. All
 * that was there goes, but for the password, which is set by then; and everybody is signed out.
 */
export async function claimAddress(
  sql: Sql,
  userId: string,
  { emailVerified, now }: { readonly emailVerified: boolean; readonly now: number },
): Promise<void> {
  const values = [userId]
  await sql.write([
    { text: 'DELETE FROM user_sessions WHERE user_id = $1', values },
    { text: 'DELETE FROM user_passkeys WHERE user_id = $1', values },
    { text: 'DELETE FROM user_totp_factors WHERE user_id = $1', values },
    { text: 'DELETE FROM user_verifications WHERE value = $1', values },
    {
      text: 'UPDATE assistants SET revoked_at = $1 WHERE user_id = $2 AND revoked_at IS NULL',
      values: [now, userId],
    },
    {
      text: 'UPDATE users SET two_factor_enabled = 0, email_verified = $1 WHERE id = $2',
      values: [emailVerified ? 1 : 0, userId],
    },
  ])
}
