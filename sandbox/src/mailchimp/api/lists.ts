import type { FastifyInstance } from 'fastify'
import { randomHex } from '../../random-values.ts'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, List, Member, MemberStatus } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { activityOf } from './activity.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { createRecord } from '../../records.ts'
import { createMergeFields } from '../data/lists.ts'
import { findMember } from './member.ts'
import { filterOfTimes } from './time-filter.ts'
import { membersIn } from '../list-members.ts'

interface ListBody {
  name?: string
  permission_reminder?: string
  email_type_option?: boolean
  double_optin?: boolean
  contact?: Record<string, string>
  campaign_defaults?: List['campaignDefaults']
  use_archive_bar?: boolean
  marketing_permissions?: boolean
  notify_on_subscribe?: string
  notify_on_unsubscribe?: string
}

interface ListsQuery extends PageQuery {
  email?: string
  sort_field?: 'date_created'
  sort_dir?: 'ASC' | 'DESC'
  has_ecommerce_store?: string
}

export function listOf(data: AccountData, id: string): List {
  const list = data.lists[id]
  if (!list) throw problems.notFound()
  return list
}

/** Audiences, called lists in this API. */
export function registerLists(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: ListsQuery }>('/lists', (request) => {
    const data = dataFor(world, request)
    const dc = principalOf(request).account.dataCenter
    const all = filterLists(data, request.query)
    return select(
      {
        lists: pageOf(all, request.query).map((list) => describeList(list, data, dc)),
        total_items: all.length,
        constraints: {
          may_create: true,
          max_instances: 25,
          current_total_instances: Object.keys(data.lists).length,
        },
        _links: links(dc, '/lists'),
      },
      request.query,
    )
  })

  server.get<{ Params: { listId: string }; Querystring: PageQuery }>('/lists/:listId', (request) => {
    const data = dataFor(world, request)
    const list = listOf(data, request.params.listId)
    return select(describeList(list, data, principalOf(request).account.dataCenter), request.query)
  })
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Body: ListBody }>('/lists', (request) => {
    const { body } = request
    const data = dataFor(world, request)
    const now = world.clock.now().toISOString()
    const list: List = {
      id: randomHex(10),
      webId: data.nextId++,
      name: body.name ?? '',
      createdAt: now,
      permissionReminder: body.permission_reminder ?? '',
      contact: body.contact ?? {},
      campaignDefaults: body.campaign_defaults ?? {
        from_name: '',
        from_email: '',
        subject: '',
        language: 'en',
      },
      emailTypeOption: body.email_type_option ?? false,
      doubleOptin: body.double_optin ?? false,
      mergeFields: createMergeFields().slice(0, 2),
      segments: [],
      members: createRecord(),
      forgotten: [],
    }
    changeSettings(list, body)
    data.lists[list.id] = list
    return describeList(list, data, principalOf(request).account.dataCenter)
  })

  server.patch<{ Params: { listId: string }; Body: ListBody }>('/lists/:listId', (request) => {
    const data = dataFor(world, request)
    const list = listOf(data, request.params.listId)
    const { name, permission_reminder, contact, campaign_defaults } = request.body
    if (name !== undefined) list.name = name
    if (permission_reminder !== undefined) list.permissionReminder = permission_reminder
    if (contact) list.contact = { ...list.contact, ...contact }
    if (campaign_defaults) list.campaignDefaults = { ...list.campaignDefaults, ...campaign_defaults }
    changeSettings(list, request.body)
    return describeList(list, data, principalOf(request).account.dataCenter)
  })

  server.delete<{ Params: { listId: string } }>('/lists/:listId', (request, reply) => {
    const data = dataFor(world, request)
    delete data.lists[listOf(data, request.params.listId).id]
    return reply.code(204).send()
  })
}

function changeSettings(list: List, body: ListBody): void {
  Object.assign(list, {
    ...(body.double_optin !== undefined && { doubleOptin: body.double_optin }),
    ...(body.email_type_option !== undefined && { emailTypeOption: body.email_type_option }),
    ...(body.use_archive_bar !== undefined && { useArchiveBar: body.use_archive_bar }),
    ...(body.marketing_permissions !== undefined && { marketingPermissions: body.marketing_permissions }),
    ...(body.notify_on_subscribe !== undefined && { notifyOnSubscribe: body.notify_on_subscribe }),
    ...(body.notify_on_unsubscribe !== undefined && { notifyOnUnsubscribe: body.notify_on_unsubscribe }),
  })
}

/** When the latest campaign of the list was sent, in ISO 8601; empty: never. */
export function lastSentAt(list: List, data: AccountData): string {
  const sent = Object.values(data.campaigns).filter((c) => c.listId === list.id && c.status === 'sent')
  return sent.reduce((latest, { sendTime }) => (sendTime && sendTime > latest ? sendTime : latest), '')
}

