import type { ConnectionStatus } from '@letterlock/sdk/wire.ts'
import type { Connection } from '../../connections/connection.ts'
import type { ConnectionChange, HowToChange } from '../../connections/connection-repository.ts'
import { insertInto, type NewRow } from '../sql/columns.ts'
import { toColumns } from './connection-rows.ts'
import { createParameters } from '../sql/parameters.ts'
import { keysOf } from '../../kernel/keys-of.ts'
import type { BulkForm, Sql, SqlValue, Statement } from '../sql/sql.ts'

/** The column of each member that a change can contain. */
const CHANGEABLE = {
  reason: 'oauth_reason',
  tokenSetCiphertext: 'token_set_ciphertext',
  previousTokenSetCiphertext: 'previous_token_set_ciphertext',
  accessTokenExpiresAt: 'access_token_expires_at',
  assumedLifetimeMs: 'assumed_lifetime_ms',
  refreshExpiresAt: 'refresh_token_expires_at',
  refreshType: 'refresh_type',
  apiKeyCiphertext: 'api_key_ciphertext',
  apiKeyReason: 'api_key_reason',
  permissions: 'permissions',
  labels: 'labels',
  account: 'account',
  lastCheckedAt: 'last_checked_at',
  dueAt: 'due_at',
  refreshStartedAt: 'refresh_started_at',
  health: 'health',
  failedCheck: 'failed_check',
  disconnectReport: 'disconnect_report',
  grantedScopes: 'granted_scopes',
} as const satisfies Record<Member, keyof ReturnType<typeof toColumns>>

type Member = keyof Omit<ConnectionChange, 'endLease'>

const MEMBERS = keysOf(CHANGEABLE)

/** @see changeStatement */
export interface HowToUpdate {
  readonly guard: HowToChange['guard']
  /** The status after the change. */
  readonly status: ConnectionStatus
  /** Whether the row must already have this status. */
  readonly keepsStatus: boolean
}

/** Updates the members of a change; a new token set increments its version. */
export function changeStatement(
  connection: Connection,
  change: ConnectionChange,
  { guard, status, keepsStatus }: HowToUpdate,
): Statement {
  const { id, workspaceId, version, tokenSetVersion, fencingToken, account } = connection
  const values: SqlValue[] = []
  let members = 0
  let bit = 1
  for (const member of MEMBERS) {
    if (member in change) {
      members |= bit
      values.push(toSqlValue(change[member]))
    }
    bit <<= 1
  }
  const movesAccount = change.account !== undefined && change.account.id !== account.id
  if (movesAccount) values.push(change.account.id)
  if (!keepsStatus) values.push(status)
  values.push(id, workspaceId)
  values.push(guard === 'version' || guard === 'leased_version' ? version : tokenSetVersion)
  if (guard === 'fencing_token' || guard === 'leased_version') values.push(fencingToken)
  if (keepsStatus) values.push(status)
  const endsLease = change.endLease === true
  const { text, inBulk } = updateOf({ members, movesAccount, endsLease, guard, keepsStatus })
  return {
    text,
    values,
    mustChange: true,
    bulk: { row: id, text: inBulk },
    erases: change.tokenSetCiphertext === null || change.apiKeyCiphertext === null,
  }
}

/** Everything that the text of an update depends on. */
interface UpdateShape {
  /** A bit for each of `MEMBERS` that changes. */
  readonly members: number
  readonly movesAccount: boolean
  readonly endsLease: boolean
  readonly guard: HowToChange['guard']
  readonly keepsStatus: boolean
}

interface Update {
  readonly text: string
  readonly inBulk: BulkForm['text']
}

/** The texts by shape, a few dozen; each is created once. */
const updates = new Map<string, Update>()

function updateOf(shape: UpdateShape): Update {
  const { members, movesAccount, endsLease, guard, keepsStatus } = shape
  const key = `${members} ${movesAccount} ${endsLease} ${guard} ${keepsStatus}`
  let update = updates.get(key)
  if (!update) updates.set(key, (update = writeUpdate(shape)))
  return update
}

