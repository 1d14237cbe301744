import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, List, Member } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { lastSentAt, listOf } from './lists.ts'
import {
  changeMember,
  createMember,
  describeMember,
  findMember,
  uniqueIdOf,
  type MemberBody,
} from './member.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'
import { deliver, eventsOfChange } from '../webhook-deliveries.ts'
import { filterOfTimes } from './time-filter.ts'
import { membersIn, removeMember } from '../list-members.ts'

interface MembersQuery extends PageQuery {
  status?: string
  unsubscribed_since?: string
  since_last_campaign?: string
  email_type?: string
  unique_email_id?: string
  interest_ids?: string
  interest_match?: 'any' | 'all' | 'none'
  vip_only?: string
  sort_field?: 'timestamp_opt' | 'timestamp_signup' | 'last_changed'
  sort_dir?: 'ASC' | 'DESC'
}

interface ListParams {
  listId: string
}

interface MemberParams extends ListParams {
  member: string
}

/** Members of an audience: list, add, get, upsert, update, archive, delete permanently. */
export function registerMembers(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
  registerRemoval(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Params: ListParams; Querystring: MembersQuery }>('/lists/:listId/members', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const dc = principalOf(request).account.dataCenter
    const found = filterMembers(list, request.query, lastSentAt(list, dataFor(world, request)))
    return select(
      {
        members: pageOf(found, request.query).map((member) => describeMember(member, list, dc)),
        list_id: list.id,
        total_items: found.length,
        _links: links(dc, `/lists/${list.id}/members`),
      },
      request.query,
    )
  })

  server.get<{ Params: MemberParams; Querystring: PageQuery }>(
    '/lists/:listId/members/:member',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const member = findMember(list, request.params.member)
      if (!member) throw problems.notFound()
      return select(describeMember(member, list, principalOf(request).account.dataCenter), request.query)
    },
  )
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Params: ListParams; Body: MemberBody }>('/lists/:listId/members', (request) => {
    const data = dataFor(world, request)
    const list = listOf(data, request.params.listId)
    const member = createMember(list, request.body, nowOf(world))
    if (member.status === 'subscribed') deliver(world, data, list, { type: 'subscribe', member })
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })

  server.put<{ Params: MemberParams; Body: MemberBody }>('/lists/:listId/members/:member', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const { tags: _tags, ...body } = request.body // PUT does not take tags; POST does
    const existing = findMember(list, request.params.member)
    if (!existing && !body.status_if_new && !body.status)
      throw problems.invalid([{ field: 'status_if_new', message: 'This value should not be blank.' }])
    const member = existing
      ? applyChange(world, dataFor(world, request), list, existing, () =>
          changeMember(list, existing, body, nowOf(world)),
        )
      : createMember(list, { ...body, status: body.status_if_new ?? body.status }, nowOf(world))
    if (!existing && member.status === 'subscribed')
      deliver(world, dataFor(world, request), list, { type: 'subscribe', member })
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })

  server.patch<{ Params: MemberParams; Body: MemberBody }>('/lists/:listId/members/:member', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    const change = (): Member => changeMember(list, member, request.body, nowOf(world))
    applyChange(world, dataFor(world, request), list, member, change)
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })
}

/** Makes a change and notifies the list's webhooks. Resources below the member, such as notes, move to its new hash. */
function applyChange(
  world: World,
  data: AccountData,
  list: List,
  member: Member,
  change: () => Member,
): Member {
  const before = `/lists/${list.id}/members/${member.hash}/`
  const { email, status } = member
  change()
  for (const event of eventsOfChange({ email, status }, member)) deliver(world, data, list, event)
  const after = `/lists/${list.id}/members/${member.hash}/`
  const { resources = {} } = data
  if (before !== after)
    for (const path of Object.keys(resources).filter((path) => path.startsWith(before))) {
      resources[path.replace(before, after)] = resources[path] ?? []
      delete resources[path]
    }
  return member
}

/** Archived, or deleted for good. */
function registerRemoval(server: FastifyInstance, world: World): void {
  server.delete<{ Params: MemberParams }>('/lists/:listId/members/:member', (request, reply) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    if (member.status === 'archived') throw problems.cannotRemove()
    member.status = 'archived'
    member.changedAt = nowOf(world)
    deliver(world, dataFor(world, request), list, { type: 'unsubscribe', member, action: 'archive' })
    return reply.code(204).send()
  })

  server.post<{ Params: MemberParams }>(
    '/lists/:listId/members/:member/actions/delete-permanent',
    (request, reply) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const member = findMember(list, request.params.member)
      if (!member) throw problems.notFound()
      removeMember(list, member)
      list.forgotten.push(member.hash)
      deliver(world, dataFor(world, request), list, { type: 'unsubscribe', member, action: 'delete' })
      return reply.code(204).send()
    },
  )
}

const nowOf = (world: World): string => world.clock.now().toISOString()

/** @param lastSentAt when the latest campaign of the list was sent; empty: never */
function filterMembers(list: List, query: MembersQuery, lastSentAt: string): Member[] {
  const isInTime = filterOfTimes<Member>(query, {
    last_changed: ({ changedAt }) => changedAt,
    timestamp_opt: ({ optAt }) => optAt,
  })
  const isUnsubscribedSince = filterOfTimes<Member>(
    { since_at: query.unsubscribed_since },
    { at: ({ status, changedAt }) => (status === 'unsubscribed' ? changedAt : '') },
  )
  const found = membersIn(list).filter(
    (member) =>
      (query.status ? member.status === query.status : member.status !== 'archived') &&
      isInTime(member) &&
      isUnsubscribedSince(member) &&
      (query.since_last_campaign !== 'true' || member.changedAt > lastSentAt) &&
      (query.vip_only !== 'true' || member.vip) &&
      (!query.email_type || member.emailType === query.email_type) &&
      (!query.unique_email_id || uniqueIdOf(member) === query.unique_email_id) &&
      hasInterests(member, query),
  )
  if (!query.sort_field) return found
  const key = ({ timestamp_opt: 'optAt', timestamp_signup: 'signupAt', last_changed: 'changedAt' } as const)[
    query.sort_field
  ]
  const direction = query.sort_dir === 'DESC' ? -1 : 1
  // ISO 8601 times can be compared as strings.
  return found.toSorted((a, b) => (a[key] < b[key] ? -direction : direction * Number(a[key] > b[key])))
}

function hasInterests(
  { interests = {} }: Member,
  { interest_ids: ids = '', interest_match: match = 'any' }: MembersQuery,
): boolean {
  if (ids === '') return true
  const chosen = ids.split(',').map((id) => interests[id.trim()] === true)
  if (match === 'all') return chosen.every(Boolean)
  return match === 'any' ? chosen.some(Boolean) : !chosen.some(Boolean)
}
