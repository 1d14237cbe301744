import { isJson } from '../../is-json.ts'
import type { Condition } from '../account-data.ts'
import { problems } from '../problem.ts'

const isCondition = (value: unknown): value is Condition =>
  isJson(value) && typeof value['field'] === 'string' && typeof value['op'] === 'string'

/**
 * Reads the conditions of a segment. The specification validates only one of the two ways to nest them.
 *
 * @throws Problem 400
 */
export function readConditions(conditions: readonly unknown[]): Condition[] {
  return conditions.map((condition) => {
    if (isCondition(condition)) return condition
    throw problems.invalid([{ field: 'options.conditions', message: 'Schema describes a condition.' }])
  })
}
