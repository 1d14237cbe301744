import type { SqlValue } from './sql.ts'

/** The values of a statement that is built from what was asked for. */
export interface Places {
  readonly values: SqlValue[]
  /** Adds a value and returns its place, such as `$2`. */
  readonly place: (value: SqlValue) => string
}

/**
 * A condition that was not asked for is left out of a statement, rather than made true by an empty value: only then can the planner
 * choose an index for those that are left.
 */
export function createPlaces(): Places {
  const values: SqlValue[] = []
  return { values, place: (value) => `$${values.push(value)}` }
}
