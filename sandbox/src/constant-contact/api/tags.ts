import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { World } from '../../world.ts'
import type { AccountData, Tag } from '../account-data.ts'
import { deleteTag, startActivity } from './activities.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string }
  Querystring: { include_count?: string }
}

/** Tags of contacts. */
export function registerTags(server: FastifyInstance, world: World): void {
  const now = (): string => world.clock.now().toISOString()
  server.get<One>('/contact_tags', (request) => {
    const data = dataFor(world, request)
    const { items, _links } = pageOf(request, Object.values(data.tags), { standard: 50, most: 500 })
    return { tags: items.map((tag) => represent(data, tag, request.query.include_count)), _links }
  })
  server.get<One>('/contact_tags/:id', (request) => {
    const data = dataFor(world, request)
    return represent(data, tagOf(data, request.params.id), request.query.include_count)
  })
  server.post<{ Body: { name: string; tag_source?: string } }>('/contact_tags', (request, reply) => {
    const data = dataFor(world, request)
    const { name, tag_source: source } = request.body
    requireFreeName(data, name)
    const tag: Tag = {
      tag_id: randomUUID(),
      name,
      created_at: now(),
      ...(source !== undefined && { source }),
    }
    data.tags[tag.tag_id] = tag
    return reply.code(201).send(represent(data, tag))
  })
  server.put<One & { Body: { name: string } }>('/contact_tags/:id', (request) => {
    const data = dataFor(world, request)
    const tag = tagOf(data, request.params.id)
    if (tag.name !== request.body.name) requireFreeName(data, request.body.name)
    Object.assign(tag, { name: request.body.name, updated_at: now() })
    return represent(data, tag)
  })
  // Deletion is an activity: 202, completed later.
  server.delete<One>('/contact_tags/:id', (request, reply) => {
    const data = dataFor(world, request)
    deleteTag(data, tagOf(data, request.params.id).tag_id)
    return reply.code(202).send(startActivity(world, data, 1))
  })
}

/** @throws Refusal 404 */
function tagOf({ tags }: AccountData, id: string): Tag {
  const tag = tags[id]
  if (!tag) throw refusals.notFound('tags')
  return tag
}

function requireFreeName({ tags }: AccountData, name: string): void {
  if (Object.values(tags).some((tag) => tag.name === name)) throw refusals.conflict('tags', 'The tag exists.')
}

function represent(
  { contacts }: AccountData,
  { tag_id, name, created_at, updated_at, source }: Tag,
  count?: string,
) {
  const tagged = (): number => Object.values(contacts).filter(({ tags }) => tags.includes(tag_id)).length
  return {
    tag_id,
    name,
    tag_source: source ?? 'Contact',
    ...(count === 'true' && { contacts_count: tagged() }),
    created_at,
    updated_at: updated_at ?? created_at,
  }
}
