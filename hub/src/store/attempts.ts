import type { Access, Attempt } from '../core/connection.ts'
import type { Store } from '../core/ports.ts'
import type { Sql } from './sql.ts'

interface AttemptRow {
  session_id: string
  workspace_id: string
  provider_id: string
  app_id: string
  redirect_uri: string
  access: string
  browser_hash: string
  sealed_verifier: Uint8Array | null
  expires_at: number
  taken_at: number | null
  ticket_used_at: number | null
}

const COLUMNS = `session_id, workspace_id, provider_id, app_id, redirect_uri, access, browser_hash, sealed_verifier,
  expires_at, taken_at, ticket_used_at`

/** An attempt stays for a while after it was taken, so that a second callback can be told what happened. */
export function createAttempts(sql: Sql): Store['attempts'] {
  const find = (condition: string, values: string[]): Promise<AttemptRow | undefined> =>
    sql.one<AttemptRow>(`SELECT ${COLUMNS} FROM attempt WHERE ${condition}`, values)

  return {
    async insert(attempt, stateHash, browserHash) {
      const text = `INSERT INTO attempt (state_hash, session_id, workspace_id, provider_id, app_id, redirect_uri, access,
          browser_hash, sealed_verifier, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`
      const values = [
        stateHash,
        attempt.sessionId,
        attempt.workspaceId,
        attempt.providerId,
        attempt.appId,
        attempt.redirectUri,
        JSON.stringify(attempt.access),
        browserHash,
        attempt.sealedVerifier,
        attempt.expiresAt,
      ]
      await sql.write([{ text, values }])
    },
    async take({ stateHash, browserHash, providerId }, now) {
      const text = `UPDATE attempt SET taken_at = $1
        WHERE state_hash = $2 AND browser_hash = $3 AND provider_id = $4 AND taken_at IS NULL AND expires_at > $1`
      const values = [now, stateHash, browserHash, providerId]
      if (!(await sql.write([{ text, values, mustChange: true }]))) return undefined
      const row = await find('state_hash = $1', [stateHash])
      return row && toAttempt(row)
    },
    async find(stateHash) {
      const row = await find('state_hash = $1', [stateHash])
      return row && { attempt: toAttempt(row), browserHash: row.browser_hash, taken: row.taken_at !== null }
    },
    async issueTicket(stateHash, ticketHash, expiresAt) {
      const text = 'UPDATE attempt SET ticket_hash = $1, ticket_expires_at = $2 WHERE state_hash = $3'
      await sql.write([{ text, values: [ticketHash, expiresAt, stateHash] }])
    },
    async takeTicket(ticketHash, workspaceId, now) {
      const text = `UPDATE attempt SET ticket_used_at = $1
        WHERE ticket_hash = $2 AND workspace_id = $3 AND ticket_used_at IS NULL AND ticket_expires_at > $1`
      if (!(await sql.write([{ text, values: [now, ticketHash, workspaceId], mustChange: true }])))
        return undefined
      const row = await find('ticket_hash = $1', [ticketHash])
      return row && toAttempt(row)
    },
    async findTicket(ticketHash, workspaceId) {
      const row = await find('ticket_hash = $1 AND workspace_id = $2', [ticketHash, workspaceId])
      return row && { attempt: toAttempt(row), used: row.ticket_used_at !== null }
    },
    async renewTicket(ticketHash, nextTicketHash, expiresAt) {
      const text = `UPDATE attempt SET ticket_hash = $1, ticket_expires_at = $2, ticket_used_at = NULL WHERE ticket_hash = $3`
      await sql.write([{ text, values: [nextTicketHash, expiresAt, ticketHash] }])
    },
    async sweep(before) {
      await sql.write([{ text: 'DELETE FROM connect_session WHERE expires_at < $1', values: [before] }])
    },
  }
}

function toAttempt(row: AttemptRow): Attempt {
  return {
    sessionId: row.session_id,
    workspaceId: row.workspace_id,
    providerId: row.provider_id,
    appId: row.app_id,
    redirectUri: row.redirect_uri,
    access: JSON.parse(row.access) as Access,
    sealedVerifier: row.sealed_verifier,
    expiresAt: row.expires_at,
  }
}
