import type { Scope } from '@letterlock/sdk/wire.ts'
import type { KeyRow } from '../workspaces/secret-key.ts'
import type { Store } from '../context.ts'
import { insertEvent } from './events.ts'
import { createNotifyingWrites, type Reads } from './notifying-writes.ts'
import type { Sql } from './sql.ts'

interface SecretKeyRow {
  id: string
  workspace_id: string
  name: string
  scopes: string
  prefix: string
  created_at: number
  last_used_at: number | null
  revoked_at: number | null
}

const COLUMNS = 'id, workspace_id, name, scopes, prefix, created_at, last_used_at, revoked_at'

export function createKeys(database: Sql): Store['keys'] {
  const sql: Reads = database
  const writes = createNotifyingWrites(database)
  return {
    onChange: writes.onChange,
    async insert(key, hash, event) {
      const values = [
        key.id,
        key.workspaceId,
        hash,
        key.name,
        JSON.stringify(key.scopes),
        key.prefix,
        key.createdAt,
      ]
      const text = `INSERT INTO secret_keys (id, workspace_id, key_hash, name, scopes, prefix, created_at)
                    VALUES ($1, $2, $3, $4, $5, $6, $7)`
      await writes.write(key.id, [{ text, values }, insertEvent(key.workspaceId, event, key.createdAt)])
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
    scopes: JSON.parse(row.scopes) as Scope[],
    prefix: row.prefix,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}
