import type { SqlValue } from './sql.ts'

/** The values of a statement that is built from optional conditions. */
export interface StatementParameters {
  readonly values: SqlValue[]
  /** Adds a value and returns its parameter in the statement, such as `$2`. */
  readonly bind: (value: SqlValue) => string
}

/**
 * A condition that is not needed is omitted from the statement, not made true by an empty value: only then can the planner choose an index
 * for the others.
 */
export function createParameters(): StatementParameters {
  const values: SqlValue[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}
