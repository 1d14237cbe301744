import type { CreateContactImportInput } from '@letterlock/sdk'
import { isAddress } from '@letterlock/server/addresses.ts'
import { counted } from '@letterlock/server/counted.ts'
import { MAX_CONTACT_FIELD_LENGTH, MAX_CONTACT_FIELD_NAME_LENGTH } from '@letterlock/server/limits.ts'
import { CliError, EXIT } from '../cli-error.ts'
import { readRows } from './read-rows.ts'
import type { Row } from './row.ts'

export interface FileContact {
  /** The line on which it begins, from 1. */
  readonly line: number
  readonly contact: Required<CreateContactImportInput['contacts'][number]>
}

/** RFC 5321 section 4.5.3.1.3, without the angle brackets. */
const MAX_ADDRESS_LENGTH = 254
const MAX_FAULTS_NAMED = 10
const NOTHING_IMPORTED = 'Nothing was imported. Correct the file and import it again.'

/**
 * Reads and validates all contacts of a file, so that errors are reported before the first contact is imported.
 * @throws CliError
 */
export async function readContacts(file: string): Promise<readonly FileContact[]> {
  const contacts: FileContact[] = []
  const faults: string[] = []
  for await (const row of readRows(file, { nextStep: NOTHING_IMPORTED, checkColumns })) {
    const { email, fields } = split(row.fields)
    const fault = faultOf(row, email, fields)
    if (fault === undefined) contacts.push({ line: row.line, contact: { email, fields } })
    else faults.push(`Line ${row.line}: ${fault}`)
  }
  if (faults.length > 0) throw faulty(file, faults)
  if (contacts.length === 0)
    throw new CliError(`${file} has no contacts.`, 'Give a header line, and one line for each contact.')
  return contacts
}

const isEmailColumn = (name: string): boolean => name.toLowerCase() === 'email'

function checkColumns(columns: readonly string[]): string | undefined {
  if (columns.some(isEmailColumn)) return undefined
  if (columns.some((name) => isAddress(name)))
    return 'line 1 is a contact, and not a header. Add a first line that names the columns, such as “email”.'
  return `there is no column “email”, only ${columns.map((name) => `“${name}”`).join(', ')}. Name the one that has the addresses “email”.`
}

function split(row: Row['fields']): FileContact['contact'] {
  const given = Object.entries(row)
  const [, email = ''] = given.find(([name]) => isEmailColumn(name)) ?? []
  const fields = given.filter(([name, value]) => !isEmailColumn(name) && value !== '')
  return { email: email.trim(), fields: Object.fromEntries(fields) }
}

function faultOf(
  { fault }: Row,
  email: string,
  fields: FileContact['contact']['fields'],
): string | undefined {
  if (fault !== undefined) return fault
  if (email === '') return 'It has no email. Add the address, or remove the line.'
  if (!isAddress(email)) return `“${email}” is not an email address.`
  if (email.length > MAX_ADDRESS_LENGTH) return 'The address is too long.'
  for (const [name, value] of Object.entries(fields)) {
    if (name.length > MAX_CONTACT_FIELD_NAME_LENGTH) return 'The name of a field is too long.'
    if (value.length > MAX_CONTACT_FIELD_LENGTH)
      return `“${name}” has ${value.length} characters, and may have ${MAX_CONTACT_FIELD_LENGTH}.`
  }
  return undefined
}

function faulty(file: string, faults: readonly string[]): CliError {
  const rest = faults.length - MAX_FAULTS_NAMED
  const named = faults.slice(0, MAX_FAULTS_NAMED)
  return new CliError(
    `${counted(faults.length, 'line')} of ${file} cannot be imported.`,
    NOTHING_IMPORTED,
    EXIT.usage,
    { details: rest > 0 ? [...named, `… and ${counted(rest, 'more line')}`] : named },
  )
}
