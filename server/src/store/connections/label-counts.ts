import type { Labels } from '../../connections/connection.ts'
import type { SqlValue, Statement } from '../sql/sql.ts'

/* How many connections have a label, in two tables: by its name, and by its name and value. */

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

/** One more connection has it. */
export function countLabelStatements(workspaceId: string, name: string, value: string): Statement[] {
  return [
    { text: COUNT_NAME, values: [workspaceId, name] },
    { text: COUNT_VALUE, values: [workspaceId, name, value] },
  ]
}

/** A connection loses its labels, whose rows are still there. */
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

/** A connection is deleted, and the rows of its labels with it. */
export function uncountLabels(workspaceId: string, labels: Labels): Statement[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    ...uncount('label_names', NAMED, [workspaceId, name]),
    ...uncount('label_values', VALUED, [workspaceId, name, value]),
  ])
}

/** What no connection has any more is no label. */
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
