import type { Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import { HubError } from '../../errors.ts'
import type { Found, PageWanted, PlatformApi, Reading } from '../adapter.ts'
import { numberAt, pageOfAll, rateOf, segment, textOrNull } from '../values.ts'
import {
  type ListBody,
  type Message,
  type Recipient,
  STATISTICS,
  type Sending,
  type Sendings,
  describeList,
  describeMessage,
  describeRecipient,
} from './describe.ts'

/* MailUp REST API, https://help.mailup.com/display/mailupapi/REST+API: pages count from 0, and a message belongs to a list. */

export const CONSOLE = '/ConsoleService.svc/Console'
export interface Items<T> {
  Items: T[]
  TotalElementsCount: number
}

/** Which collection of a list holds them; those of other kinds the platform does not list. */
const COLLECTIONS: Partial<Record<ContactStatus, string>> = {
  subscribed: 'Subscribed',
  unsubscribed: 'Unsubscribed',
  pending: 'Pending',
}

/** How many campaigns and lists are asked for at once where everything is needed. */
export const EVERYTHING = 100

const pageQuery = ({ limit, at }: PageWanted) => ({ pageNumber: numberAt(at), pageSize: limit })

function found<T, U>(page: PageWanted, answer: Items<T>, describe: (row: T) => U): Found<U> {
  const number = numberAt(page.at)
  // The total counts what a filter leaves out: a page that is not full is the last as well.
  const more = answer.Items.length === page.limit && (number + 1) * page.limit < answer.TotalElementsCount
  return { items: answer.Items.map(describe), next: more ? String(number + 1) : null }
}

export const reading: Reading = {
  async account(api) {
    const info = await api.get<Record<string, unknown>>(`${CONSOLE}/Authentication/Info/Details`)
    return {
      id: String(info['UID']),
      name: textOrNull(info['Company']) ?? textOrNull(info['Username']) ?? '',
      email: textOrNull(info['Email']),
      timeZone: null,
      plan: textOrNull(info['Plan']),
    }
  },

  async audiences(api, page) {
    const answer = await api.get<Items<{ idList: number; Name: string }>>(
      `${CONSOLE}/User/Lists`,
      pageQuery(page),
    )
    return found(page, answer, describeList)
  },

  async audience(api, id) {
    const list = (await allLists(api)).find(({ idList }) => String(idList) === id)
    if (!list) throw new HubError('resource_not_found')
    const path = `${CONSOLE}/List/${segment(id)}/Recipients/Subscribed`
    const { TotalElementsCount: contacts } = await api.get<Items<Recipient>>(path, { pageSize: 1 })
    return {
      ...describeList(list),
      contacts,
      fields: (await fieldsOf(api)).map(({ Description }) => Description),
    }
  },

  async contacts(api, { audience, status, words }, page) {
    if (audience === null) throw new HubError('audience_missing')
    const collection = COLLECTIONS[status]
    if (collection === undefined) return { items: [], next: null }
    const answer = await api.get<Items<Recipient>>(
      `${CONSOLE}/List/${segment(audience)}/Recipients/${collection}`,
      {
        ...pageQuery(page),
        filterby: words === null ? undefined : `"Email.Contains('${unquotable(words)}')"`,
      },
    )
    return found(page, answer, (recipient) => describeRecipient(recipient, status, audience))
  },

  async contact(api, { audience, contact }) {
    if (audience === null) throw new HubError('audience_missing')
    return findContact(api, audience, contact)
  },

  async segments(api, audience, page) {
    const answer = await api.get<Items<{ idGroup: number; Name: string }>>(
      `${CONSOLE}/List/${segment(audience)}/Groups`,
      pageQuery(page),
    )
    // The platform does not count a group's members here.
    return found(page, answer, ({ idGroup, Name }) => ({ id: String(idGroup), name: Name, contacts: null }))
  },

  async campaigns(api, page) {
    const newestFirst = (await allMessages(api)).toSorted((a, b) =>
      (b.CreationDate ?? '').localeCompare(a.CreationDate ?? ''),
    )
    const { items, next } = pageOfAll(newestFirst, page)
    const sendings = await sendingsOf(api)
    const described: Campaign[] = []
    // Whether a message was sent costs a call each: only for those that are shown.
    for (const message of items) described.push(await describeMessage(api, message, sendings))
    return { items: described, next }
  },

  async campaign(api, id) {
    return describeMessage(api, await findMessage(api, id), await sendingsOf(api))
  },

  async report(api, campaign) {
    const count = (kind: string): Promise<number> =>
      api.get<number>(`${STATISTICS}/Message/${segment(campaign)}/Count/${kind}`)
    const sent = await count('Recipients')
    const [opened, clicked] = [await count('Views'), await count('Clicks')]
    const [bounced, unsubscribes] = [await count('Bounces'), await count('Unsubscriptions')]
    return {
      campaign,
      sent,
      opens: { total: null, unique: opened, rate: rateOf(opened, sent, bounced) },
      clicks: { total: null, unique: clicked, rate: rateOf(clicked, sent, bounced) },
      bounces: { total: bounced, hard: null, soft: null },
      unsubscribes,
      complaints: null,
    }
  },

  async templates(api, page) {
    const all = []
    for (const { idList } of await allLists(api)) {
      const path = `${CONSOLE}/List/${idList}/Templates`
      const { Items } = await api.get<Items<{ Id: number; Title: string }>>(path, { pageSize: EVERYTHING })
      all.push(...Items.map(({ Id, Title }) => ({ id: String(Id), name: Title, createdAt: null })))
    }
    return pageOfAll([...new Map(all.map((template) => [template.id, template])).values()], page)
  },
}

/** On whichever of the list's collections they are. @throws HubError resource_not_found */
export async function findContact(api: PlatformApi, audience: string, contact: string): Promise<Contact> {
  const filterby = contact.includes('@')
    ? `Email=='${unquotable(contact)}'`
    : `idRecipient==${unquotable(contact)}`
  for (const [status, collection] of Object.entries(COLLECTIONS)) {
    const path = `${CONSOLE}/List/${segment(audience)}/Recipients/${collection}`
    const { Items } = await api.get<Items<Recipient>>(path, { filterby, pageSize: 1 })
    const [recipient] = Items
    if (recipient) return describeRecipient(recipient, status as ContactStatus, audience)
  }
  throw new HubError('resource_not_found')
}

/** A recipient's fields are the account's: up to 39, known by number. */
export async function fieldsOf(api: PlatformApi): Promise<{ Description: string; Id: number }[]> {
  const query = { pageSize: EVERYTHING }
  return (
    await api.get<Items<{ Description: string; Id: number }>>(`${CONSOLE}/Recipient/DynamicFields`, query)
  ).Items
}

async function allLists(api: PlatformApi): Promise<ListBody[]> {
  return (await api.get<Items<ListBody>>(`${CONSOLE}/User/Lists`, { pageSize: EVERYTHING })).Items
}

/** A message belongs to a list, and there is no call for those of all lists. */
async function allMessages(api: PlatformApi): Promise<Message[]> {
  const all: Message[] = []
  for (const { idList } of await allLists(api)) {
    const path = `${CONSOLE}/List/${idList}/Emails`
    all.push(...(await api.get<Items<Message>>(path, { pageSize: EVERYTHING })).Items)
  }
  return all
}

/** Which list it belongs to is not part of its id. @throws HubError resource_not_found */
export async function findMessage(api: PlatformApi, id: string): Promise<Message> {
  const message = (await allMessages(api)).find(({ idMessage }) => String(idMessage) === id)
  if (!message) throw new HubError('resource_not_found')
  return message
}

/** The queue: what goes out now, and what waits for its time. */
async function sendingsOf(api: PlatformApi): Promise<Sendings> {
  const ask = async (state: string): Promise<ReadonlyMap<number, string>> =>
    new Map((await queued(api, state)).map(({ IdMessage, StartDate }) => [IdMessage, StartDate]))
  return { sending: await ask('Immediate'), scheduled: await ask('Deferred') }
}

export async function queued(api: PlatformApi, state: string): Promise<Sending[]> {
  const path = `${CONSOLE}/Email/Sendings/${state}`
  return (await api.get<Items<Sending>>(path, { pageSize: EVERYTHING })).Items
}

/** The filter's own quotes cannot be escaped: what holds one fits nothing. @throws HubError resource_not_found */
function unquotable(words: string): string {
  if (/['"]/.test(words)) throw new HubError('resource_not_found')
  return words
}
