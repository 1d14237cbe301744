import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import { MINUTE } from '../../../kernel/time.ts'
import type { Reading } from '../adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { forEach } from '../../model/for-each.ts'
import { count, id, maybeText, integerId } from '../shapes.ts'
import { pageOfAll, rateOf, segment } from '../values.ts'
import {
  STATISTICS,
  describeList,
  describeMessage,
  list,
  message,
  recipient,
  sending,
  type SendRequests,
} from './describe.ts'
import { messageOf, messagePath } from './campaign-id.ts'
import { CONSOLE, everything, items, pageOf } from './paging.ts'
import { findContact, listContacts } from './recipients.ts'

/* MailUp REST API, https://help.mailup.com/display/mailupapi/REST+API. A message belongs to a list. */

/** The provider allows five calls at once. */
const CONCURRENCY = 5

const info = z.object({
  UID: id,
  Company: maybeText,
  Username: maybeText,
  Email: maybeText,
  Plan: maybeText,
})

const field = z.object({ Description: z.string(), Id: integerId })

export const reading: Reading = {
  async account(api) {
    const { UID, Company, Username, Email, Plan } = await api.get(
      `${CONSOLE}/Authentication/Info/Details`,
      info,
    )
    return { id: UID, name: Company ?? Username ?? '', email: Email, timeZone: null, plan: Plan }
  },

  audiences: (api, page) => pageOf(api, `${CONSOLE}/User/Lists`, list, page, describeList),

  async audience(api, of) {
    const isWanted = ({ idList }: { idList: string }): boolean => idList === of
    // Reads the lists again, since the cached ones may lack a new list.
    const body = (await allLists(api)).find(isWanted) ?? (await readLists(api)).find(isWanted)
    if (!body) throw new ProblemError('resource_not_found')
    const path = `${CONSOLE}/List/${segment(of)}/Recipients/Subscribed`
    const { TotalElementsCount: contactCount } = await api.get(path, items(recipient), { pageSize: 1 })
    const fields = (await fieldsOf(api)).map(({ Description }) => Description)
    return { ...describeList(body), contactCount, fields, signupUrl: null }
  },

  contacts: listContacts,

  async contact(api, { audience, contact }) {
    if (audience === null) throw new ProblemError('audience_required')
    return findContact(api, audience, contact)
  },

  segments(api, audience, page) {
    const group = z.object({ idGroup: integerId, Name: z.string() })
    const path = `${CONSOLE}/List/${segment(audience)}/Groups`
    // Groups have no member count here.
    return pageOf(api, path, group, page, ({ idGroup, Name }) => ({
      id: idGroup,
      name: Name,
      contactCount: null,
    }))
  },

  async campaigns(api, page) {
    const [messages, sendRequests] = await Promise.all([allMessages(api), sendRequestsOf(api)])
    const newestFirst = messages.toSorted((a, b) =>
      (b.CreationDate ?? '').localeCompare(a.CreationDate ?? ''),
    )
    const { items, next } = pageOfAll(newestFirst, page)
    // Each message costs a call that shows whether it was sent, so only this page is described, and sent ones are cached.
    const described = await forEach(items, CONCURRENCY, (one) => describeMessage(api, one, sendRequests))
    return { items: described, next }
  },

  async campaign(api, of) {
    return describeMessage(api, await api.get(messagePath(of), message), await sendRequestsOf(api))
  },

  async report(api, campaignId) {
    const ask = (kind: string): Promise<number> =>
      api.get(`${STATISTICS}/Message/${messageOf(campaignId)}/Count/${kind}`, count)
    const sent = await ask('Recipients')
    const [opened, clicked] = [await ask('Views'), await ask('Clicks')]
    const [bounced, unsubscribes] = [await ask('Bounces'), await ask('Unsubscriptions')]
    return {
      campaignId,
      sent,
      opens: { total: null, unique: opened, rate: rateOf(opened, sent, bounced) },
      clicks: { total: null, unique: clicked, rate: rateOf(clicked, sent, bounced) },
      bounces: { total: bounced, hard: null, soft: null },
      unsubscribes,
      complaints: null,
      revenue: null,
    }
  },

  async templates(api, page) {
    const shape = z.object({ Id: integerId, Title: z.string() })
    const all = []
    for (const { idList } of await allLists(api)) {
      const own = await everything(api, `${CONSOLE}/List/${idList}/Templates`, shape)
      all.push(...own.map(({ Id, Title }) => ({ id: Id, name: Title, createdAt: null })))
    }
    return pageOfAll([...new Map(all.map((template) => [template.id, template])).values()], page)
  },
}

/** The account's recipient fields: up to 39, identified by number. */
export function fieldsOf(api: ProviderApi): Promise<z.output<typeof field>[]> {
  return everything(api, `${CONSOLE}/Recipient/DynamicFields`, field)
}

/** As they were within the last minute, for many contacts whose fields are known. */
export function fieldsOfLately(api: ProviderApi): ReturnType<typeof fieldsOf> {
  return api.remember(
    'recipient fields',
    () => fieldsOf(api),
    () => MINUTE,
  )
}

const readLists = (api: ProviderApi): Promise<z.output<typeof list>[]> =>
  everything(api, `${CONSOLE}/User/Lists`, list)

export function allLists(api: ProviderApi): Promise<z.output<typeof list>[]> {
  return api.remember(
    'lists',
    () => readLists(api),
    () => MINUTE,
  )
}

/** The messages of all lists. */
function allMessages(api: ProviderApi): Promise<z.output<typeof message>[]> {
  return everything(api, `${CONSOLE}/User/Emails`, message)
}

/** The queue: messages that are being sent, and scheduled ones. */
async function sendRequestsOf(api: ProviderApi): Promise<SendRequests> {
  const ask = async (state: string) =>
    new Map((await queued(api, state)).map(({ IdMessage, StartDate }) => [IdMessage, StartDate]))
  const [sending, scheduled] = await Promise.all([ask('Immediate'), ask('Deferred')])
  return { sending, scheduled }
}

export function queued(api: ProviderApi, state: string): Promise<z.output<typeof sending>[]> {
  return everything(api, `${CONSOLE}/Email/Sendings/${state}`, sending)
}
