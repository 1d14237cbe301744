import type {
  Access,
  Account,
  Connection,
  Credentials,
  DisconnectReport,
  FailedCheck,
  Health,
} from '../core/connection.ts'
import type { Claimed, ConnectionChange, Store } from '../core/ports.ts'
import { insertEvent } from './events.ts'
import { removeStatements } from './remove-connection.ts'
import type { Sql, SqlValue, Statement } from './sql.ts'

interface ConnectionRow {
  id: string
  workspace_id: string
  provider_id: string
  app_id: string | null
  owner: string
  account: string
  access: string
  sealed_tokens: Uint8Array | null
  sealed_previous: Uint8Array | null
  tokens_expire_at: number | null
  assumed_lifetime_ms: number | null
  refresh_expires_at: number | null
  renewal: Connection['renewal']
  reason: Connection['reason']
  generation: number
  sealed_key: Uint8Array | null
  key_reason: Connection['keyReason']
  fence: number
  intent_at: number | null
  due_at: number | null
  health: string
  failed_check: string | null
  disconnect_report: string | null
  granted_scopes: string | null
  version: number
  connected_at: number
  checked_at: number | null
  last_call_at: number | null
  created_at: number
}

const COLUMNS = `id, workspace_id, provider_id, app_id, owner, account, access, sealed_tokens, sealed_previous,
  tokens_expire_at, assumed_lifetime_ms, refresh_expires_at, renewal, reason, generation, sealed_key, key_reason, fence,
  intent_at, due_at, health, failed_check, disconnect_report, granted_scopes, version,
  connected_at, checked_at, last_call_at, created_at`

const READ = `SELECT ${COLUMNS} FROM connection WHERE id = $1 AND workspace_id = $2`

type CredentialsRow = Pick<
  ConnectionRow,
  | 'id'
  | 'workspace_id'
  | 'provider_id'
  | 'app_id'
  | 'account'
  | 'access'
  | 'sealed_tokens'
  | 'assumed_lifetime_ms'
  | 'renewal'
  | 'reason'
  | 'generation'
  | 'sealed_key'
  | 'key_reason'
  | 'due_at'
  | 'granted_scopes'
>

const READ_CREDENTIALS = `SELECT id, workspace_id, provider_id, app_id, account, access, sealed_tokens, assumed_lifetime_ms, renewal,
  reason, generation, sealed_key, key_reason, due_at, granted_scopes FROM connection WHERE id = $1`

/** Works through a credential, whichever. */
const WORKS = '(reason IS NULL OR (sealed_key IS NOT NULL AND key_reason IS NULL))'

const LIST = `SELECT ${COLUMNS} FROM connection
  WHERE workspace_id = $1 AND id > $2 AND ($3 = '' OR owner = $3) AND ($4 = '' OR provider_id = $4)
    AND ($5 = '' OR ${WORKS} = ($5 = 'connected'))
    AND ($6 = '' OR LOWER(account) LIKE $6 ESCAPE '!' OR LOWER(owner) LIKE $6 ESCAPE '!')
  ORDER BY id LIMIT $7`

