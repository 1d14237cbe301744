import type {
  ConnectionPermissions,
  Account,
  Connection,
  Credentials,
  DisconnectResult,
  FailedCheck,
  Health,
} from '../connections/connection.ts'
import type { LeasedConnection, ConnectionChange } from '../connections/connection-repository.ts'
import type { Store } from '../context.ts'
import { insertEvent } from './events.ts'
import { removeStatements } from './remove-connection.ts'
import type { Sql, SqlValue, Statement } from './sql.ts'

interface ConnectionRow {
  id: string
  workspace_id: string
  provider_id: string
  oauth_app_id: string | null
  owner: string
  account: string
  permissions: string
  token_set_ciphertext: Uint8Array | null
  previous_token_set_ciphertext: Uint8Array | null
  access_token_expires_at: number | null
  assumed_lifetime_ms: number | null
  refresh_expires_at: number | null
  refresh_type: Connection['refreshType']
  reason: Connection['reason']
  token_set_version: number
  api_key_ciphertext: Uint8Array | null
  api_key_reason: Connection['apiKeyReason']
  fencing_token: number
  refresh_started_at: number | null
  due_at: number | null
  health: string
  failed_check: string | null
  disconnect_report: string | null
  granted_scopes: string | null
  version: number
  connected_at: number
  last_checked_at: number | null
  last_call_at: number | null
  created_at: number
}

const COLUMNS = `id, workspace_id, provider_id, oauth_app_id, owner, account, permissions, token_set_ciphertext, previous_token_set_ciphertext,
  access_token_expires_at, assumed_lifetime_ms, refresh_expires_at, refresh_type, reason, token_set_version, api_key_ciphertext, api_key_reason, fencing_token,
  refresh_started_at, due_at, health, failed_check, disconnect_report, granted_scopes, version,
  connected_at, last_checked_at, last_call_at, created_at`

const READ = `SELECT ${COLUMNS} FROM connection WHERE id = $1 AND workspace_id = $2`

type CredentialsRow = Pick<
  ConnectionRow,
  | 'id'
  | 'workspace_id'
  | 'provider_id'
  | 'oauth_app_id'
  | 'account'
  | 'permissions'
  | 'token_set_ciphertext'
  | 'assumed_lifetime_ms'
  | 'refresh_type'
  | 'reason'
  | 'token_set_version'
  | 'api_key_ciphertext'
  | 'api_key_reason'
  | 'due_at'
  | 'granted_scopes'
>

const READ_CREDENTIALS = `SELECT id, workspace_id, provider_id, oauth_app_id, account, permissions, token_set_ciphertext, assumed_lifetime_ms, refresh_type,
  reason, token_set_version, api_key_ciphertext, api_key_reason, due_at, granted_scopes FROM connection WHERE id = $1`

/** Works through a credential, whichever. */
const WORKS = '(reason IS NULL OR (api_key_ciphertext IS NOT NULL AND api_key_reason IS NULL))'

const LIST = `SELECT ${COLUMNS} FROM connection
  WHERE workspace_id = $1 AND id > $2 AND ($3 = '' OR owner = $3) AND ($4 = '' OR provider_id = $4)
    AND ($5 = '' OR ${WORKS} = ($5 = 'connected'))
    AND ($6 = '' OR LOWER(account) LIKE $6 ESCAPE '!' OR LOWER(owner) LIKE $6 ESCAPE '!')
  ORDER BY id LIMIT $7`

