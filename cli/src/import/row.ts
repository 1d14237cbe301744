/** One row of a file. */
export interface Row {
  /** The line on which it begins, from 1, including the header. */
  readonly line: number
  readonly fields: Readonly<Record<string, string>>
  /** Why it could not be read, as a sentence. */
  readonly fault?: string
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
  /** The cause is not in the row: another run may import it. */
  readonly transient: boolean
}

/** The error in the row itself; undefined if it is valid. */
export function checkFields(
  { fields, fault }: Row,
  { known, required }: { readonly known: readonly string[]; readonly required: readonly string[] },
): Failed | undefined {
  if (fault !== undefined) return invalidRow(fault)
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  if (unknown !== undefined) return invalidRow(`There is no field “${unknown}”.`)
  const missing = required.find((name) => !fields[name])
  return missing === undefined ? undefined : invalidRow(`The field “${missing}” is empty.`)
}

export function invalidRow(message: string): Failed {
  return { outcome: 'failed', code: 'invalid_row', message, nextStep: 'Correct the row.', transient: false }
}