function filterLists(data: AccountData, query: ListsQuery): List[] {
  const isInTime = filterOfTimes<List>(query, {
    date_created: ({ createdAt }) => createdAt,
    campaign_last_sent: (list) => lastSentAt(list, data),
  })
  const found = Object.values(data.lists).filter((list) => {
    const stores = data.resources?.['/ecommerce/stores'] ?? []
    return (
      isInTime(list) &&
      (!query.email || findMember(list, query.email) !== undefined) &&
      (query.has_ecommerce_store !== 'true' || stores.some((store) => store['list_id'] === list.id))
    )
  })
  const sign = query.sort_dir === 'DESC' ? -1 : 1
  return query.sort_field ? found.toSorted((a, b) => sign * a.createdAt.localeCompare(b.createdAt)) : found
}

function describeList(list: List, data: AccountData, dc: string): Record<string, unknown> {
  return {
    id: list.id,
    web_id: list.webId,
    name: list.name,
    contact: list.contact,
    permission_reminder: list.permissionReminder,
    use_archive_bar: list.useArchiveBar ?? true,
    campaign_defaults: list.campaignDefaults,
    notify_on_subscribe: list.notifyOnSubscribe ?? '',
    notify_on_unsubscribe: list.notifyOnUnsubscribe ?? '',
    date_created: timestamp(list.createdAt),
    list_rating: 4,
    email_type_option: list.emailTypeOption,
    subscribe_url_short: `https://eepurl.example.com/${list.id}`,
    subscribe_url_long: `https://example.${dc}.list-manage.com/subscribe?u=sandbox&id=${list.id}`,
    beamer_address: `${dc}-${list.id}@inbound.mailchimp.com`,
    visibility: 'pub',
    double_optin: list.doubleOptin,
    has_welcome: false,
    marketing_permissions: list.marketingPermissions ?? false,
    modules: [],
    stats: statsOf(list, data),
    _links: links(dc, `/lists/${list.id}`),
  }
}

const MONTH_MS = 30 * 86_400_000

interface MembersSummary {
  readonly total: number
  readonly counts: Record<MemberStatus, number>
  /** When the latest one signed up, and when the latest one unsubscribed, in ISO 8601; empty: never. */
  readonly signedUpAt: string
  readonly unsubscribedAt: string
}

/** In one pass: an audience has thousands of members. */
function summaryOf(members: readonly Member[]): MembersSummary {
  const counts = { subscribed: 0, unsubscribed: 0, cleaned: 0, pending: 0, transactional: 0, archived: 0 }
  let [signedUpAt, unsubscribedAt] = ['', '']
  for (const { status, signupAt, changedAt } of members) {
    counts[status] += 1
    if (signupAt > signedUpAt) signedUpAt = signupAt
    if (status === 'unsubscribed' && changedAt > unsubscribedAt) unsubscribedAt = changedAt
  }
  return { total: members.length, counts, signedUpAt, unsubscribedAt }
}

/** `open_rate` and `click_rate` are percentages here, and fractions in reports. */
function statsOf(list: List, data: AccountData): Record<string, unknown> {
  const { total, counts, signedUpAt, unsubscribedAt } = summaryOf(membersIn(list))
  const sent = Object.values(data.campaigns).filter((c) => c.listId === list.id && c.status === 'sent')
  const activities = sent.map((campaign) => activityOf(campaign))
  const delivered = activities.reduce((sum, activity) => sum + activity.delivered, 0)
  const percent = (of: 'uniqueOpens' | 'uniqueClicks'): number =>
    delivered === 0 ? 0 : (activities.reduce((sum, activity) => sum + activity[of], 0) / delivered) * 100
  const months = Math.max(
    1,
    (Date.parse(signedUpAt || list.createdAt) - Date.parse(list.createdAt)) / MONTH_MS,
  )
  return {
    member_count: counts.subscribed,
    total_contacts: total - counts.archived,
    unsubscribe_count: counts.unsubscribed,
    cleaned_count: counts.cleaned,
    member_count_since_send: 0,
    unsubscribe_count_since_send: 0,
    cleaned_count_since_send: 0,
    campaign_count: sent.length,
    campaign_last_sent: timestamp(lastSentAt(list, data)),
    merge_field_count: list.mergeFields.length,
    avg_sub_rate: Math.round(total / months),
    avg_unsub_rate: Math.round(counts.unsubscribed / months),
    target_sub_rate: 2,
    open_rate: percent('uniqueOpens'),
    click_rate: percent('uniqueClicks'),
    last_sub_date: timestamp(signedUpAt),
    last_unsub_date: timestamp(unsubscribedAt),
  }
}
