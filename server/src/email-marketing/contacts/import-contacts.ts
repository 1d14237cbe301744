import { ProblemError, messageOf } from '../../kernel/errors.ts'
import { plain } from '../model/addresses.ts'
import { saveContact } from './contacts.ts'
import { forEach } from '../model/for-each.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { ImportContactsInput } from '../model/input-schemas.ts'
import type { ImportedContact, ImportResult } from '../model/schemas.ts'

/** Rows that are written at the same time; the provider's own limit may allow fewer. */
const CONCURRENCY = 5

/** Errors that concern one row. Any other error would affect further rows too, such as an unavailable provider. */
const OF_ONE_ROW: ReadonlySet<string> = new Set([
  'contact_suppressed',
  'invalid_request',
  'provider_rejected_request',
  'provider_response_invalid',
  'unsupported_by_provider',
])

/**
 * Adds or updates up to 500 contacts of an audience, and reports the outcome of each row. Unsubscribed, bounced and suspended contacts are
 * skipped. A row that fails does not stop the others, unless its error affects all rows: then the rest is reported as not tried. The same
 * rows can be imported again: existing contacts are updated.
 * @throws ProblemError such an error, if no row was written
 */
export async function importContacts(
  account: AccountClient,
  { contacts, ...how }: ImportContactsInput,
): Promise<ImportResult> {
  let ended: ProblemError | undefined
  const results = await forEach(uniqueByEmail(contacts), CONCURRENCY, async (row) => {
    if (ended) return failed(row.email, ended, 'Not tried. ')
    try {
      return await importRow(account, how, row)
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error
      ended ??= error
      return failed(row.email, error)
    }
  })
  const count = (outcome: ImportedContact['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  if (ended && count('created') + count('updated') === 0) throw ended
  return {
    created: count('created'),
    updated: count('updated'),
    skipped: count('skipped'),
    failed: count('failed'),
    contacts: results,
  }
}

/**
 * As `importContacts`, for rows that are repeated later after an error that affects all rows.
 * @param imported called with each finished row and its position, also with the row at which such an error occurred
 * @throws ProblemError such an error
 */
export async function importRows(
  account: AccountClient,
  { contacts, ...how }: ImportContactsInput,
  imported: (row: ImportedContact, position: number) => void,
): Promise<void> {
  await forEach(contacts, CONCURRENCY, async (row, position) => {
    try {
      imported(await importRow(account, how, row), position)
    } catch (error) {
      if (error instanceof ProblemError && !account.signal.aborted)
        imported(failed(row.email, error), position)
      throw error
    }
  })
}

async function importRow(
  account: AccountClient,
  how: Pick<ImportContactsInput, 'audienceId' | 'status'>,
  row: ImportContactsInput['contacts'][number],
): Promise<ImportedContact> {
  try {
    // Each row has a client of its own, so that a write of one row does not count for the outcome of the next.
    const { created, id, status } = await saveContact(account.withOwnClient(), { ...how, ...row })
    const outcome = created ? 'created' : 'updated'
    return { email: row.email, outcome, contactId: id, status, errorCode: null, detail: null }
  } catch (error) {
    if (!(error instanceof ProblemError) || !OF_ONE_ROW.has(error.code)) throw error
    return failed(row.email, error)
  }
}

/** The last row of each address: two concurrent writes of one contact would race. */
export function uniqueByEmail(contacts: ImportContactsInput['contacts']): ImportContactsInput['contacts'] {
  return [...new Map(contacts.map((contact) => [plain(contact.email), contact])).values()]
}

function failed(email: string, error: ProblemError, before = ''): ImportedContact {
  return {
    email,
    outcome: error.code === 'contact_suppressed' ? 'skipped' : 'failed',
    contactId: null,
    status: null,
    errorCode: error.code,
    detail: `${before}${messageOf(error).detail}`,
  }
}
