/** One row of a file; `number` counts from 1 without the header. */
export interface Row {
  readonly number: number
  readonly fields: Readonly<Record<string, string>>
}

export type Outcome = Imported | Failed

export interface Imported {
  readonly outcome: 'imported' | 'exists'
  readonly connectionId: string | null
}

export interface Failed {
  readonly outcome: 'failed'
  readonly code: string
  readonly message: string
  readonly nextStep: string
  /** Not caused by the row: another run may import it. */
  readonly transient: boolean
}

/** What is wrong with the row itself; undefined: it can be sent. */
export function checkFields(
  { fields }: Row,
  { known, required }: { readonly known: readonly string[]; readonly required: readonly string[] },
): Failed | undefined {
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown !== undefined) return invalidRow(`There is no field “${unknown}”.`)
  const missing = required.find((name) => !fields[name])
  return missing === undefined ? undefined : invalidRow(`The field “${missing}” is empty.`)
}

export function invalidRow(message: string): Failed {
  return { outcome: 'failed', code: 'invalid_row', message, nextStep: 'Correct the row.', transient: false }
}
