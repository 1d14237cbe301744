import type { StatementParameters } from './parameters.ts'

interface SearchedLog {
  /** The parameter of the workspace's ID in the statement. */
  readonly workspaceId: string
  /** Columns with a text. */
  readonly texts: readonly string[]
  /** The column with the ID of the principal. */
  readonly principalId: string
}

/**
 * The condition that a row of a log contains a text: in a column, in the name of its principal, or in the search text of its connection. It
 * uses no index: it is evaluated for each row that meets the other conditions. Ignores case; on SQLite, only that of ASCII letters.
 */
export function rowContains(
  text: string,
  { workspaceId, texts, principalId }: SearchedLog,
  { bind }: StatementParameters,
): string {
  const patternOf = (searched: string): string => bind(`%${searched.replaceAll(/[!%_]/g, '!$&')}%`)
  // The database lowers both sides, because it may know fewer letters than JavaScript.
  const pattern = patternOf(text)
  const matches = (column: string): string => `LOWER(${column}) LIKE LOWER(${pattern}) ESCAPE '!'`
  const principals = ['secret_keys', 'users', 'assistants'].map(
    (table) => `SELECT id FROM ${table} WHERE ${matches('name')}`,
  )
  const connections = `SELECT connection_id FROM connection_listings
    WHERE workspace_id = ${workspaceId} AND search_text LIKE ${patternOf(text.toLowerCase())} ESCAPE '!'`
  return `(${[
    ...texts.map(matches),
    `connection_id IN (${connections})`,
    `${principalId} IN (${principals.join(' UNION ALL ')})`,
  ].join(' OR ')})`
}
