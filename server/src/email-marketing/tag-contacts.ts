import { invalidRequest, messageOf } from '../kernel/errors.ts'
import { plain } from './addresses.ts'
import { assertSupported } from './assert-supported.ts'
import type { AccountClient } from './get-account-client.ts'
import type { TagContactsInput, TagContactsResult } from './contact-schemas.ts'

/**
 * Adds tags to up to 500 contacts and removes others, and reports each contact. A contact that is not found does not stop the others.
 * @throws ProblemError unsupported_by_provider, audience_required
 */
export async function tagContacts(
  { adapter, api, record }: AccountClient,
  { audienceId, contacts, add, remove }: TagContactsInput,
): Promise<TagContactsResult> {
  if (add.length + remove.length === 0)
    throw invalidRequest({ pointer: '', detail: 'Pass at least one tag in add or remove.' })
  assertSupported(adapter, 'tags', 'tags')
  const once = [...new Map(contacts.map((contact) => [plain(contact), contact])).values()]
  const tagged = await adapter.tagContacts(api, audienceId ?? null, once, { add, remove })
  const rows = tagged.map(({ contact, error }): TagContactsResult['contacts'][number] =>
    error
      ? { contact, outcome: 'failed', errorCode: error.code, detail: messageOf(error).detail }
      : { contact, outcome: 'updated', errorCode: null, detail: null },
  )
  const updated = rows.filter(({ outcome }) => outcome === 'updated').length
  if (updated > 0) await record('contact.tags_updated', { count: updated, added: add, removed: remove })
  return { updated, failed: rows.length - updated, contacts: rows }
}
