import type { Contact } from '@letterlock/sdk/wire.ts'
import { invalidRequest, ProblemError } from '../../kernel/errors.ts'
import { DAY } from '../../kernel/time.ts'
import type { Position } from '../adapters/page.ts'
import { plain } from '../model/addresses.ts'
import { comparableText } from '../model/comparable-text.ts'
import { findCampaigns } from '../campaigns/find-campaigns.ts'
import type { AccountClient } from '../get-account-client.ts'
import {
  isBehavior,
  type Behavior,
  type SegmentCondition,
  type SegmentConditions,
} from '../model/segment-conditions.ts'

/** The page size for contacts and recipients; a provider's maximum may be lower. */
const PAGE_SIZE = 500
/** Reading more contacts would take longer than a request may. */
const MAX_CONTACTS = 20_000
const MAX_CAMPAIGNS = 50

const ACTIVITY = { received: 'sent', opened: 'opened', clicked: 'clicked' } as const

/** Whether a contact meets one condition. */
type Test = (contact: Contact) => boolean

/**
 * The subscribed contacts of an audience that meet the conditions, found by reading the audience and, for what contacts did, the recipients
 * of campaigns.
 * @throws ProblemError segment_too_large, unsupported_by_provider, unknown_contact_field
 */
export async function evaluateSegment(
  account: AccountClient,
  audience: string,
  { match, conditions }: SegmentConditions,
): Promise<Contact[]> {
  const tests: Test[] = []
  for (const condition of conditions) tests.push(await testOf(account, audience, condition))
  const meets: Test = (contact) =>
    match === 'all' ? tests.every((test) => test(contact)) : tests.some((test) => test(contact))
  return (await subscribersOf(account, audience)).filter(meets)
}

async function testOf(account: AccountClient, audience: string, condition: SegmentCondition): Promise<Test> {
  const { adapter, api } = account
  if (isBehavior(condition)) {
    const who = await whoDid(account, audience, condition)
    return ({ id }) => who.has(id) === (condition.op === 'did')
  }
  const { by, op, field = '', value = '' } = condition
  if (by === 'tag') {
    if (!adapter.capabilities.tags)
      throw new ProblemError('unsupported_by_provider', { facts: { capability: 'tags' } })
    const wanted = comparableText(value)
    const has: Test = ({ tags }) => (tags ?? []).some((tag) => comparableText(tag) === wanted)
    return (contact) => has(contact) === (op === 'is')
  }
  if (by === 'audience') {
    const isIn = await membershipOf(account, value)
    return (contact) => isIn(contact) === (op === 'is')
  }
  if (by === 'field') {
    const { fields } = await adapter.audience(api, audience)
    if (!fields.includes(field))
      throw new ProblemError('unknown_contact_field', {
        facts: { fields: field, knownFields: fields.join(', ') },
      })
  }
  const textOf = ({ email, fields }: Contact): string =>
    by === 'email' ? plain(email) : comparableText(fields[field] ?? '')
  const wanted = by === 'email' ? plain(value) : comparableText(value)
  return (contact) => compares(op, textOf(contact), wanted)
}

const MAX_AUDIENCES = 500

/** Tests whether a contact is subscribed in another audience. @param named the audience's ID or name @throws ProblemError invalid_request, segment_too_large */
async function membershipOf(account: AccountClient, named: string): Promise<Test> {
  const { adapter, api } = account
  const { items } = await adapter.audiences(api, { limit: MAX_AUDIENCES, at: null })
  const matches = items.filter(
    ({ id, name }) => id === named || comparableText(name) === comparableText(named),
  )
  const [other, ...more] = matches
  if (other === undefined || more.length > 0)
    throw invalidRequest({
      pointer: '/conditions',
      detail:
        other === undefined
          ? 'The account has no audience with this ID or name.'
          : `${matches.length} audiences have this name. Pass an ID: ${matches.map(({ id }) => id).join(', ')}.`,
    })
  if (adapter.capabilities.accountWideContacts) return ({ audienceIds }) => audienceIds.includes(other.id)
  const addresses = new Set((await subscribersOf(account, other.id)).map(({ email }) => plain(email)))
  return ({ email }) => addresses.has(plain(email))
}

function compares(op: SegmentCondition['op'], text: string, wanted: string): boolean {
  switch (op) {
    case 'is':
      return text === wanted
    case 'is_not':
      return text !== wanted
    case 'contains':
      return text.includes(wanted)
    case 'does_not_contain':
      return !text.includes(wanted)
    case 'is_empty':
      return text === ''
    case 'is_not_empty':
      return text !== ''
    case 'did':
    case 'did_not':
      return false
  }
}

/** The IDs of the contacts that received, opened or clicked one of the campaigns that the condition names. */
async function whoDid(
  account: AccountClient,
  audience: string,
  { by, campaignId, days }: SegmentCondition & { by: Behavior },
): Promise<ReadonlySet<string>> {
  const { adapter, api } = account
  const campaigns = campaignId === undefined ? await sentWithin(account, audience, days ?? 0) : [campaignId]
  const who = new Set<string>()
  for (const campaign of campaigns) {
    let at: Position = null
    do {
      const page = { limit: PAGE_SIZE, at }
      const found = await adapter.campaignRecipients(api, campaign, ACTIVITY[by], page)
      for (const { contactId } of found.items) who.add(contactId)
      at = found.next
    } while (at !== null)
  }
  return who
}

/** The campaigns that were sent to the audience within this many days. @throws ProblemError segment_too_large */
async function sentWithin(account: AccountClient, audience: string, days: number): Promise<string[]> {
  const since = new Date(account.now().getTime() - days * DAY).toISOString()
  const ids: string[] = []
  let at: Position = null
  do {
    const asked = { audience, status: 'sent', since } as const
    const found = await findCampaigns(account, asked, { limit: MAX_CAMPAIGNS + 1, at })
    ids.push(...found.items.map(({ id }) => id))
    if (ids.length > MAX_CAMPAIGNS)
      throw new ProblemError('segment_too_large', { facts: { what: `${MAX_CAMPAIGNS} campaigns` } })
    at = found.next
  } while (at !== null)
  return ids
}

/** @throws ProblemError segment_too_large */
async function subscribersOf({ adapter, api }: AccountClient, audience: string): Promise<Contact[]> {
  const contacts: Contact[] = []
  let at: Position = null
  do {
    const wanted = { audience, status: 'subscribed', words: null } as const
    const found = await adapter.contacts(api, wanted, { limit: PAGE_SIZE, at })
    contacts.push(...found.items)
    if (contacts.length > MAX_CONTACTS)
      throw new ProblemError('segment_too_large', { facts: { what: `${MAX_CONTACTS} contacts` } })
    at = found.next
  } while (at !== null)
  return contacts
}
