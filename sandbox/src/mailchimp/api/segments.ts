import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { AccountData, Campaign, Condition, List, Member, Segment } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { describeMember, findMember } from './member.ts'
import { deliveryOf } from './deliveries.ts'
import { links, pageOf, select, timestamp, type PageQuery } from './representation.ts'
import { filterOfTimes } from './time-filter.ts'
import { membersIn } from '../list-members.ts'
import { readConditions } from './read-conditions.ts'

interface SegmentBody {
  name?: string
  static_segment?: string[]
  options?: { match?: 'all' | 'any'; conditions?: Condition[] }
}

interface SegmentsQuery extends PageQuery {
  type?: string
}

interface MembersQuery extends PageQuery {
  include_cleaned?: string
  include_transactional?: string
  include_unsubscribed?: string
}

interface Params {
  listId: string
  segmentId: string
}

export function segmentOf(list: List, id: string | number): Segment {
  const segment = list.segments.find((segment) => segment.id === Number(id))
  if (!segment) throw problems.notFound()
  return segment
}

/** @param campaigns of the account, for conditions about what members did */
export function membersOf(list: List, segment: Segment, campaigns: AccountData['campaigns']): Member[] {
  const members = membersIn(list).filter((member) => member.status !== 'archived')
  if (segment.type === 'static') return members.filter((member) => member.tags.includes(segment.id))
  const every = segment.match === 'all'
  return members.filter((member) =>
    every
      ? segment.conditions.every((c) => meets(member, c, campaigns))
      : segment.conditions.some((c) => meets(member, c, campaigns)),
  )
}

/** What a member did with one campaign. */
function hasDone(member: Member, op: string, campaign: Campaign | undefined): boolean {
  const delivery = campaign?.recipients.includes(member.hash) ? deliveryOf(campaign, member.hash) : undefined
  const did: Record<string, boolean> = {
    sent: delivery !== undefined,
    open: (delivery?.opens.length ?? 0) > 0,
    click: (delivery?.clicks.length ?? 0) > 0,
  }
  return op.startsWith('no') ? did[op.slice(2)] === false : did[op] === true
}

/** The most common condition types: merge fields, rating, email address, tags, and what was done with a campaign. */
function meets(
  member: Member,
  { field, op, value: given }: Condition,
  campaigns: AccountData['campaigns'],
): boolean {
  const value = typeof given === 'object' ? '' : given
  if (field === 'aim') return hasDone(member, op, campaigns[String(value)])
  if (field === 'static_segment') return member.tags.includes(Number(value)) === (op === 'static_is')
  const merged =
    field === 'rating' ? member.rating : field === 'EMAIL' ? member.email : member.mergeFields[field]
  const own = typeof merged === 'string' || typeof merged === 'number' ? merged : ''
  const text = String(own).toLowerCase()
  const wanted = String(value).toLowerCase()
  const tests: Record<string, boolean> = {
    is: text === wanted,
    not: text !== wanted,
    contains: text.includes(wanted),
    notcontain: !text.includes(wanted),
    starts: text.startsWith(wanted),
    ends: text.endsWith(wanted),
    greater: Number(own) > Number(value),
    less: Number(own) < Number(value),
    blank: text === '',
    blank_not: text !== '',
  }
  return tests[op] ?? false
}

export function registerSegments(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Params: Params; Querystring: SegmentsQuery }>('/lists/:listId/segments', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const dc = principalOf(request).account.dataCenter
    const isInTime = filterOfTimes<Segment>(request.query, {
      created_at: ({ createdAt }) => createdAt,
      updated_at: ({ updatedAt }) => updatedAt,
    })
    const found = list.segments.filter(
      (segment) => (!request.query.type || segment.type === request.query.type) && isInTime(segment),
    )
    return select(
      {
        segments: pageOf(found, request.query).map((segment) =>
          describe(segment, list, describing(world, request)),
        ),
        list_id: list.id,
        total_items: found.length,
        _links: links(dc, `/lists/${list.id}/segments`),
      },
      request.query,
    )
  })

  server.get<{ Params: Params; Querystring: PageQuery }>('/lists/:listId/segments/:segmentId', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const segment = segmentOf(list, request.params.segmentId)
    return select(describe(segment, list, describing(world, request)), request.query)
  })

  server.get<{ Params: Params; Querystring: MembersQuery }>(
    '/lists/:listId/segments/:segmentId/members',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const dc = principalOf(request).account.dataCenter
      const segment = segmentOf(list, request.params.segmentId)
      const hidden = hiddenStatuses(request.query)
      const { campaigns } = dataFor(world, request)
      const members = membersOf(list, segment, campaigns).filter(({ status }) => !hidden.has(status))
      return select(
        {
          members: pageOf(members, request.query).map((member) => describeMember(member, list, dc)),
          total_items: members.length,
          _links: links(dc, `/lists/${list.id}/segments/${segment.id}/members`),
        },
        request.query,
      )
    },
  )
}

