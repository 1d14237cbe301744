import type { ConnectionRepository, LabelCount } from '../../connections/connection-repository.ts'
import { MAX_COUNTED_LABEL_NAMES, MAX_COUNTED_LABEL_VALUES } from '../../kernel/limits.ts'
import { createParameters } from '../sql/parameters.ts'
import type { Sql } from '../sql/sql.ts'

type Count = ConnectionRepository['countLabels']

/** The most used names, and the most used values of each. */
export function createCountLabels(sql: Pick<Sql, 'all' | 'scan'>): Count {
  return (workspaceId, endUserId) =>
    endUserId === undefined ? readCounts(sql, workspaceId) : countOfEndUser(sql, workspaceId, endUserId)
}

/** Reads the stored counts, with one row more than is shown of each to know whether any are omitted. */
async function readCounts(sql: Pick<Sql, 'all'>, workspaceId: string): Promise<Awaited<ReturnType<Count>>> {
  const names = await sql.all<{ name: string }>(
    `SELECT name FROM label_names WHERE workspace_id = $1 ORDER BY connection_count DESC, name LIMIT ${MAX_COUNTED_LABEL_NAMES + 1}`,
    [workspaceId],
  )
  const shown = names.slice(0, MAX_COUNTED_LABEL_NAMES).map(({ name }) => name)
  const values = `SELECT name, value, connection_count AS count FROM label_values WHERE workspace_id = $1 AND name = $2
    ORDER BY connection_count DESC, value LIMIT ${MAX_COUNTED_LABEL_VALUES + 1}`
  const found = await Promise.all(
    shown.toSorted().map((name) => sql.all<LabelCount>(values, [workspaceId, name])),
  )
  const isComplete =
    names.length === shown.length && found.every(({ length }) => length <= MAX_COUNTED_LABEL_VALUES)
  const items = found.flatMap((counts) => counts.slice(0, MAX_COUNTED_LABEL_VALUES))
  return { items: items.map((count) => ({ ...count })), isComplete }
}

/** Counts the labels of an end user, who has few connections. */
async function countOfEndUser(
  sql: Pick<Sql, 'scan'>,
  workspaceId: string,
  endUserId: string,
): Promise<Awaited<ReturnType<Count>>> {
  const { values, bind } = createParameters()
  const workspace = bind(workspaceId)
  const where = `connection_id IN (SELECT connection_id FROM connection_listings
    WHERE workspace_id = ${workspace} AND end_user_id = ${bind(endUserId)})`
  const found = await sql.scan<PlacedLabel>(placedLabels(where), values)
  const items = found
    .filter(
      ({ name_place, value_place }) =>
        name_place <= MAX_COUNTED_LABEL_NAMES && value_place <= MAX_COUNTED_LABEL_VALUES,
    )
    .map(({ name, value, count }) => ({ name, value, count }))
  return { items, isComplete: items.length === found.length }
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
