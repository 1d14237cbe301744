import type { Store } from '../../context.ts'
import { statusAndReasonOf } from '../../connections/status.ts'
import {
  CONNECTION_COLUMNS,
  CREDENTIAL_COLUMNS,
  readAccount,
  toConnection,
  toCredentials,
  type ConnectionRow,
  type CredentialsRow,
} from './connection-rows.ts'
import { addLabelStatements, replaceLabelStatements } from './connection-labels.ts'
import { createConnectionLists, listingStatement } from './connection-listings.ts'
import { insertStatement, replaceStatement } from './connection-statements.ts'
import { ROWS_AT_ONCE } from '../sql/delete-in-pieces.ts'
import { createEndUserRemovals } from '../end-users/end-user-removals.ts'
import { insertEvent, insertStatusChanged } from '../events/events.ts'
import { forgetEvents, removeConnectionStatements } from './remove-connection.ts'
import { forgetResponses } from '../webhooks/forget-responses.ts'
import { createNotifyingWrites, type NotifyingWrites, type Reads } from '../sql/notifying-writes.ts'
import { actorOf, createChangeConnection } from './change-connection.ts'
import { createConnectionLeases, freeLease } from './connection-leases.ts'
import { usageStatements } from './usage-statements.ts'
import type { Sql, Statement } from '../sql/sql.ts'

const READ = `SELECT ${CONNECTION_COLUMNS} FROM connections WHERE id = $1 AND workspace_id = $2`

const READ_CREDENTIALS = `SELECT ${CREDENTIAL_COLUMNS} FROM connections WHERE id = $1`

/** The condition of the index `connections_waiting_idx`: a client secret is missing. */
const WAITS = `refresh_type <> 'none'
  AND (oauth_reason = 'oauth_app_rejected' OR (oauth_reason IS NULL AND health LIKE '%"oauth_app_rejected"%'))`

interface Options {
  readonly expiringSoonMs: number
  /** Whether added connections are to accounts of the sandbox. */
  readonly isSimulated: boolean
}

export function createConnections(
  database: Sql,
  { expiringSoonMs, isSimulated }: Options,
): Store['connections'] {
  const sql: Reads = database
  const writes = createNotifyingWrites(database)
  const leaseIsFree = freeLease(sql)
  return {
    ...createConnectionLeases(sql, writes),
    ...createConnectionLists(sql),
    ...createReads(sql),
    ...createEndUserRemovals(database),
    change: createChangeConnection(writes, expiringSoonMs),
    recordUsage: async (usage, now) => {
      await writes.writeUncached(usageStatements(usage, now))
    },
    onChange: writes.onChange,
    save(connection, sessionId, events, { guard = 'version', endUsersVersion = null } = {}) {
      const complete: Statement = {
        text: 'UPDATE connect_sessions SET completed_at = $1 WHERE id = $2 AND completed_at IS NULL',
        values: [connection.connectedAt, sessionId ?? ''],
      }
      const { labels } = connection
      const setLabels = connection.version === 1 ? addLabelStatements : replaceLabelStatements
      const { status, reason } = statusAndReasonOf(connection, {
        now: connection.connectedAt,
        expiringSoonMs,
      })
      // Inserted before the event of the status, so that the cause has the smaller ID.
      const more = events.map((event) => insertEvent(connection.workspaceId, event, connection.connectedAt))
      return writes.write(connection.id, [
        connection.version === 1
          ? insertStatement(sql, { connection, status, isSimulated }, endUsersVersion)
          : replaceStatement(connection, status, guard === 'not_leased' ? leaseIsFree : null),
        insertStatusChanged(
          connection,
          { to: status, reason },
          { actor: actorOf(events), now: connection.connectedAt },
        ),
        listingStatement(connection, status),
        ...(Object.keys(labels).length === 0 ? [] : setLabels(connection, labels)),
        ...(sessionId === null ? [] : [complete]),
        ...more,
      ])
    },
    async remove(connection, event, now) {
      await forgetEvents(database, connection)
      await forgetResponses(database, connection)
      const isRemoved = await writes.write(connection.id, removeConnectionStatements(connection, event, now))
      // Once more: those that have come meanwhile.
      if (isRemoved) await forgetResponses(database, connection)
      return isRemoved
    },
    makeDue: (oauthAppId, now) => makeDue(sql, writes, oauthAppId, now),
  }
}

type Reading = Pick<
  Store['connections'],
  'read' | 'readCredentials' | 'unchanged' | 'findByAccount' | 'identitiesOf'
>

function createReads(sql: Reads): Reading {
  return {
    async read(workspaceId, id) {
      const row = await sql.one<ConnectionRow>(READ, [id, workspaceId])
      return row && toConnection(row)
    },
    async readCredentials(id) {
      const row = await sql.one<CredentialsRow>(READ_CREDENTIALS, [id])
      return row && toCredentials(row)
    },
    async unchanged(versions) {
      const text = `SELECT id, row_version FROM connections WHERE id IN ${sql.listOf('$1')}`
      const rows = await sql.all<{ id: string; row_version: number }>(text, [
        JSON.stringify([...versions.keys()]),
      ])
      return new Set(
        rows.filter(({ id, row_version }) => versions.get(id) === row_version).map(({ id }) => id),
      )
    },
    async findByAccount({ workspaceId, providerSlug, endUserId, accountId }) {
      const text = `SELECT ${CONNECTION_COLUMNS} FROM connections
        WHERE workspace_id = $1 AND provider = $2 AND end_user_id = $3 AND account_id = $4`
      const row = await sql.one<ConnectionRow>(text, [workspaceId, providerSlug, endUserId, accountId])
      return row && toConnection(row)
    },
    async identitiesOf({ workspaceId, providerSlug, accountId }) {
      const text =
        'SELECT account, end_user_id FROM connections WHERE workspace_id = $1 AND provider = $2 AND account_id = $3'
      const rows = await sql.all<Pick<ConnectionRow, 'account' | 'end_user_id'>>(text, [
        workspaceId,
        providerSlug,
        accountId,
      ])
      return rows.map(({ account, end_user_id }) => ({
        account: readAccount(account),
        endUserId: end_user_id,
      }))
    },
  }
}

/** Makes connections due, some at a time, so that no other write waits long. */
async function makeDue(sql: Reads, writes: NotifyingWrites, oauthAppId: string, now: number): Promise<void> {
  const page = `SELECT id FROM connections WHERE oauth_app_id = $1 AND id > $2 AND ${WAITS} ORDER BY id LIMIT ${ROWS_AT_ONCE}`
  const text = `UPDATE connections SET due_at = $1 WHERE id IN ${sql.listOf('$2')} AND ${WAITS} RETURNING id`
  for (let after = ''; ;) {
    const ids = (await sql.all<{ id: string }>(page, [oauthAppId, after])).map(({ id }) => id)
    const last = ids.at(-1)
    if (last === undefined) return
    await writes.change(text, [now, JSON.stringify(ids)])
    after = last
  }
}