/** Members without subscription are left out, unless the query asks for none of the kinds or for theirs. */
function hiddenStatuses(query: MembersQuery): ReadonlySet<string> {
  const asked = {
    cleaned: query.include_cleaned,
    transactional: query.include_transactional,
    unsubscribed: query.include_unsubscribed,
  }
  if (Object.values(asked).every((value) => value === undefined)) return new Set()
  return new Set(Object.entries(asked).flatMap(([status, value]) => (value === 'true' ? [] : [status])))
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Params: Params; Body: SegmentBody }>('/lists/:listId/segments', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const { name, static_segment, options } = request.body
    if (!name) throw problems.invalid([{ field: 'name', message: 'This value should not be blank.' }])
    const now = world.clock.now().toISOString()
    const segment: Segment = {
      id: Math.max(4000, ...list.segments.map(({ id }) => id)) + 1,
      name,
      type: static_segment ? 'static' : 'saved',
      match: options?.match ?? 'all',
      conditions: options?.conditions ?? [],
      createdAt: now,
      updatedAt: now,
    }
    list.segments.push(segment)
    for (const email of static_segment ?? []) addTo(list, segment, email)
    return describe(segment, list, describing(world, request))
  })

  server.patch<{ Params: Params; Body: SegmentBody }>('/lists/:listId/segments/:segmentId', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const segment = segmentOf(list, request.params.segmentId)
    const { name, static_segment, options } = request.body
    if (name !== undefined) segment.name = name
    if (options?.match) segment.match = options.match
    if (options?.conditions) segment.conditions = readConditions(options.conditions.flat())
    if (static_segment) {
      for (const member of membersOf(list, segment, {})) removeFrom(list, segment, member.email)
      for (const email of static_segment) addTo(list, segment, email)
    }
    segment.updatedAt = world.clock.now().toISOString()
    return describe(segment, list, describing(world, request))
  })

  server.delete<{ Params: Params }>('/lists/:listId/segments/:segmentId', (request, reply) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const { id } = segmentOf(list, request.params.segmentId)
    list.segments = list.segments.filter((segment) => segment.id !== id)
    for (const member of membersIn(list)) member.tags = member.tags.filter((tag) => tag !== id)
    return reply.code(204).send()
  })
}

interface Describing {
  readonly dc: string
  readonly campaigns: AccountData['campaigns']
}

function describing(world: World, request: Parameters<typeof dataFor>[1]): Describing {
  return {
    dc: principalOf(request).account.dataCenter,
    campaigns: dataFor(world, request).campaigns,
  }
}

/** Adds the member with this address to a static segment; undefined if the list has none. */
export function addTo(list: List, segment: Segment, email: string): Member | undefined {
  const member = findMember(list, email)
  if (member && !member.tags.includes(segment.id)) member.tags.push(segment.id)
  return member
}

/** Removes the member from a static segment; undefined if it is not in it. */
export function removeFrom(list: List, segment: Segment, email: string): Member | undefined {
  const member = findMember(list, email)
  if (!member?.tags.includes(segment.id)) return undefined
  member.tags = member.tags.filter((tag) => tag !== segment.id)
  return member
}

function describe(segment: Segment, list: List, { dc, campaigns }: Describing): Record<string, unknown> {
  return {
    id: segment.id,
    name: segment.name,
    // Active subscribers only.
    member_count: membersOf(list, segment, campaigns).filter(({ status }) => status === 'subscribed').length,
    type: segment.type,
    created_at: timestamp(segment.createdAt),
    updated_at: timestamp(segment.updatedAt),
    ...(segment.type !== 'static' && { options: { match: segment.match, conditions: segment.conditions } }),
    list_id: list.id,
    _links: links(dc, `/lists/${list.id}/segments/${segment.id}`),
  }
}
