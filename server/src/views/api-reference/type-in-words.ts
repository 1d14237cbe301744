import { counted } from '../../kernel/counted.ts'
import type { Schema } from './description.ts'
import { resolveSchema, variantsOf, withoutNull, type Schemas } from './resolve-schema.ts'

/** If there are more values, their number is shown instead. */
const MAX_VALUES = 16

/** “string, at most 200 characters”, “array of objects”, “integer from 1 to 100, or null”. */
export function typeInWords(schema: Schema, schemas: Schemas): string {
  const value = withoutNull(schema, schemas)
  return [
    nameOf(value, schemas),
    ...limitsOf(value),
    ...(mayBeNull(schema, schemas) ? ['or null'] : []),
  ].join(', ')
}

function nameOf(schema: Schema, schemas: Schemas): string {
  const { type, format, items } = schema
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  const values = schema.enum?.filter((value) => value !== null)
  if (values) return values.length > MAX_VALUES ? `one of ${values.length} values` : valuesInWords(values)
  const variants = variantsOf(schema)
  if (variants.length > 0) {
    const names = variants.map((one) => nameOf(resolveSchema(one, schemas), schemas))
    return [...new Set(names)].join(' or ')
  }
  const name = [type ?? []].flat().find((one) => one !== 'null') ?? 'any JSON'
  if (name === 'array') return items ? `array: ${nameOf(withoutNull(items, schemas), schemas)}` : 'array'
  return format === 'date-time' ? 'time, ISO 8601' : (format ?? name)
}

const valuesInWords = (values: readonly unknown[]): string =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join(' | ')

function mayBeNull(schema: Schema, schemas: Schemas): boolean {
  const { type, anyOf = [], oneOf = [], ...rest } = resolveSchema(schema, schemas)
  return [
    [type ?? []].flat().includes('null'),
    rest.enum?.includes(null),
    [...anyOf, ...oneOf].some((one) => mayBeNull(one, schemas)),
  ].some(Boolean)
}

/** The limits that an author chose, without those of a format or of every safe integer. */
function limitsOf(schema: Schema): string[] {
  const { minimum, maximum, maxLength, minItems, maxItems, format } = schema
  const isChosen = (limit: number | undefined): limit is number =>
    limit !== undefined && Math.abs(limit) < Number.MAX_SAFE_INTEGER
  return [
    isChosen(minimum) && isChosen(maximum) && `${minimum} to ${maximum}`,
    isChosen(minimum) && !isChosen(maximum) && `at least ${minimum}`,
    isChosen(maximum) && !isChosen(minimum) && `at most ${maximum}`,
    maxLength !== undefined && format === undefined && `at most ${counted(maxLength, 'character')}`,
    minItems !== undefined && minItems > 0 && `at least ${counted(minItems, 'item')}`,
    maxItems !== undefined && `at most ${counted(maxItems, 'item')}`,
    schema.default !== undefined && `default ${JSON.stringify(schema.default)}`,
  ].filter((limit) => limit !== false)
}
