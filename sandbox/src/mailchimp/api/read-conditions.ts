import { isJson } from '../../is-json.ts'
import type { Condition } from '../account-data.ts'
import { problems } from '../problem.ts'

const isCondition = (value: unknown): value is Condition =>
  isJson(value) && typeof value['field'] === 'string' && typeof value['op'] === 'string'

/**
 * The conditions of a segment. The specification judges them only where they are nested as it says.
 *
 * @throws Problem 400
 */
export function readConditions(conditions: readonly unknown[]): Condition[] {
  return conditions.map((condition) => {
    if (isCondition(condition)) return condition
    throw problems.invalid([{ field: 'options.conditions', message: 'Schema describes a condition.' }])
  })
}