/** The columns are in the order of the values in `changeStatement`. */
function writeUpdate({ members, movesAccount, endsLease, guard, keepsStatus }: UpdateShape): Update {
  const isIncluded = (member: Member): boolean => (members & (1 << MEMBERS.indexOf(member))) !== 0
  const set: string[] = MEMBERS.filter(isIncluded).map((member) => CHANGEABLE[member])
  if (movesAccount) set.push('account_id')
  if (!keepsStatus) set.push('listed_status')
  const increments = ['row_version = row_version + 1']
  if (isIncluded('tokenSetCiphertext')) increments.push('token_set_version = token_set_version + 1')
  if (endsLease) increments.push('lease_expires_at = NULL')
  const where = ['id', 'workspace_id']
  where.push(guard === 'version' || guard === 'leased_version' ? 'row_version' : 'token_set_version')
  if (guard === 'fencing_token' || guard === 'leased_version') where.push('fencing_token')
  if (keepsStatus) where.push('listed_status')

  const update = (value: (n: number) => string, from: string): string => {
    const sets = set.map((column, index) => `${column} = ${value(index + 1)}`)
    const conditions = where.map((column, index) => `${column} = ${value(set.length + index + 1)}`)
    return `UPDATE connections SET ${[...sets, ...increments].join(', ')} ${from} WHERE ${conditions.join(' AND ')}`
  }
  return {
    text: update((n) => `$${n}`, ''),
    inBulk: (value, from) => `${update(value, from)} RETURNING given.number`,
  }
}

/** A value as `toColumns` stores it: objects as JSON. */
function toSqlValue(value: ConnectionChange[Member]): SqlValue {
  if (value === undefined || value === null) return null
  return typeof value === 'object' && !(value instanceof Uint8Array) ? JSON.stringify(value) : value
}

export interface InsertedConnection {
  readonly connection: Connection
  readonly status: ConnectionStatus
  /** Whether its account is one of the sandbox. */
  readonly isSimulated: boolean
}

/**
 * Inserts a connection, unless the end user has one to this account.
 * @param since inserts nothing if an end user of the workspace was removed since this version; null for no condition
 */
export function insertStatement(
  { holdRow }: Pick<Sql, 'holdRow'>,
  { connection, status, isSimulated }: InsertedConnection,
  since: number | null,
): Statement {
  const row: NewRow<'connections'> = {
    ...toColumns(connection),
    listed_status: status,
    is_simulated: isSimulated ? 1 : 0,
  }
  if (since === null) return { ...insertInto('connections', row, 'ON CONFLICT DO NOTHING'), mustChange: true }
  const { values, bind } = createParameters()
  // Locks the row of the workspace, so that a removal comes before this insertion or sees it. If its version has changed, NULL violates a constraint.
  const places = Object.entries<SqlValue>(row).map(([name, value]) =>
    name === 'workspace_id'
      ? `(SELECT id FROM workspaces WHERE id = ${bind(value)} AND end_users_version = ${bind(since)} ${holdRow})`
      : bind(value),
  )
  const text = `INSERT INTO connections (${Object.keys(row).join(', ')}) VALUES (${places.join(', ')}) ON CONFLICT DO NOTHING`
  return { text, values, mustChange: true }
}

/** Columns that an update keeps or increments. `last_call_at` changes without a new row version. */
const KEPT: ReadonlySet<string> = new Set<keyof ReturnType<typeof toColumns>>([
  'id',
  'workspace_id',
  'created_at',
  'last_call_at',
  'token_set_version',
  'fencing_token',
  'row_version',
])

/**
 * Updates the previous row version, even if the account has changed, unless another connection has the new account. All columns are written,
 * so the row must be the one that was read.
 */
export function replaceStatement(
  connection: Connection,
  status: ConnectionStatus,
  onlyIf: string | null,
): Statement {
  const columns = { ...toColumns(connection), listed_status: status }
  const { id, workspace_id, provider, end_user_id, account_id } = columns
  const { values, bind } = createParameters()
  const sets = Object.entries(columns)
    .filter(([name]) => !KEPT.has(name))
    .map(([name, value]) => `${name} = ${bind(value)}`)
  const text = `UPDATE connections SET ${sets.join(', ')}, token_set_version = token_set_version + 1, fencing_token = fencing_token + 1,
      row_version = row_version + 1, lease_expires_at = NULL
    WHERE id = ${bind(id)} AND row_version = ${bind(connection.version - 1)} AND NOT EXISTS (SELECT 1 FROM connections AS other
      WHERE other.workspace_id = ${bind(workspace_id)} AND other.provider = ${bind(provider)}
        AND other.end_user_id = ${bind(end_user_id)} AND other.account_id = ${bind(account_id)} AND other.id <> ${bind(id)})
      ${onlyIf === null ? '' : `AND ${onlyIf}`}`
  return { text, values, mustChange: true }
}
