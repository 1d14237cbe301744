import type { ConnectSession } from '../../connect/connect-session.ts'
import type { Store } from '../../context.ts'
import { readLabels } from '../connections/connection-labels.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import type { Sql } from '../sql/sql.ts'
import { readTexts } from '../sql/stored-lists.ts'
import { readPermissions } from '../read-permissions.ts'

const COLUMNS = columnsOf('connect_sessions', [
  'id',
  'workspace_id',
  'end_user_id',
  'providers',
  'permissions',
  'return_url',
  'connection_id',
  'labels',
  'skip_connect_page',
  'opened_at',
  'completed_at',
  'expires_at',
])

type SessionRow = RowOf<typeof COLUMNS>

export function createConnectSessions(sql: Sql): Store['connectSessions'] {
  const find = async (condition: string, values: string[]): Promise<ConnectSession | undefined> => {
    const row = await sql.one<SessionRow>(
      `SELECT ${COLUMNS} FROM connect_sessions WHERE ${condition}`,
      values,
    )
    return row && toSession(row)
  }
  return {
    async insert(session, tokenHash, now) {
      const row = insertInto('connect_sessions', {
        id: session.id,
        workspace_id: session.workspaceId,
        link_token_hash: tokenHash,
        end_user_id: session.endUserId,
        providers: JSON.stringify(session.providerSlugs),
        permissions: JSON.stringify(session.permissions),
        return_url: session.returnUrl,
        connection_id: session.connectionId,
        labels: JSON.stringify(session.labels),
        skip_connect_page: session.skipConnectPage ? 1 : 0,
        expires_at: session.expiresAt,
        created_at: now,
      })
      await sql.write([row])
    },
    read: (id) => find('id = $1', [id]),
    findByToken: (tokenHash) => find('link_token_hash = $1', [tokenHash]),
    readOpened: (id, browserHash) => find('id = $1 AND browser_cookie_hash = $2', [id, browserHash]),
    open(tokenHash, browserHash, now) {
      const text = `UPDATE connect_sessions SET browser_cookie_hash = $1, opened_at = $2
                    WHERE link_token_hash = $3 AND opened_at IS NULL AND expires_at > $2`
      return sql.write([{ text, values: [browserHash, now, tokenHash], mustChange: true }])
    },
  }
}

function toSession(row: SessionRow): ConnectSession {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    endUserId: row.end_user_id,
    providerSlugs: readTexts(row.providers),
    permissions: readPermissions(row.permissions),
    returnUrl: row.return_url,
    connectionId: row.connection_id,
    labels: readLabels(row.labels),
    skipConnectPage: row.skip_connect_page === 1,
    openedAt: row.opened_at,
    completedAt: row.completed_at,
    expiresAt: row.expires_at,
  }
}
