import type { KeyRow } from '../../workspaces/secret-key.ts'
import type { Store } from '../../context.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import { insertEvent } from '../events/events.ts'
import { eraseAnswersTo } from '../idempotency-keys.ts'
import { createNotifyingWrites, type Reads } from '../sql/notifying-writes.ts'
import { endSendRequestsOf } from '../email-marketing/send-requests.ts'
import type { Sql } from '../sql/sql.ts'
import { isScope } from '../../workspaces/principal.ts'
import { readList } from '../sql/stored-lists.ts'

const COLUMNS = columnsOf('secret_keys', [
  'id',
  'workspace_id',
  'name',
  'scopes',
  'prefix',
  'created_at',
  'last_used_at',
  'revoked_at',
])

type SecretKeyRow = RowOf<typeof COLUMNS>

export function createSecretKeys(database: Sql): Store['secretKeys'] {
  const sql: Reads = database
  const writes = createNotifyingWrites(database)
  return {
    onChange: writes.onChange,
    async insert(key, hash, event) {
      const row = insertInto('secret_keys', {
        id: key.id,
        workspace_id: key.workspaceId,
        key_hash: hash,
        name: key.name,
        scopes: JSON.stringify(key.scopes),
        prefix: key.prefix,
        created_at: key.createdAt,
      })
      await writes.write(key.id, [row, insertEvent(key.workspaceId, event, key.createdAt)])
    },
    async findByHash(hash) {
      const row = await sql.one<SecretKeyRow>(
        `SELECT ${COLUMNS} FROM secret_keys WHERE key_hash = $1 AND revoked_at IS NULL`,
        [hash],
      )
      return row && toKey(row)
    },
    async list(workspaceId) {
      const text = `SELECT ${COLUMNS} FROM secret_keys WHERE workspace_id = $1 ORDER BY id`
      return (await sql.all<SecretKeyRow>(text, [workspaceId])).map(toKey)
    },
    revoke(workspaceId, id, event, now) {
      const text =
        'UPDATE secret_keys SET revoked_at = $1 WHERE workspace_id = $2 AND id = $3 AND revoked_at IS NULL'
      return writes.write(id, [
        { text, values: [now, workspaceId, id], mustChange: true },
        eraseAnswersTo(workspaceId, id),
        endSendRequestsOf(workspaceId, id, now),
        insertEvent(workspaceId, event, now),
      ])
    },
  }
}

function toKey(row: SecretKeyRow): KeyRow {
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    name: row.name,
    scopes: readList(row.scopes, isScope),
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
