import type { Sql } from '../store/sql/sql.ts'

/** Deletes the user's password reset links, unfinished sign-ins and trusted browsers. */
export async function endProofs(sql: Sql, userId: string): Promise<void> {
  await sql.write([{ text: 'DELETE FROM user_verifications WHERE value = $1', values: [userId] }])
}