export function createConnections(sql: Sql): Store['connections'] {
  const leaseIsFree = `(lease_until IS NULL OR lease_until <= ${sql.now})`
  /** A token that works once is marked as spent before it is sent; an older mark stays: its answer never came. */
  const takeLease = `UPDATE connection SET lease_until = ${sql.now} + $1, fence = fence + 1,
    intent_at = CASE WHEN renewal = 'rotating' AND sealed_tokens IS NOT NULL THEN COALESCE(intent_at, $2) ELSE intent_at END`
  // Due at once, should nobody be left to give the lease back.
  const claim = `${takeLease}, due_at = $2 WHERE id = $3 AND generation = $4 AND ${leaseIsFree} RETURNING ${COLUMNS}`
  const claimDue = `${takeLease} WHERE id IN (SELECT id FROM connection WHERE due_at <= $3 AND ${leaseIsFree}
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
          : renewStatement(connection, guard === 'any' ? null : leaseIsFree),
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
    async claim({ id, generation }, { leaseMs, now }) {
      const claimedAt = performance.now()
      const [row] = await sql.change<ConnectionRow>(claim, [leaseMs, now, id, generation])
      return row && toClaimed(row, { now, claimedAt })
    },
    async claimDue({ leaseMs, now, limit }) {
      const claimedAt = performance.now()
      const rows = await sql.change<ConnectionRow>(claimDue, [leaseMs, now, now, limit])
      return rows.map((row) => toClaimed(row, { now, claimedAt }))
    },
    async isClaimed(id) {
      const text = `SELECT 1 AS claimed FROM connection WHERE id = $1 AND NOT ${leaseIsFree}`
      return (await sql.one(text, [id])) !== undefined
    },
    async makeDue(appId, now) {
      const text = `UPDATE connection SET due_at = $1 WHERE app_id = $2 AND renewal <> 'never'
        AND (reason = 'app_credentials_rejected' OR (reason IS NULL AND health LIKE '%"app_credentials_rejected"%'))`
      await sql.write([{ text, values: [now, appId] }])
    },
    async recordUsage(usage, now) {
      const lastUsed = [...usage.keys].map((keyId) => ({
        text: 'UPDATE secret_key SET last_used_at = $1 WHERE id = $2',
        values: [now, keyId],
      }))
      // The platform has taken the newest token: what it replaced is needed no more.
      const lastCalls = [...usage.answered].map(([id, at]) => ({
        text: 'UPDATE connection SET last_call_at = $1, sealed_previous = NULL WHERE id = $2',
        values: [at, id],
      }))
      const events = usage.lines.map(({ workspaceId, connectionId, type, keyId, count }) =>
        insertEvent(workspaceId, { type, connectionId, actor: keyId, data: { count } }, now),
      )
      await sql.write([...lastUsed, ...lastCalls, ...events])
    },
  }
}

const SETTERS = {
  reason: ({ reason }) => reason,
  sealedTokens: ({ sealedTokens }) => sealedTokens,
  sealedPrevious: ({ sealedPrevious }) => sealedPrevious,
  tokensExpireAt: ({ tokensExpireAt }) => tokensExpireAt,
  assumedLifetimeMs: ({ assumedLifetimeMs }) => assumedLifetimeMs,
  refreshExpiresAt: ({ refreshExpiresAt }) => refreshExpiresAt,
  renewal: ({ renewal }) => renewal,
  sealedKey: ({ sealedKey }) => sealedKey,
  keyReason: ({ keyReason }) => keyReason,
  access: ({ access }) => JSON.stringify(access),
  account: ({ account }) => JSON.stringify(account),
  checkedAt: ({ checkedAt }) => checkedAt,
  dueAt: ({ dueAt }) => dueAt,
  intentAt: ({ intentAt }) => intentAt,
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
  { id, workspaceId, version, generation, fence, account }: Connection,
  change: ConnectionChange,
  guard: 'version' | 'generation' | 'fence',
): Statement {
  const sets: string[] = []
  const values: SqlValue[] = []
  const place = (value: SqlValue): string => `$${values.push(value)}`
  for (const [name, read] of Object.entries(SETTERS))
    if (name in change) sets.push(`${snakeCase(name)} = ${place(read(change as Required<ConnectionChange>))}`)
  if (change.account && change.account.id !== account.id)
    sets.push(`account_id = ${place(change.account.id)}`)
  if ('sealedTokens' in change) sets.push('generation = generation + 1')
  if (change.endLease) sets.push('lease_until = NULL')
  const where = [`id = ${place(id)}`, `workspace_id = ${place(workspaceId)}`]
  if (guard === 'version') where.push(`version = ${place(version)}`)
  else where.push(`generation = ${place(generation)}`)
  if (guard === 'fence') where.push(`fence = ${place(fence)}`)
  const text = `UPDATE connection SET ${sets.join(', ')}, version = version + 1 WHERE ${where.join(' AND ')}`
  const erases = change.sealedTokens === null || change.sealedKey === null
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
const KEPT = new Set(['id', 'workspace_id', 'created_at', 'generation', 'fence', 'version'])

/** Renews it under its id: also when it has moved to another account, unless that one has a connection of its own. */
function renewStatement(connection: Connection, onlyIf: string | null): Statement {
  const columns = toColumns(connection)
  const { id, workspace_id, provider_id, owner, account_id } = columns
  const values: SqlValue[] = []
  const place = (value: SqlValue): string => `$${values.push(value)}`
  const sets = Object.entries(columns)
    .filter(([name]) => !KEPT.has(name))
    .map(([name, value]) => `${name} = ${place(value)}`)
  const text = `UPDATE connection SET ${sets.join(', ')}, generation = generation + 1, fence = fence + 1,
      version = version + 1, lease_until = NULL
    WHERE id = ${place(id)} AND NOT EXISTS (SELECT 1 FROM connection AS other
      WHERE other.workspace_id = ${place(workspace_id)} AND other.provider_id = ${place(provider_id)}
        AND other.owner = ${place(owner)} AND other.account_id = ${place(account_id)} AND other.id <> ${place(id)})
      ${onlyIf === null ? '' : `AND generation = ${place(connection.generation)} AND ${onlyIf}`}`
  return { text, values, mustChange: true }
}

function toColumns(connection: Connection) {
  return {
    id: connection.id,
    workspace_id: connection.workspaceId,
    provider_id: connection.providerId,
    app_id: connection.appId,
    owner: connection.owner,
    account_id: connection.account.id,
    account: JSON.stringify(connection.account),
    access: JSON.stringify(connection.access),
    sealed_tokens: connection.sealedTokens,
    sealed_previous: connection.sealedPrevious,
    tokens_expire_at: connection.tokensExpireAt,
    assumed_lifetime_ms: connection.assumedLifetimeMs,
    refresh_expires_at: connection.refreshExpiresAt,
    renewal: connection.renewal,
    reason: connection.reason,
    generation: connection.generation,
    sealed_key: connection.sealedKey,
    key_reason: connection.keyReason,
    fence: connection.fence,
    intent_at: connection.intentAt,
    due_at: connection.dueAt,
    health: JSON.stringify(connection.health),
    failed_check: jsonOrNull(connection.failedCheck),
    disconnect_report: jsonOrNull(connection.disconnectReport),
    granted_scopes: jsonOrNull(connection.grantedScopes),
    version: connection.version,
    connected_at: connection.connectedAt,
    checked_at: connection.checkedAt,
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
    appId: row.app_id,
    account: JSON.parse(row.account) as Account,
    access: JSON.parse(row.access) as Access,
    sealedTokens: row.sealed_tokens,
    assumedLifetimeMs: row.assumed_lifetime_ms,
    renewal: row.renewal,
    reason: row.reason,
    generation: row.generation,
    sealedKey: row.sealed_key,
    keyReason: row.key_reason,
    dueAt: row.due_at,
    grantedScopes: row.granted_scopes === null ? null : (JSON.parse(row.granted_scopes) as string[]),
  }
}

/** A mark of another time than this claim's was set by somebody whose answer never came. */
function toClaimed(row: ConnectionRow, { now, claimedAt }: { now: number; claimedAt: number }): Claimed {
  const orphaned = row.intent_at !== null && row.intent_at !== now
  return { ...toConnection(row), orphanedIntentAt: orphaned ? row.intent_at : null, claimedAt }
}

function toConnection(row: ConnectionRow): Connection {
  return {
    ...toCredentials(row),
    owner: row.owner,
    sealedPrevious: row.sealed_previous,
    tokensExpireAt: row.tokens_expire_at,
    refreshExpiresAt: row.refresh_expires_at,
    fence: row.fence,
    intentAt: row.intent_at,
    health: JSON.parse(row.health) as Health,
    failedCheck: row.failed_check === null ? null : (JSON.parse(row.failed_check) as FailedCheck),
    disconnectReport:
      row.disconnect_report === null ? null : (JSON.parse(row.disconnect_report) as DisconnectReport),
    version: row.version,
    connectedAt: row.connected_at,
    checkedAt: row.checked_at,
    lastCallAt: row.last_call_at,
    createdAt: row.created_at,
  }
}
