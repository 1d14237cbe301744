import type { Labels } from '../../connections/connection.ts'
import type { ConnectionFilter } from '../../connections/connection-repository.ts'
import { insertInto } from '../sql/columns.ts'
import type { StatementParameters } from '../sql/parameters.ts'
import type { Statement } from '../sql/sql.ts'
import { countLabelStatements, uncountLabelsOf } from './label-counts.ts'

/** The labels in a JSON column. Values that are not strings are ignored. */
export function readLabels(json: string): Labels {
  const value: unknown = JSON.parse(json)
  const entries = typeof value === 'object' && value !== null ? Object.entries(value) : []
  return Object.fromEntries(
    entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}

interface Labeled {
  readonly id: string
  readonly workspaceId: string
}

/** Statements that insert the labels of a new connection, for the transaction that writes its column. */
export function addLabelStatements({ id, workspaceId }: Labeled, labels: Labels): Statement[] {
  return Object.entries(labels).flatMap(([name, value]) => [
    insertInto('connection_labels', { connection_id: id, workspace_id: workspaceId, name, value }),
    ...countLabelStatements(workspaceId, name, value),
  ])
}

/** Statements that replace the labels of an existing connection. */
export function replaceLabelStatements(connection: Labeled, labels: Labels): Statement[] {
  return [
    ...uncountLabelsOf(connection),
    { text: 'DELETE FROM connection_labels WHERE connection_id = $1', values: [connection.id] },
    ...addLabelStatements(connection, labels),
  ]
}

/** The condition that a connection has a label; empty without a label. */
export function hasLabel(
  workspaceId: string,
  label: ConnectionFilter['label'],
  bind: StatementParameters['bind'],
): string[] {
  if (label === undefined) return []
  const where = `workspace_id = ${bind(workspaceId)} AND name = ${bind(label.name)} AND value = ${bind(label.value)}`
  return [`connection_id IN (SELECT connection_id FROM connection_labels WHERE ${where})`]
}
