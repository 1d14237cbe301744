import type { Labels } from '../../connections/connection.ts'
import type { SqlValue, Statement } from '../sql/sql.ts'

/* The number of connections with a label, in two tables: by name, and by name and value. */

const COUNT_NAME = `INSERT INTO label_names (workspace_id, name, connection_count) VALUES ($1, $2, 1)
  ON CONFLICT (workspace_id, name) DO UPDATE SET connection_count = label_names.connection_count + 1`
const COUNT_VALUE = `INSERT INTO label_values (workspace_id, name, value, connection_count) VALUES ($1, $2, $3, 1)
  ON CONFLICT (workspace_id, name, value) DO UPDATE SET connection_count = label_values.connection_count + 1`

const NAMED = 'workspace_id = $1 AND name = $2'
const VALUED = `${NAMED} AND value = $3`
const OWN_NAMES =
  'workspace_id = $1 AND name IN (SELECT name FROM connection_labels WHERE connection_id = $2)'
const OWN_VALUES =
  'workspace_id = $1 AND (name, value) IN (SELECT name, value FROM connection_labels WHERE connection_id = $2)'

/** Counts a label of one more connection. */
export function countLabelStatements(workspaceId: string, name: string, value: string): Statement[] {
  return [
    { text: COUNT_NAME, values: [workspaceId, name] },
    { text: COUNT_VALUE, values: [workspaceId, name, value] },
  ]
}

/** Uncounts the labels of a connection, while their rows still exist. */
export function uncountLabelsOf({
  id,
  workspaceId,
}: {
  readonly id: string
  readonly workspaceId: string
}): Statement[] {
  const values = [workspaceId, id]
  return [...uncount('label_names', OWN_NAMES, values), ...uncount('label_values', OWN_VALUES, values)]
}

/** Uncounts the labels of a deleted connection, whose rows are deleted too. */
export function uncountLabels(workspaceId: string, labels: Labels): Statement[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...uncount('label_names', NAMED, [workspaceId, name]),
    ...uncount('label_values', VALUED, [workspaceId, name, value]),
  ])
}

/** Lowers a count, and deletes the row when it reaches zero. */
function uncount(
  table: 'label_names' | 'label_values',
  which: string,
  values: readonly SqlValue[],
): Statement[] {
  return [
    { text: `UPDATE ${table} SET connection_count = connection_count - 1 WHERE ${which}`, values },
    { text: `DELETE FROM ${table} WHERE ${which} AND connection_count <= 0`, values },
  ]
}
