import type { Tables } from './schema/tables.ts'
import type { Sql } from './sql/sql.ts'

/** The tables with leases in the database's time. */
type Leased = {
  [Table in keyof Tables]: 'lease_expires_at' extends keyof Tables[Table] ? Table : never
}[keyof Tables]

/**
 * Ends the leases of a killed process, if only one process uses the database: it would wait for its own leases, and forever if the clock was
 * set back. Their work starts again by its own rules.
 */
export async function releaseLeases(sql: Sql): Promise<void> {
  if (sql.manyProcesses) return
  const free = 'lease_expires_at = NULL'
  // Due now, even if a clock that was ahead has made it due later.
  const due = `due_at = CASE WHEN due_at > ${sql.now} THEN ${sql.now} ELSE due_at END`
  const changes: Record<Leased, string> = {
    alert_loop: `lease_holder = NULL, ${free}`,
    connections: `${free}, ${due}`,
    // The request may have been done: its outcome stays unknown.
    idempotency_keys: 'lease_expires_at = 0',
    jobs: `lease_id = NULL, ${free}, ${due}`,
    webhook_endpoints: `lease_holder = NULL, ${free}, due_at = COALESCE(due_at, 0)`,
  }
  // A process holds a contact by making it due later.
  const contacts = `UPDATE unchecked_contacts SET due_at = ${sql.now} WHERE due_at > ${sql.now}`
  const leases = Object.entries(changes).map(
    ([table, change]) => `UPDATE ${table} SET ${change} WHERE lease_expires_at > 0`,
  )
  await sql.write([...leases, contacts].map((text) => ({ text, values: [] })))
}
