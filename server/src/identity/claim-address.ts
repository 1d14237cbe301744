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
    { text: 'DELETE FROM person_session WHERE "userId" = $1', values },
    { text: 'DELETE FROM person_passkey WHERE "userId" = $1', values },
    { text: 'DELETE FROM person_second_factor WHERE "userId" = $1', values },
    { text: 'DELETE FROM person_verification WHERE "value" = $1', values },
    {
      text: 'UPDATE assistant SET revoked_at = $1 WHERE person_id = $2 AND revoked_at IS NULL',
      values: [now, userId],
    },
    {
      text: 'UPDATE person SET "twoFactorEnabled" = 0, "emailVerified" = $1 WHERE "id" = $2',
      values: [emailVerified ? 1 : 0, userId],
    },
  ])
}
