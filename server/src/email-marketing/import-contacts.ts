import { ProblemError, messageOf } from '../kernel/errors.ts'
import { saveContact } from './contacts.ts'
import type { AccountClient } from './get-account-client.ts'
import type { ImportContactsInput, ImportedContact, ImportResult } from './schemas.ts'

/** Rows that are written at the same time; the provider's own limit may allow fewer. */
const CONCURRENCY = 5

/** Errors that every further row would have, too. */
const ENDS_THE_IMPORT = new Set([
  'connection_disconnected',
  'connection_not_found',
  'permission_denied',
  'provider_rate_limited',
  'provider_unavailable',
  'resource_not_found',
  'unknown_contact_field',
])

/**
 * Adds or updates up to 500 contacts of an audience, and says of each row what became of it. Unsubscribed, bounced and suspended contacts are
 * skipped. A row that fails does not stop the others, unless its error is one that all would have: then the rest is reported as not tried.
 * The same rows can be imported again: what exists is updated.
 * @throws ProblemError that error, if no row was written
 */
export async function importContacts(
  account: AccountClient,
  { audienceId, status, contacts }: ImportContactsInput,
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
        const { created, id } = await saveContact(account.withOwnClient(), {
          email,
          audienceId,
          status,
          fields,
        })
        results[index] = {
          email,
          outcome: created ? 'created' : 'updated',
          contactId: id,
          errorCode: null,
          detail: null,
        }
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error
        results[index] = failed(email, error)
        if (ENDS_THE_IMPORT.has(error.code)) ended ??= error
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  const count = (outcome: ImportedContact['outcome']): number =>
    results.filter((result) => result.outcome === outcome).length
  const written = count('created') + count('updated')
  if (ended && written === 0) throw ended
  return {
    created: count('created'),
    updated: count('updated'),
    skipped: count('skipped'),
    failed: count('failed'),
    contacts: results,
  }
}

/** The last row of each address: two at once would race. */
function uniqueByEmail(contacts: ImportContactsInput['contacts']): ImportContactsInput['contacts'] {
  return [...new Map(contacts.map((contact) => [contact.email.toLowerCase(), contact])).values()]
}

function failed(email: string, error: ProblemError, before = ''): ImportedContact {
  return {
    email,
    outcome: error.code === 'contact_suppressed' ? 'skipped' : 'failed',
    contactId: null,
    errorCode: error.code,
    detail: `${before}${messageOf(error).detail}`,
  }
}
