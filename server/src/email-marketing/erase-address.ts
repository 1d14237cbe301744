import type { NewJobRow } from '../jobs/start-jobs.ts'
import type { AccountClient } from './get-account-client.ts'

/**
 * Erases every contact of an account with this address, also one that has unsubscribed: the law asks for it. What a provider keeps, and what
 * cannot be undone, is said before and after.
 */
export async function eraseAddress(
  { adapter, api, connection, record, withOwnClient }: AccountClient,
  email: string,
  { dryRun }: { readonly dryRun: boolean },
): Promise<NewJobRow[]> {
  const { outcome, detail } = adapter.erasure
  const rows: NewJobRow[] = []
  for (const contact of await adapter.findAddress(api, email)) {
    const row = {
      subject: connection.account.name,
      connectionId: connection.id,
      contactId: contact.id,
      errorCode: null,
      content: null,
    }
    if (dryRun) {
      rows.push({ ...row, outcome: `would_be_${outcome}`, detail })
      continue
    }
    // A client of its own: what one contact has changed says nothing about the next one.
    await adapter.eraseContact(withOwnClient().api, contact)
    await record('contact.erased', { contactId: contact.id })
    rows.push({ ...row, outcome, detail })
    if (adapter.erasure.appliesTo === 'account') break
  }
  return rows
}
