import type {
  Account,
  Connection,
  Credentials,
  DisconnectResult,
  FailedCheck,
  Health,
} from '../../connections/connection.ts'
import type { LeasedConnection } from '../../connections/connection-repository.ts'
import { columnsOf, type NewRow, type RowOf } from '../sql/columns.ts'
import { readLabels } from './connection-labels.ts'
import { readTexts } from '../sql/stored-lists.ts'
import { readPermissions } from '../read-permissions.ts'

const CREDENTIAL_COLUMN_NAMES = [
  'id',
  'workspace_id',
  'provider',
  'oauth_app_id',
  'end_user_id',
  'account',
  'permissions',
  'token_set_ciphertext',
  'assumed_lifetime_ms',
  'refresh_type',
  'oauth_reason',
  'token_set_version',
  'api_key_ciphertext',
  'api_key_reason',
  'due_at',
  'granted_scopes',
  'row_version',
] as const

export const CREDENTIAL_COLUMNS = columnsOf('connections', CREDENTIAL_COLUMN_NAMES)

export const CONNECTION_COLUMNS = columnsOf('connections', [
  ...CREDENTIAL_COLUMN_NAMES,
  'labels',
  'previous_token_set_ciphertext',
  'access_token_expires_at',
  'refresh_token_expires_at',
  'fencing_token',
  'refresh_started_at',
  'health',
  'failed_check',
  'disconnect_report',
  'connected_at',
  'last_checked_at',
  'last_call_at',
  'created_at',
])

/** Columns whose values are constants of this program. */
interface Words {
  readonly refresh_type: Connection['refreshType']
  readonly oauth_reason: Connection['reason']
  readonly api_key_reason: Connection['apiKeyReason']
}

export type CredentialsRow = Omit<RowOf<typeof CREDENTIAL_COLUMNS>, keyof Words> & Words

export type ConnectionRow = Omit<RowOf<typeof CONNECTION_COLUMNS>, keyof Words> & Words

/** A connection as a row, without `listed_status`, which the statement computes. */
export function toColumns(connection: Connection) {
  return {
    id: connection.id,
    workspace_id: connection.workspaceId,
    provider: connection.providerSlug,
    oauth_app_id: connection.oauthAppId,
    end_user_id: connection.endUserId,
    account_id: connection.account.id,
    account: JSON.stringify(connection.account),
    permissions: JSON.stringify(connection.permissions),
    labels: JSON.stringify(connection.labels),
    token_set_ciphertext: connection.tokenSetCiphertext,
    previous_token_set_ciphertext: connection.previousTokenSetCiphertext,
    access_token_expires_at: connection.accessTokenExpiresAt,
    assumed_lifetime_ms: connection.assumedLifetimeMs,
    refresh_token_expires_at: connection.refreshExpiresAt,
    refresh_type: connection.refreshType,
    oauth_reason: connection.reason,
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
    row_version: connection.version,
    connected_at: connection.connectedAt,
    last_checked_at: connection.lastCheckedAt,
    last_call_at: connection.lastCallAt,
    created_at: connection.createdAt,
  } satisfies Omit<NewRow<'connections'>, 'listed_status' | 'is_simulated'>
}

function jsonOrNull(value: object | null): string | null {
  return value && JSON.stringify(value)
}

export const readAccount = (json: string): Account => JSON.parse(json) as Account

/** The credentials of a connection from its row, still encrypted. */
export function toCredentials(row: CredentialsRow): Credentials {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    providerSlug: row.provider,
    oauthAppId: row.oauth_app_id,
    endUserId: row.end_user_id,
    account: readAccount(row.account),
    permissions: readPermissions(row.permissions),
    tokenSetCiphertext: row.token_set_ciphertext,
    assumedLifetimeMs: row.assumed_lifetime_ms,
    refreshType: row.refresh_type,
    reason: row.oauth_reason,
    tokenSetVersion: row.token_set_version,
    apiKeyCiphertext: row.api_key_ciphertext,
    apiKeyReason: row.api_key_reason,
    dueAt: row.due_at,
    grantedScopes: row.granted_scopes === null ? null : readTexts(row.granted_scopes),
    version: row.row_version,
  }
}

/** A leased connection from its row. A `refresh_started_at` that is not this lease's was set by a process that did not save a result. */
export function toLeased(
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

/** A connection from its row. */
export function toConnection(row: ConnectionRow): Connection {
  return {
    ...toCredentials(row),
    labels: readLabels(row.labels),
    previousTokenSetCiphertext: row.previous_token_set_ciphertext,
    accessTokenExpiresAt: row.access_token_expires_at,
    refreshExpiresAt: row.refresh_token_expires_at,
    fencingToken: row.fencing_token,
    refreshStartedAt: row.refresh_started_at,
    health: JSON.parse(row.health) as Health,
    failedCheck: row.failed_check === null ? null : (JSON.parse(row.failed_check) as FailedCheck),
    disconnectReport:
      row.disconnect_report === null ? null : (JSON.parse(row.disconnect_report) as DisconnectResult),
    connectedAt: row.connected_at,
    lastCheckedAt: row.last_checked_at,
    lastCallAt: row.last_call_at,
    createdAt: row.created_at,
  }
}
