import { ProblemError, messageOf } from '../kernel/errors.ts'
import { plain } from './addresses.ts'
import { saveContact } from './contacts.ts'
import type { AccountClient } from './get-account-client.ts'
import type { ImportContactsInput } from './input-schemas.ts'
import type { ImportedContact, ImportResult } from './schemas.ts'

/** Rows that are written at the same time; the provider's own limit may allow fewer. */
const CONCURRENCY = 5

/** Errors of one row. Any other is one that further rows would have, too, such as a provider that does not answer. */
const OF_ONE_ROW: ReadonlySet<string> = new Set([
  'contact_suppressed',
  'invalid_request',
  'provider_rejected_request',
  'provider_response_invalid',
  'unsupported_by_provider',
])

/**
 * Adds or updates up to 500 contacts of an audience, and says of each row what became of it. Unsubscribed, bounced and suspended contacts are
 * skipped. A row that fails does not stop the others, unless its error is one that all would have: then the rest is reported as not tried.
 * The same rows can be imported again: what exists is updated.
 * @param whenAllFail `throw`: all rows are repeated later, which needs no report of those that were not tried
 * @throws ProblemError that error, if no row was written or it is to be thrown
 */
export async function importContacts(
  account: AccountClient,
  { audienceId, status, contacts }: ImportContactsInput,
  whenAllFail: 'report' | 'throw' = 'report',
): Promise<ImportResult> {
  const results: ImportedContact[] = []
  const rows = uniqueByEmail(contacts)
  let ended: ProblemError | undefined
  const queue = rows.entries()
  const work = async (): Promise<void> => {
    for (const [index, { email, fields }] of queue) {
      if (ended) {
        results[index] = failed(email, ended, 'Not tried. ')
        continue
      }
      try {
        // Each row has a client of its own: what one row has written says nothing about the next one.
        const {
          created,
          id,
          status: became,
        } = await saveContact(account.withOwnClient(), {
          email,
          audienceId,
          status,
          fields,
        })
        results[index] = {
          email,
          outcome: created ? 'created' : 'updated',
          contactId: id,
          status: became,
          errorCode: null,
          detail: null,
        }
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        results[index] = failed(email, error)
        if (!OF_ONE_ROW.has(error.code)) ended ??= error
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  const count = (outcome: ImportedContact['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  const written = count('created') + count('updated')
  if (ended && (written === 0 || whenAllFail === 'throw')) throw ended
  return {
    created: count('created'),
    updated: count('updated'),
    skipped: count('skipped'),
    failed: count('failed'),
    contacts: results,
  }
}

/** The last row of each address: two at once would race. */
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
