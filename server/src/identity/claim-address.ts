import { revokeAssistants } from '../store/workspaces/revoke-assistants.ts'
import type { Sql } from '../store/sql/sql.ts'

/**
 * Verifies an email address that was unverified so far. Someone else may have created the user with it, so every credential except the new
 * password is deleted and every session ends.
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
    ...(await revokeAssistants(sql, { userId }, { actor: userId, reason: 'email_address_verified', now })),
    {
      text: 'UPDATE users SET two_factor_enabled = 0, email_verified = $1 WHERE id = $2',
      values: [emailVerified ? 1 : 0, userId],
    },
  ])
}
