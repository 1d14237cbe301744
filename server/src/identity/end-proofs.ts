import type { Sql } from '../store/sql.ts'

/** Links for a new password, half-made sign-ins and trusted devices of this person: none counts any more. */
export async function endProofs(sql: Sql, userId: string): Promise<void> {
  await sql.write([{ text: 'DELETE FROM user_verifications WHERE value = $1', values: [userId] }])
}
