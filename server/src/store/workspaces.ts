import type { Workspace } from '../workspaces/workspace.ts'
import type { Store } from '../context.ts'
import { insertEvent } from './events.ts'
import type { Sql } from './sql.ts'

interface WorkspaceRow {
  id: string
  name: string
  return_urls: string
  color: string | null
  logo: string | null
}

const COLUMNS = 'id, name, return_urls, color, logo'

export function createWorkspaces(sql: Sql): Store['workspaces'] {
  return {
    async read(id) {
      return toWorkspace(await sql.one<WorkspaceRow>(`SELECT ${COLUMNS} FROM workspace WHERE id = $1`, [id]))
    },
    async first() {
      return toWorkspace(
        await sql.one<WorkspaceRow>(`SELECT ${COLUMNS} FROM workspace ORDER BY id LIMIT 1`, []),
      )
    },
    insert({ id, name, allowedReturnUrls }, now) {
      const text =
        'INSERT INTO workspace (id, name, return_urls, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING'
      const values = [id, name, JSON.stringify(allowedReturnUrls), now]
      return sql.write([{ text, values, mustChange: true }])
    },
    async update({ id, name, allowedReturnUrls, color, logo }, event, now) {
      const text = 'UPDATE workspace SET name = $1, return_urls = $2, color = $3, logo = $4 WHERE id = $5'
      await sql.write([
        { text, values: [name, JSON.stringify(allowedReturnUrls), color, logo, id] },
        insertEvent(id, event, now),
      ])
    },
  }
}

function toWorkspace(row: WorkspaceRow | undefined): Workspace | undefined {
  if (!row) return undefined
  const { return_urls, ...workspace } = row
  return { ...workspace, allowedReturnUrls: JSON.parse(return_urls) as string[] }
}
