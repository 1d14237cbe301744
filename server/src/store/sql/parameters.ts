import type { SqlValue } from './sql.ts'

/** The values of a statement that is built from what was asked for. */
export interface StatementParameters {
  readonly values: SqlValue[]
  /** Adds a value and returns what stands for it in the statement, such as `$2`. */
  readonly bind: (value: SqlValue) => string
}

/**
 * A condition that was not asked for is left out of a statement, rather than made true by an empty value. Only then can the planner choose
 * an index for those that are left.
 */
export function createParameters(): StatementParameters {
  const values: SqlValue[] = []
  return { values, bind: (value) => `$${values.push(value)}` }
}
