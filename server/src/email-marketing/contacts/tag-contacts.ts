import { invalidRequest, messageOf, ProblemError } from '../../kernel/errors.ts'
import type { Position } from '../adapters/page.ts'
import type { Tagged } from '../adapters/contact-adapter.ts'
import { plain } from '../model/addresses.ts'
import { assertSupported } from '../assert-supported.ts'
import type { AccountClient } from '../get-account-client.ts'
import { withFreeTags } from '../sending/segment-lease.ts'
import { MAX_TAGGED, type TagContactsInput, type TagContactsResult } from '../model/contact-schemas.ts'

/** Maximum number of contacts of a segment that one request tags. */
const MAX_OF_SEGMENT = 20_000

/**
 * Adds tags to up to 500 contacts, or to all of a segment, and removes others; reports each contact. A contact that is not found does not
 * stop the others.
 * @throws ProblemError unsupported_by_provider, audience_required, segment_too_large, segment_in_use, campaign_busy
 */
export async function tagContacts(
  account: AccountClient,
  { audienceId, contacts, segmentId, add, remove }: TagContactsInput,
): Promise<TagContactsResult> {
  const { adapter, api, record } = account
  const audience = audienceId ?? null
  if (add.length + remove.length === 0)
    throw invalidRequest({ pointer: '', detail: 'Pass at least one tag in add or remove.' })
  assertSupported(adapter, 'tags', 'tags')
  if ((contacts === undefined) === (segmentId === undefined))
    throw invalidRequest({ pointer: '/contacts', detail: 'Pass either contacts or a segment.' })
  const tagAll = (some: readonly string[]): Promise<Tagged[]> =>
    withFreeTags(account, [...add, ...remove], () =>
      adapter.tagContacts(api, audience, some, { add, remove }),
    )
  const wanted = contacts ?? (await membersOf(account, audience, segmentId ?? ''))
  const once = [...new Map(wanted.map((contact) => [plain(contact), contact])).values()]
  const rows: TagContactsResult['contacts'] = []
  for (let begin = 0; begin < once.length; begin += MAX_TAGGED) {
    const some = once.slice(begin, begin + MAX_TAGGED)
    for (const { contact, error } of await tagAll(some))
      rows.push(
        error
          ? { contact, outcome: 'failed', errorCode: error.code, detail: messageOf(error).detail }
          : { contact, outcome: 'updated', errorCode: null, detail: null },
      )
  }
  const updated = rows.filter(({ outcome }) => outcome === 'updated').length
  if (updated > 0)
    await record({
      type: 'contact.tags_updated',
      data: { contactId: null, contactCount: updated, added: add, removed: remove },
    })
  return { updated, failed: rows.length - updated, contacts: rows }
}

/** The addresses in a segment, all read before the first one is tagged. */
async function membersOf(
  { adapter, api }: AccountClient,
  audienceId: string | null,
  segmentId: string,
): Promise<string[]> {
  if (audienceId === null) throw new ProblemError('audience_required')
  const addresses: string[] = []
  let at: Position = null
  do {
    const found = await adapter.segmentContacts(api, audienceId, segmentId, { limit: MAX_TAGGED, at })
    addresses.push(...found.items.map(({ email }) => email))
    if (addresses.length > MAX_OF_SEGMENT)
      throw new ProblemError('segment_too_large', { facts: { what: `${MAX_OF_SEGMENT} members` } })
    at = found.next
  } while (at !== null)
  return addresses
}