export function createConnections(sql: Sql): Store['connections'] {
  const leaseIsFree = `(lease_expires_at IS NULL OR lease_expires_at <= ${sql.now})`
  /** A token that works once is marked as spent before it is sent; an older mark stays: its answer never came. */
  const takeLease = `UPDATE connection SET lease_expires_at = ${sql.now} + $1, fencing_token = fencing_token + 1,
    refresh_started_at = CASE WHEN refresh_type = 'rotating' AND token_set_ciphertext IS NOT NULL THEN COALESCE(refresh_started_at, $2) ELSE refresh_started_at END`
  // Due at once, should nobody be left to give the lease back.
  const acquireLease = `${takeLease}, due_at = $2 WHERE id = $3 AND token_set_version = $4 AND ${leaseIsFree} RETURNING ${COLUMNS}`
  const acquireDueLeases = `${takeLease} WHERE id IN (SELECT id FROM connection WHERE due_at <= $3 AND ${leaseIsFree}
    ORDER BY due_at LIMIT $4 ${sql.skipLocked}) RETURNING ${COLUMNS}`

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
    async list(workspaceId, { owner = '', providerId = '', connected, words = '' }, { limit, after }) {
      const state = connected === undefined ? '' : connected ? 'connected' : 'disconnected'
      const like = words === '' ? '' : `%${words.toLowerCase().replaceAll(/[!%_]/g, '!$&')}%`
      const values = [workspaceId, after ?? '', owner, providerId, state, like, limit]
      return (await sql.all<ConnectionRow>(LIST, values)).map(toConnection)
    },
    save(connection, sessionId, events, guard = 'any') {
      const complete: Statement = {
        text: 'UPDATE connect_session SET completed_at = $1 WHERE id = $2 AND completed_at IS NULL',
        values: [connection.connectedAt, sessionId ?? ''],
      }
      return sql.write([
        connection.version === 1
          ? insertStatement(connection)
          : refreshStatement(connection, guard === 'any' ? null : leaseIsFree),
        ...(sessionId === null ? [] : [complete]),
        ...events.map((event) => insertEvent(connection.workspaceId, event, connection.connectedAt)),
      ])
    },
    remove: (connection, event, now) => sql.write(removeStatements(connection, event, now)),
    change(connection, change, { guard, events, now }) {
      return sql.write([
        changeStatement(connection, change, guard),
        ...events.map((event) => insertEvent(connection.workspaceId, event, now)),
      ])
    },
    async acquireLease({ id, tokenSetVersion }, { leaseMs, now }) {
      const leasedAt = performance.now()
      const [row] = await sql.change<ConnectionRow>(acquireLease, [leaseMs, now, id, tokenSetVersion])
      return row && toLeased(row, { now, leasedAt })
    },
    async acquireDueLeases({ leaseMs, now, limit }) {
      const leasedAt = performance.now()
      const rows = await sql.change<ConnectionRow>(acquireDueLeases, [leaseMs, now, now, limit])
      return rows.map((row) => toLeased(row, { now, leasedAt }))
    },
    async isLeased(id) {
      const text = `SELECT 1 AS claimed FROM connection WHERE id = $1 AND NOT ${leaseIsFree}`
      return (await sql.one(text, [id])) !== undefined
    },
    async makeDue(oauthAppId, now) {
      const text = `UPDATE connection SET due_at = $1 WHERE oauth_app_id = $2 AND refresh_type <> 'none'
        AND (reason = 'oauth_app_rejected' OR (reason IS NULL AND health LIKE '%"oauth_app_rejected"%'))`
      await sql.write([{ text, values: [now, oauthAppId] }])
    },
    async recordUsage(usage, now) {
      const lastUsed = [...usage.keys].map((principalId) => ({
        text: 'UPDATE secret_key SET last_used_at = $1 WHERE id = $2',
        values: [now, principalId],
      }))
      // The platform has taken the newest token: what it replaced is needed no more.
      const lastCalls = [...usage.answered].map(([id, at]) => ({
        text: 'UPDATE connection SET last_call_at = $1, previous_token_set_ciphertext = NULL WHERE id = $2',
        values: [at, id],
      }))
      const events = usage.lines.map(({ workspaceId, connectionId, type, principalId, count }) =>
        insertEvent(workspaceId, { type, connectionId, actor: principalId, data: { count } }, now),
      )
      await sql.write([...lastUsed, ...lastCalls, ...events])
    },
  }
}

