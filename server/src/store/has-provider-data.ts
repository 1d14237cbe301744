import type { Sql } from './sql.ts'

/** Whether there is an OAuth app or a connection. */
export async function hasProviderData(sql: Sql): Promise<boolean> {
  for (const table of ['oauth_apps', 'connections'] as const) {
    const rows = await sql.scan<{ id: string }>(`SELECT id FROM ${table} LIMIT 1`, [])
    if (rows.length > 0) return true
  }
  return false
}
