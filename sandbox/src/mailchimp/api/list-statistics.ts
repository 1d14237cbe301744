import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, List, Member } from '../account-data.ts'
import { problems } from '../problem.ts'
import { dataFor, principalOf } from './gate.ts'
import { listOf } from './lists.ts'
import { findMember } from './member.ts'
import { activityOf } from './activity.ts'
import { deliveryOf } from './deliveries.ts'
import { minutesAfter } from './reports.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'
import { membersIn } from '../list-members.ts'

interface OfList {
  Params: { listId: string; month: string; member: string }
  Querystring: PageQuery & { sort_dir?: 'ASC' | 'DESC'; action?: string; activity_filters?: string }
}

const DAY_MS = 86_400_000

/** Statistics of a list and of a member, derived from members and campaigns. */
export function registerListStatistics(server: FastifyInstance, world: World): void {
  registerGrowth(server, world)
  registerFigures(server, world)
  registerMemberActivity(server, world)
}

function registerGrowth(server: FastifyInstance, world: World): void {
  server.get<OfList>('/lists/:listId/growth-history', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const dc = principalOf(request).account.dataCenter
    const rows = growthOf(list, dc).toSorted((a, b) => b.month.localeCompare(a.month))
    if (request.query.sort_dir === 'ASC') rows.reverse()
    const path = `/lists/${list.id}/growth-history`
    const body = {
      history: pageOf(rows, request.query),
      list_id: list.id,
      total_items: rows.length,
      _links: links(dc, path),
    }
    return select(body, request.query)
  })
  server.get<OfList>('/lists/:listId/growth-history/:month', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const row = growthOf(list, principalOf(request).account.dataCenter).find(
      ({ month }) => month === request.params.month,
    )
    if (!row) throw problems.notFound()
    return select(row, request.query)
  })
}

function growthOf(list: List, dc: string) {
  const months = Map.groupBy(membersIn(list), ({ signupAt }) => signupAt.slice(0, 7))
  const sorted = [...months].toSorted(([a], [b]) => a.localeCompare(b))
  let existing = 0
  return sorted.map(([month, joined]) => {
    const count = (status: Member['status']): number =>
      joined.filter((member) => member.status === status).length
    const before = existing
    existing += joined.length
    return {
      list_id: list.id,
      month,
      existing: before,
      imports: joined.filter(({ source }) => source === 'Import').length,
      optins: joined.filter(({ source }) => source !== 'Import').length,
      subscribed: count('subscribed'),
      unsubscribed: count('unsubscribed'),
      reconfirm: 0,
      cleaned: count('cleaned'),
      pending: count('pending'),
      deleted: count('archived'),
      transactional: count('transactional'),
      _links: links(dc, `/lists/${list.id}/growth-history/${month}`),
    }
  })
}

function registerFigures(server: FastifyInstance, world: World): void {
  const register = (
    name: string,
    member: string,
    rowsOf: (list: List, data: AccountData, now: Date) => Record<string, unknown>[],
  ): void => {
    server.get<OfList>(`/lists/:listId/${name}`, (request) => {
      const data = dataFor(world, request)
      const list = listOf(data, request.params.listId)
      const dc = principalOf(request).account.dataCenter
      const rows = rowsOf(list, data, world.clock.now())
      const path = `/lists/${list.id}/${name}`
      const body = {
        [member]: pageOf(rows, request.query),
        list_id: list.id,
        total_items: rows.length,
        _links: links(dc, path),
      }
      return select(body, request.query)
    })
  }
  register('locations', 'locations', (list) => {
    const total = membersIn(list).length
    return total === 0 ? [] : [{ country: 'Netherlands', cc: 'NL', percent: 100, total }]
  })
  register('clients', 'clients', (list) => {
    const total = membersIn(list).length
    return [
      { client: 'Gmail', members: Math.ceil(total * 0.6) },
      { client: 'Apple Mail', members: Math.floor(total * 0.4) },
    ]
  })
  register('activity', 'activity', (list, data, now) =>
    Array.from({ length: 180 }, (_, index) => dayOf(list, data, new Date(now.getTime() - index * DAY_MS))),
  )
}

