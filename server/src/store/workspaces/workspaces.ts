import type { Workspace } from '../../workspaces/workspace.ts'
import type { Store } from '../../context.ts'
import { columnsOf, insertInto, type RowOf } from '../sql/columns.ts'
import { insertEvent } from '../events/events.ts'
import type { Sql } from '../sql/sql.ts'
import { readTexts } from '../sql/stored-lists.ts'

const COLUMNS = columnsOf('workspaces', [
  'id',
  'name',
  'allowed_return_urls',
  'branding_color',
  'branding_logo',
  'settings_version',
])

type WorkspaceRow = RowOf<typeof COLUMNS>

export function createWorkspaces(sql: Sql): Store['workspaces'] {
  return {
    async read(id) {
      return toWorkspace(await sql.one<WorkspaceRow>(`SELECT ${COLUMNS} FROM workspaces WHERE id = $1`, [id]))
    },
    async first() {
      return toWorkspace(
        await sql.one<WorkspaceRow>(`SELECT ${COLUMNS} FROM workspaces ORDER BY id LIMIT 1`, []),
      )
    },
    insert({ id, name, allowedReturnUrls }, now) {
      const row = { id, name, allowed_return_urls: JSON.stringify(allowedReturnUrls), created_at: now }
      return sql.write([{ ...insertInto('workspaces', row, 'ON CONFLICT DO NOTHING'), mustChange: true }])
    },
    update({ id, name, allowedReturnUrls, color, logo, version }, event, now) {
      const text = `UPDATE workspaces SET name = $1, allowed_return_urls = $2, branding_color = $3, branding_logo = $4,
          settings_version = settings_version + 1
        WHERE id = $5 AND settings_version = $6`
      const values = [name, JSON.stringify(allowedReturnUrls), color, logo, id, version]
      return sql.write([{ text, values, mustChange: true }, insertEvent(id, event, now)])
    },
  }
}

function toWorkspace(row: WorkspaceRow | undefined): Workspace | undefined {
  if (!row) return undefined
  return {
    id: row.id,
    name: row.name,
    allowedReturnUrls: readTexts(row.allowed_return_urls),
    color: row.branding_color,
    logo: row.branding_logo,
    version: row.settings_version,
  }
}
