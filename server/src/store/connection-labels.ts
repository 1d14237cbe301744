import type { Labels } from '../connections/connection.ts'
import type {
  ConnectionFilter,
  ConnectionRepository,
  LabelCount,
} from '../connections/connection-repository.ts'
import { insertInto } from './columns.ts'
import { createParameters, type StatementParameters } from './parameters.ts'
import type { Sql, Statement } from './sql.ts'

/** What a list shows to choose from. */
const MAX_COUNTED = 500

/** The labels that a column holds as JSON. What is not a text is no label. */
export function readLabels(json: string): Labels {
  const value: unknown = JSON.parse(json)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

/** The rows of `connection_labels`; written in the transaction that writes the column of the connection. */
export function labelStatements(
  { id, workspaceId }: { readonly id: string; readonly workspaceId: string },
  labels: Labels,
): Statement[] {
  return [
    { text: 'DELETE FROM connection_labels WHERE connection_id = $1', values: [id] },
    ...Object.entries(labels).map(([name, value]) =>
      insertInto('connection_labels', { connection_id: id, workspace_id: workspaceId, name, value }),
    ),
  ]
}

/** The condition of a list, none without a label. */
export function hasLabel(
  workspaceId: string,
  label: ConnectionFilter['label'],
  bind: StatementParameters['bind'],
): string[] {
  if (label === undefined) return []
  const where = `workspace_id = ${bind(workspaceId)} AND name = ${bind(label.name)} AND value = ${bind(label.value)}`
  return [`connection_id IN (SELECT connection_id FROM connection_labels WHERE ${where})`]
}

export function createCountLabels(sql: Pick<Sql, 'scan'>): ConnectionRepository['countLabels'] {
  return (workspaceId, endUserId) => {
    const { values, bind } = createParameters()
    const where = [`workspace_id = ${bind(workspaceId)}`]
    if (endUserId !== undefined)
      where.push(`connection_id IN (SELECT connection_id FROM connection_listings
        WHERE workspace_id = ${bind(workspaceId)} AND end_user_id = ${bind(endUserId)})`)
    const text = `SELECT name, value, COUNT(*) AS count FROM connection_labels WHERE ${where.join(' AND ')}
      GROUP BY name, value ORDER BY name, value LIMIT ${MAX_COUNTED}`
    return sql.scan<LabelCount>(text, values)
  }
}