/** What happened in a list on one day. */
function dayOf(list: List, data: AccountData, at: Date): Record<string, unknown> {
  const day = at.toISOString().slice(0, 10)
  const members = membersIn(list)
  const sent = Object.values(data.campaigns)
    .filter(
      ({ listId, status, sendTime }) => listId === list.id && status === 'sent' && sendTime?.startsWith(day),
    )
    .map((campaign) => activityOf(campaign))
  const sum = (of: 'uniqueOpens' | 'uniqueClicks' | 'hardBounces' | 'softBounces'): number =>
    sent.reduce((total, activity) => total + activity[of], 0)
  return {
    day,
    emails_sent: sent.reduce((total, { sent: emails }) => total + emails, 0),
    unique_opens: sum('uniqueOpens'),
    recipient_clicks: sum('uniqueClicks'),
    hard_bounce: sum('hardBounces'),
    soft_bounce: sum('softBounces'),
    subs: members.filter(({ signupAt }) => signupAt.startsWith(day)).length,
    unsubs: members.filter(({ status, changedAt }) => status === 'unsubscribed' && changedAt.startsWith(day))
      .length,
    other_adds: 0,
    other_removes: 0,
    _links: [],
  }
}

function registerMemberActivity(server: FastifyInstance, world: World): void {
  const memberPath = '/lists/:listId/members/:member'
  const find = (request: Parameters<typeof dataFor>[1] & { params: OfList['Params'] }) => {
    const data = dataFor(world, request)
    const list = listOf(data, request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    const dc = principalOf(request).account.dataCenter
    return { data, list, member, dc, path: `/lists/${list.id}/members/${member.hash}` }
  }
  server.get<OfList>(`${memberPath}/activity`, (request) => {
    const { data, list, member, dc, path } = find(request)
    const wanted = request.query.action?.split(',')
    const rows = eventsOf(member, data).filter(({ action }) => !wanted || wanted.includes(action))
    const activity = rows.map(({ action, at, campaignId, title, url }) => {
      return { action, timestamp: at, campaign_id: campaignId, title, type: 'regular', url }
    })
    const body = {
      activity: pageOf(activity, request.query),
      email_id: member.hash,
      list_id: list.id,
      total_items: rows.length,
      _links: links(dc, `${path}/activity`),
    }
    return select(body, request.query)
  })
  server.get<OfList>(`${memberPath}/activity-feed`, (request) => {
    const { data, list, member, dc, path } = find(request)
    const wanted = request.query.activity_filters?.split(',')
    const rows = eventsOf(member, data).filter(({ action }) => !wanted || wanted.includes(action))
    const activity = rows.map(({ action, at, campaignId, title, url }) => {
      return {
        activity_type: action,
        created_at_timestamp: at,
        campaign_id: campaignId,
        campaign_title: title,
        link_clicked: url,
        ...(action === 'unsub' && { is_admin_unsubscribed: campaignId === '' }),
      }
    })
    const body = {
      activity: pageOf(activity, request.query),
      email_id: member.hash,
      list_id: list.id,
      _links: links(dc, `${path}/activity-feed`),
    }
    return select(body, request.query)
  })
  server.get<OfList>(`${memberPath}/goals`, (request) => {
    const { list, member, dc, path } = find(request)
    const body = {
      goals: [],
      email_id: member.hash,
      list_id: list.id,
      total_items: 0,
      _links: links(dc, `${path}/goals`),
    }
    return select(body, request.query)
  })
}

interface MemberEvent {
  readonly action: 'sent' | 'open' | 'click' | 'bounce' | 'unsub'
  readonly at: string
  readonly campaignId: string
  readonly title: string
  readonly url: string
}

/** What a member did with campaigns, the newest first. */
function eventsOf(member: Member, data: AccountData): MemberEvent[] {
  const events = Object.values(data.campaigns).flatMap((campaign): MemberEvent[] => {
    if (campaign.status !== 'sent' || !campaign.recipients.includes(member.hash)) return []
    const delivery = deliveryOf(campaign, member.hash)
    const event = (action: MemberEvent['action'], minutes: number, url = ''): MemberEvent => ({
      action,
      at: minutesAfter(campaign, minutes),
      campaignId: campaign.id,
      title: String(campaign.settings['title']),
      url,
    })
    return [
      event('sent', 0),
      ...(delivery.status === 'sent' ? [] : [event('bounce', 1)]),
      ...delivery.opens.map((minutes) => event('open', minutes)),
      ...delivery.clicks.map((link) =>
        event('click', (delivery.opens[0] ?? 0) + 1, campaign.links[link] ?? ''),
      ),
      ...(delivery.unsubscribed ? [event('unsub', (delivery.opens[0] ?? 0) + 2)] : []),
    ]
  })
  const { unsubscribedByAdminAt: at } = member
  if (at) events.push({ action: 'unsub', at, campaignId: '', title: '', url: '' })
  return events.toSorted((a, b) => b.at.localeCompare(a.at))
}
