import { MAX_COUNTED_LABEL_NAMES, MAX_COUNTED_LABEL_VALUES } from '../../kernel/limits.ts'
import type { Labels } from '../../connections/connection.ts'
import type {
  ConnectionFilter,
  ConnectionRepository,
  LabelCount,
} from '../../connections/connection-repository.ts'
import { insertInto } from '../sql/columns.ts'
import { createParameters, type StatementParameters } from '../sql/parameters.ts'
import type { Sql, Statement } from '../sql/sql.ts'

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
  return async (workspaceId, endUserId) => {
    const { values, bind } = createParameters()
    const where = [`workspace_id = ${bind(workspaceId)}`]
    if (endUserId !== undefined)
      where.push(`connection_id IN (SELECT connection_id FROM connection_listings
        WHERE workspace_id = ${bind(workspaceId)} AND end_user_id = ${bind(endUserId)})`)
    const found = await sql.scan<PlacedLabel>(placedLabels(where.join(' AND ')), values)
    const items = found
      .filter(
        ({ name_place, value_place }) =>
          name_place <= MAX_COUNTED_LABEL_NAMES && value_place <= MAX_COUNTED_LABEL_VALUES,
      )
      .map(({ name, value, count }) => ({ name, value, count }))
    return { items, isComplete: items.length === found.length }
  }
}

interface PlacedLabel extends LabelCount {
  readonly name_place: number
  readonly value_place: number
}

/** The most used names with the most used values of each, and one more of both where there are more. */
const placedLabels = (where: string): string => `
  WITH counted AS (
    SELECT name, value, COUNT(*) AS count FROM connection_labels WHERE ${where} GROUP BY name, value
  ), placed AS (
    SELECT name, value, count, ROW_NUMBER() OVER (PARTITION BY name ORDER BY count DESC, value) AS value_place,
      SUM(count) OVER (PARTITION BY name) AS uses FROM counted
  ), shown AS (
    SELECT name, value, count, value_place, DENSE_RANK() OVER (ORDER BY uses DESC, name) AS name_place
    FROM placed WHERE value_place <= ${MAX_COUNTED_LABEL_VALUES + 1}
  )
  SELECT name, value, count, value_place, name_place FROM shown WHERE name_place <= ${MAX_COUNTED_LABEL_NAMES + 1}
  ORDER BY name, value_place`