const SETTERS = {
  reason: ({ reason }) => reason,
  tokenSetCiphertext: ({ tokenSetCiphertext }) => tokenSetCiphertext,
  previousTokenSetCiphertext: ({ previousTokenSetCiphertext }) => previousTokenSetCiphertext,
  accessTokenExpiresAt: ({ accessTokenExpiresAt }) => accessTokenExpiresAt,
  assumedLifetimeMs: ({ assumedLifetimeMs }) => assumedLifetimeMs,
  refreshExpiresAt: ({ refreshExpiresAt }) => refreshExpiresAt,
  refreshType: ({ refreshType }) => refreshType,
  apiKeyCiphertext: ({ apiKeyCiphertext }) => apiKeyCiphertext,
  apiKeyReason: ({ apiKeyReason }) => apiKeyReason,
  permissions: ({ permissions }) => JSON.stringify(permissions),
  account: ({ account }) => JSON.stringify(account),
  lastCheckedAt: ({ lastCheckedAt }) => lastCheckedAt,
  dueAt: ({ dueAt }) => dueAt,
  refreshStartedAt: ({ refreshStartedAt }) => refreshStartedAt,
  health: ({ health }) => JSON.stringify(health),
  failedCheck: ({ failedCheck }) => jsonOrNull(failedCheck),
  disconnectReport: ({ disconnectReport }) => jsonOrNull(disconnectReport),
  grantedScopes: ({ grantedScopes }) => jsonOrNull(grantedScopes),
} as const satisfies Record<
  keyof Omit<ConnectionChange, 'endLease'>,
  (change: Required<ConnectionChange>) => SqlValue
>

