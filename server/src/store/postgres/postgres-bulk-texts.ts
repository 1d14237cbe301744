import type { BulkForm } from '../sql/sql.ts'

/* The texts of bulk statements. Each of their values is an array, and each array a column of `given`. */

interface TypedForm {
  readonly form: BulkForm
  /** The types of its parameters. */
  readonly types: readonly string[]
}

/** The column of `given` for the value `$n`. */
export const placeOfGiven = (n: number): string => `given.p${n}`

/** The relation `given` of array parameters. @param first number of the first parameter */
export function unnested(types: readonly string[], first: number): string {
  const arrays = types.map((type, index) => `$${first + index}::${type}[]`).join(', ')
  const names = types.map((_type, index) => `p${index + 1}`).join(', ')
  return `FROM unnest(${arrays}) WITH ORDINALITY AS given (${names}, number)`
}

/**
 * One statement for many writes: the first form changes rows and returns their numbers, and the others run only for these numbers. The
 * statement is a transaction by itself.
 */
export function joinedText([deciding, ...following]: readonly TypedForm[]): string {
  if (!deciding) throw new Error('a write has a statement')
  let first = 1 + deciding.types.length
  const parts = [`changed AS (${deciding.form.text(placeOfGiven, unnested(deciding.types, 1))})`]
  for (const [index, { form, types }] of following.entries()) {
    const given = `FROM (SELECT given.* ${unnested(types, first)} WHERE number IN (SELECT number FROM changed)) AS given`
    parts.push(`follows${index + 1} AS (${form.text(placeOfGiven, given)})`)
    first += types.length
  }
  return `WITH ${parts.join(', ')} SELECT number FROM changed`
}
