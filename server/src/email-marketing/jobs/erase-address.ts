import { aboutProvider, messageOf, ProblemError } from '../../kernel/errors.ts'
import type { NewJobRow } from '../../jobs/job-handler.ts'
import type { FoundContact } from '../adapters/contact-adapter.ts'
import type { AccountClient } from '../get-account-client.ts'
import { orUndefined } from '../adapters/writing.ts'

/** The state of an interrupted attempt, so that the next one reports what it erased. */
export interface Kept {
  /** The contacts that it found; null if there was no attempt. */
  readonly found: readonly FoundContact[] | null
  keep(found: readonly FoundContact[]): Promise<void>
}

/**
 * Erases every contact of an account with this address, also unsubscribed ones, as the law requires. What a provider keeps, and what cannot
 * be undone, is reported before and after. A contact that cannot be erased gets a row with the error; the others are still erased.
 */
export async function* eraseAddress(
  account: AccountClient,
  email: string,
  { found, keep }: Kept,
): AsyncGenerator<NewJobRow> {
  const contacts = found ?? (await findContacts(account, email))
  if (found === null && contacts.length > 0) await keep(contacts)
  for (const contact of contacts) yield await eraseOne(account, contact)
}

/** Reports what `eraseAddress` would do. */
export async function* planErasure(account: AccountClient, email: string): AsyncGenerator<NewJobRow> {
  const { outcome, detail } = account.adapter.erasure
  const contacts = await findContacts(account, email)
  for (const contact of contacts) yield { ...rowOf(account, contact), outcome: `would_be_${outcome}`, detail }
}

/** The contacts to erase; one if it is erased from the whole account. */
async function findContacts({ adapter, api }: AccountClient, email: string): Promise<FoundContact[]> {
  const found = await adapter.findAddress(api, email)
  const erased = adapter.erasure.appliesTo === 'account' ? found.slice(0, 1) : found
  return erased.map(({ id, audienceIds }) => ({ id, audienceIds }))
}

async function eraseOne(account: AccountClient, contact: FoundContact): Promise<NewJobRow> {
  const { adapter, withOwnClient, record, signal } = account
  const row = rowOf(account, contact)
  // A client of its own, so that a write for one contact does not count for the outcome of the next.
  const { api } = withOwnClient()
  try {
    // A contact that no longer exists was erased before the attempt was interrupted.
    await orUndefined(adapter.eraseContact(api, contact))
  } catch (thrown) {
    const error = aboutProvider(thrown, api.provider)
    if (!(error instanceof ProblemError) || signal.aborted) throw error
    return { ...row, outcome: 'failed', errorCode: error.code, detail: messageOf(error).detail }
  }
  await record({ type: 'contact.erased', data: { contactId: contact.id } })
  return { ...row, outcome: adapter.erasure.outcome, detail: adapter.erasure.detail }
}

const rowOf = ({ connection }: AccountClient, { id }: FoundContact) => ({
  subject: connection.account.name,
  connectionId: connection.id,
  contactId: id,
  errorCode: null,
  content: null,
})