/** `UPDATE … SET` what the change names; a new token set is a new generation. */
function changeStatement(
  { id, workspaceId, version, tokenSetVersion, fencingToken, account }: Connection,
  change: ConnectionChange,
  guard: 'version' | 'token_set_version' | 'fencing_token',
): Statement {
  const sets: string[] = []
  const values: SqlValue[] = []
  const place = (value: SqlValue): string => `$${values.push(value)}`
  for (const [name, read] of Object.entries(SETTERS))
    if (name in change) sets.push(`${snakeCase(name)} = ${place(read(change as Required<ConnectionChange>))}`)
  if (change.account && change.account.id !== account.id)
    sets.push(`account_id = ${place(change.account.id)}`)
  if ('tokenSetCiphertext' in change) sets.push('token_set_version = token_set_version + 1')
  if (change.endLease) sets.push('lease_expires_at = NULL')
  const where = [`id = ${place(id)}`, `workspace_id = ${place(workspaceId)}`]
  if (guard === 'version') where.push(`version = ${place(version)}`)
  else where.push(`token_set_version = ${place(tokenSetVersion)}`)
  if (guard === 'fencing_token') where.push(`fencing_token = ${place(fencingToken)}`)
  const text = `UPDATE connection SET ${sets.join(', ')}, version = version + 1 WHERE ${where.join(' AND ')}`
  const erases = change.tokenSetCiphertext === null || change.apiKeyCiphertext === null
  return { text, values, mustChange: true, erases }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

/** Nothing is changed when the owner has a connection to this account already. */
function insertStatement(connection: Connection): Statement {
  const columns = Object.entries(toColumns(connection))
  const names = columns.map(([name]) => name).join(', ')
  const places = columns.map((_column, index) => `$${index + 1}`).join(', ')
  return {
    text: `INSERT INTO connection (${names}) VALUES (${places}) ON CONFLICT DO NOTHING`,
    values: columns.map(([, value]) => value),
    mustChange: true,
  }
}

/** What renewing leaves as it is, or counts on. */
const KEPT = new Set(['id', 'workspace_id', 'created_at', 'token_set_version', 'fencing_token', 'version'])

/** Renews it under its id: also when it has moved to another account, unless that one has a connection of its own. */
function refreshStatement(connection: Connection, onlyIf: string | null): Statement {
  const columns = toColumns(connection)
  const { id, workspace_id, provider_id, owner, account_id } = columns
  const values: SqlValue[] = []
  const place = (value: SqlValue): string => `$${values.push(value)}`
  const sets = Object.entries(columns)
    .filter(([name]) => !KEPT.has(name))
    .map(([name, value]) => `${name} = ${place(value)}`)
  const text = `UPDATE connection SET ${sets.join(', ')}, token_set_version = token_set_version + 1, fencing_token = fencing_token + 1,
      version = version + 1, lease_expires_at = NULL
    WHERE id = ${place(id)} AND NOT EXISTS (SELECT 1 FROM connection AS other
      WHERE other.workspace_id = ${place(workspace_id)} AND other.provider_id = ${place(provider_id)}
        AND other.owner = ${place(owner)} AND other.account_id = ${place(account_id)} AND other.id <> ${place(id)})
      ${onlyIf === null ? '' : `AND token_set_version = ${place(connection.tokenSetVersion)} AND ${onlyIf}`}`
  return { text, values, mustChange: true }
}

function toColumns(connection: Connection) {
  return {
    id: connection.id,
    workspace_id: connection.workspaceId,
    provider_id: connection.providerId,
    oauth_app_id: connection.oauthAppId,
    owner: connection.owner,
    account_id: connection.account.id,
    account: JSON.stringify(connection.account),
    permissions: JSON.stringify(connection.permissions),
    token_set_ciphertext: connection.tokenSetCiphertext,
    previous_token_set_ciphertext: connection.previousTokenSetCiphertext,
    access_token_expires_at: connection.accessTokenExpiresAt,
    assumed_lifetime_ms: connection.assumedLifetimeMs,
    refresh_expires_at: connection.refreshExpiresAt,
    refresh_type: connection.refreshType,
    reason: connection.reason,
    token_set_version: connection.tokenSetVersion,
    api_key_ciphertext: connection.apiKeyCiphertext,
    api_key_reason: connection.apiKeyReason,
    fencing_token: connection.fencingToken,
    refresh_started_at: connection.refreshStartedAt,
    due_at: connection.dueAt,
    health: JSON.stringify(connection.health),
    failed_check: jsonOrNull(connection.failedCheck),
    disconnect_report: jsonOrNull(connection.disconnectReport),
    granted_scopes: jsonOrNull(connection.grantedScopes),
    version: connection.version,
    connected_at: connection.connectedAt,
    last_checked_at: connection.lastCheckedAt,
    last_call_at: connection.lastCallAt,
    created_at: connection.createdAt,
  } as const satisfies Record<string, SqlValue>
}

function jsonOrNull(value: object | null): string | null {
  return value && JSON.stringify(value)
}

function toCredentials(row: CredentialsRow): Credentials {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    providerId: row.provider_id,
    oauthAppId: row.oauth_app_id,
    account: JSON.parse(row.account) as Account,
    permissions: JSON.parse(row.permissions) as ConnectionPermissions,
    tokenSetCiphertext: row.token_set_ciphertext,
    assumedLifetimeMs: row.assumed_lifetime_ms,
    refreshType: row.refresh_type,
    reason: row.reason,
    tokenSetVersion: row.token_set_version,
    apiKeyCiphertext: row.api_key_ciphertext,
    apiKeyReason: row.api_key_reason,
    dueAt: row.due_at,
    grantedScopes: row.granted_scopes === null ? null : (JSON.parse(row.granted_scopes) as string[]),
  }
}

/** A mark of another time than this claim's was set by somebody whose answer never came. */
function toLeased(
  row: ConnectionRow,
  { now, leasedAt }: { now: number; leasedAt: number },
): LeasedConnection {
  const orphaned = row.refresh_started_at !== null && row.refresh_started_at !== now
  return {
    ...toConnection(row),
    orphanedRefreshStartedAt: orphaned ? row.refresh_started_at : null,
    leasedAt,
  }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    ...toCredentials(row),
    owner: row.owner,
    previousTokenSetCiphertext: row.previous_token_set_ciphertext,
    accessTokenExpiresAt: row.access_token_expires_at,
    refreshExpiresAt: row.refresh_expires_at,
    fencingToken: row.fencing_token,
    refreshStartedAt: row.refresh_started_at,
    health: JSON.parse(row.health) as Health,
    failedCheck: row.failed_check === null ? null : (JSON.parse(row.failed_check) as FailedCheck),
    disconnectReport:
      row.disconnect_report === null ? null : (JSON.parse(row.disconnect_report) as DisconnectResult),
    version: row.version,
    connectedAt: row.connected_at,
    lastCheckedAt: row.last_checked_at,
    lastCallAt: row.last_call_at,
    createdAt: row.created_at,
  }
}
