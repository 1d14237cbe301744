import type { Locale } from '../kernel/locale.ts'
import type { Sql } from '../store/sql/sql.ts'

/** Stores the language of a user, for emails. */
export async function saveLocale(sql: Sql, userId: string, locale: Locale): Promise<void> {
  await sql.write([{ text: 'UPDATE users SET locale = $1 WHERE id = $2', values: [locale, userId] }])
}
