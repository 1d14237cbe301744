import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { problems } from '../problem.ts'
import { principalOf, dataFor } from './gate.ts'
import { listOf } from './lists.ts'
import { findMember, setTag, tagsOf } from './member.ts'
import { links, pageOf, timestamp, type PageQuery } from './representation.ts'

interface TagsBody {
  tags?: { name: string; status: 'active' | 'inactive' }[]
}

/** Tags of a member, and the search for a tag by prefix. */
export function registerTags(server: FastifyInstance, world: World): void {
  const path = '/lists/:listId/members/:member/tags'
  interface Params {
    listId: string
    member: string
  }

  server.get<{ Params: Params; Querystring: PageQuery }>(path, (request) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    const tags = tagsOf(list, member).map((tag) => ({ ...tag, date_added: timestamp(member.changedAt) }))
    return {
      tags: pageOf(tags, request.query),
      total_items: tags.length,
      _links: links(principalOf(request).account.dataCenter, `/lists/${list.id}/members/${member.hash}/tags`),
    }
  })

  server.post<{ Params: Params; Body: TagsBody }>(path, (request, reply) => {
    const list = listOf(dataFor(world, request), request.params.listId)
    const member = findMember(list, request.params.member)
    if (!member) throw problems.notFound()
    if (!request.body.tags)
      throw problems.invalid([{ field: 'tags', message: 'This value should not be blank.' }])
    for (const { name, status } of request.body.tags)
      setTag(list, member, name, status !== 'inactive', world.clock.now().toISOString())
    return reply.code(204).send()
  })

  server.get<{ Params: { listId: string }; Querystring: { name?: string } }>(
    '/lists/:listId/tag-search',
    (request) => {
      const list = listOf(dataFor(world, request), request.params.listId)
      const start = (request.query.name ?? '').toLowerCase()
      const tags = list.segments
        .filter((segment) => segment.type === 'static' && segment.name.toLowerCase().startsWith(start))
        .map(({ id, name }) => ({ id, name }))
      return {
        tags,
        total_items: tags.length,
        _links: links(principalOf(request).account.dataCenter, `/lists/${list.id}/tag-search`),
      }
    },
  )
}
