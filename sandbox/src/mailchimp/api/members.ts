import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import type { List, Member } from '../account-data.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { changeMember, createMember, describeMember, findMember, type MemberBody } from './member.ts'
import { links, pageOf, select, type PageQuery } from './representation.ts'

interface MembersQuery extends PageQuery {
  status?: string
  since_last_changed?: string
  since_timestamp_opt?: string
  unsubscribed_since?: string
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
    const found = filterMembers(list, request.query)
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
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = createMember(list, request.body, nowOf(world))
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })

  server.put<{ Params: MemberParams; Body: MemberBody }>('/lists/:listId/members/:member', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const { tags: _tags, ...body } = request.body // PUT does not take tags; POST does
    const existing = findMember(list, request.params.member)
    if (!existing && !body.status_if_new && !body.status)
      throw problems.invalid([{ field: 'status_if_new', message: 'This value should not be blank.' }])
    const member = existing
      ? changeMember(list, existing, body, nowOf(world))
      : createMember(list, { ...body, status: body.status_if_new ?? body.status }, nowOf(world))
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })

  server.patch<{ Params: MemberParams; Body: MemberBody }>('/lists/:listId/members/:member', (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    changeMember(list, member, request.body, nowOf(world))
    return describeMember(member, list, principalOf(request).account.dataCenter)
  })
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
    return reply.code(204).send()
  })

  server.post<{ Params: MemberParams }>(
    '/lists/:listId/members/:member/actions/delete-permanent',
    (request, reply) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const member = findMember(list, request.params.member)
      if (!member) throw problems.notFound()
      delete list.members[member.hash]
      list.forgotten.push(member.hash)
      return reply.code(204).send()
    },
  )
}

const nowOf = (world: World): string => world.clock.now().toISOString()

function filterMembers(list: List, query: MembersQuery): Member[] {
  const { status, since_last_changed, since_timestamp_opt, unsubscribed_since, vip_only } = query
  const since = (given: string | undefined, at: string): boolean =>
    !given || Date.parse(at) > Date.parse(given)
  const found = Object.values(list.members).filter(
    (member) =>
      (status ? member.status === status : member.status !== 'archived') &&
      since(since_last_changed, member.changedAt) &&
      since(since_timestamp_opt, member.optAt) &&
      (!unsubscribed_since ||
        (member.status === 'unsubscribed' && since(unsubscribed_since, member.changedAt))) &&
      (vip_only !== 'true' || member.vip),
  )
  if (!query.sort_field) return found
  const key = ({ timestamp_opt: 'optAt', timestamp_signup: 'signupAt', last_changed: 'changedAt' } as const)[
    query.sort_field
  ]
  const direction = query.sort_dir === 'DESC' ? -1 : 1
  return found.toSorted((a, b) => direction * a[key].localeCompare(b[key]))
}
