import type { Access, Account, Connection, Credentials, StatusReason } from '../core/connection.ts'
import type { Store } from '../core/ports.ts'
import { insertEvent } from './events.ts'
import type { Sql, SqlValue } from './sql.ts'

interface ConnectionRow {
  id: string
  workspace_id: string
  provider_id: string
  app_id: string
  owner: string
  account: string
  access: string
  sealed_tokens: Uint8Array | null
  tokens_expire_at: number | null
  reason: StatusReason | null
  version: number
  connected_at: number
  checked_at: number | null
  created_at: number
}

const COLUMNS = `id, workspace_id, provider_id, app_id, owner, account, access, sealed_tokens, tokens_expire_at, reason,
  version, connected_at, checked_at, created_at`

const READ = `SELECT ${COLUMNS} FROM connection WHERE id = $1 AND workspace_id = $2`

const READ_CREDENTIALS =
  'SELECT id, workspace_id, provider_id, account, access, sealed_tokens, reason FROM connection WHERE id = $1'

type CredentialsRow = Pick<
  ConnectionRow,
  'id' | 'workspace_id' | 'provider_id' | 'account' | 'access' | 'sealed_tokens' | 'reason'
>

const LIST = `SELECT ${COLUMNS} FROM connection
  WHERE workspace_id = $1 AND id > $2 AND ($3 = '' OR owner = $3) AND ($4 = '' OR provider_id = $4)
    AND ($5 = '' OR (reason IS NULL) = ($5 = 'connected'))
  ORDER BY id LIMIT $6`

/** An upsert by account that keeps the id: when the id differs, somebody else was faster and nothing changes. */
const SAVE = `INSERT INTO connection (id, workspace_id, provider_id, app_id, owner, account_id, account, access,
    sealed_tokens, tokens_expire_at, reason, version, connected_at, checked_at, created_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
  ON CONFLICT DO UPDATE SET app_id = excluded.app_id, account_id = excluded.account_id, account = excluded.account,
    access = excluded.access, sealed_tokens = excluded.sealed_tokens, tokens_expire_at = excluded.tokens_expire_at,
    reason = excluded.reason, version = connection.version + 1, connected_at = excluded.connected_at,
    checked_at = excluded.checked_at
  WHERE connection.id = excluded.id`

export function createConnections(sql: Sql): Store['connections'] {
  return {
    async read(workspaceId, id) {
      const row = await sql.one<ConnectionRow>(READ, [id, workspaceId])
      return row && toConnection(row)
    },
    async readCredentials(id) {
      const row = await sql.one<CredentialsRow>(READ_CREDENTIALS, [id])
      return row && toCredentials(row)
    },
    async findByAccount({ workspaceId, providerId, owner, accountId }) {
      const text = `SELECT ${COLUMNS} FROM connection
        WHERE workspace_id = $1 AND provider_id = $2 AND owner = $3 AND account_id = $4`
      const row = await sql.one<ConnectionRow>(text, [workspaceId, providerId, owner, accountId])
      return row && toConnection(row)
    },
    async list(workspaceId, { owner = '', providerId = '', connected }, { limit, after }) {
      const state = connected === undefined ? '' : connected ? 'connected' : 'disconnected'
      const rows = await sql.all<ConnectionRow>(LIST, [
        workspaceId,
        after ?? '',
        owner,
        providerId,
        state,
        limit,
      ])
      return rows.map(toConnection)
    },
    save(connection, sessionId, event) {
      return sql.write([
        { text: SAVE, values: toValues(connection), mustChange: true },
        {
          text: 'UPDATE connect_session SET completed_at = $1 WHERE id = $2 AND completed_at IS NULL',
          values: [connection.connectedAt, sessionId],
        },
        insertEvent(connection.workspaceId, event, connection.connectedAt),
      ])
    },
    change(connection, change, event, now) {
      const account = change.account ?? connection.account
      const text = `UPDATE connection SET reason = $1, sealed_tokens = $2, account = $3, account_id = $4, checked_at = $5,
          version = version + 1
        WHERE id = $6 AND workspace_id = $7 AND version = $8`
      const values: SqlValue[] = [
        change.reason === undefined ? connection.reason : change.reason,
        change.sealedTokens === undefined ? connection.sealedTokens : change.sealedTokens,
        JSON.stringify(account),
        account.id,
        change.checkedAt ?? connection.checkedAt,
        connection.id,
        connection.workspaceId,
        connection.version,
      ]
      const events = event ? [insertEvent(connection.workspaceId, event, now)] : []
      return sql.write([{ text, values, mustChange: true }, ...events])
    },
    async recordUsage(usage, now) {
      const lastUsed = [...new Set(usage.map(({ keyId }) => keyId))].map((keyId) => ({
        text: 'UPDATE secret_key SET last_used_at = $1 WHERE id = $2',
        values: [now, keyId],
      }))
      const events = usage.map(({ workspaceId, connectionId, type, keyId, count }) =>
        insertEvent(workspaceId, { type, connectionId, actor: keyId, data: { count } }, now),
      )
      await sql.write([...lastUsed, ...events])
    },
  }
}

function toValues(connection: Connection): SqlValue[] {
  return [
    connection.id,
    connection.workspaceId,
    connection.providerId,
    connection.appId,
    connection.owner,
    connection.account.id,
    JSON.stringify(connection.account),
    JSON.stringify(connection.access),
    connection.sealedTokens,
    connection.tokensExpireAt,
    connection.reason,
    connection.version,
    connection.connectedAt,
    connection.checkedAt,
    connection.createdAt,
  ]
}

function toCredentials(row: CredentialsRow): Credentials {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    providerId: row.provider_id,
    account: JSON.parse(row.account) as Account,
    access: JSON.parse(row.access) as Access,
    sealedTokens: row.sealed_tokens,
    reason: row.reason,
  }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    ...toCredentials(row),
    appId: row.app_id,
    owner: row.owner,
    tokensExpireAt: row.tokens_expire_at,
    version: row.version,
    connectedAt: row.connected_at,
    checkedAt: row.checked_at,
    createdAt: row.created_at,
  }
}
