import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { World } from '../../world.ts'
import type { AccountData, ContactList } from '../account-data.ts'
import { startActivity } from './activities.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { sequenceIdOf } from './sequence-id.ts'

interface One {
  Params: { id: string }
}
interface Counted {
  Querystring: { include_membership_count?: 'all' | 'active' }
}

function membersOf({ contacts }: AccountData, list: string, count: 'all' | 'active'): number {
  return Object.values(contacts).filter(
    ({ lists, deleted_at, permission }) =>
      deleted_at === null && lists.includes(list) && (count === 'all' || permission !== 'unsubscribed'),
  ).length
}

/** @param count from `include_membership_count`: all members, or active ones */
const represent = (data: AccountData, { hidden: _ofV2, ...list }: ContactList, count?: 'all' | 'active') => ({
  ...list,
  ...(count && { membership_count: membersOf(data, list.list_id, count) }),
})

/** @throws Refusal 404 */
function listOf(data: AccountData, id: string): ContactList {
  const list = data.lists[id]
  if (!list) throw refusals.notFound('lists')
  return list
}

export function registerLists(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerWrites(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<Counted>('/contact_lists', (request) => {
    const data = dataFor(world, request)
    const all = Object.values(data.lists)
    const { items, _links } = pageOf(request, all, { standard: 50, most: 1000 })
    return {
      lists: items.map((list) => represent(data, list, request.query.include_membership_count)),
      lists_count: all.length,
      _links,
    }
  })
  server.get<{ Querystring: { sequence_ids?: string } }>('/contact_lists/list_id_xrefs', (request) => {
    const wanted = (request.query.sequence_ids ?? '').split(',')
    const found = Object.keys(dataFor(world, request).lists).filter((id) => wanted.includes(sequenceIdOf(id)))
    return { xrefs: found.map((list_id) => ({ sequence_id: sequenceIdOf(list_id), list_id })) }
  })
  server.get<One & Counted>('/contact_lists/:id', (request) => {
    const data = dataFor(world, request)
    return represent(data, listOf(data, request.params.id), request.query.include_membership_count)
  })
}

function registerWrites(server: FastifyInstance, world: World): void {
  server.post<{ Body: { name?: string; description?: string; favorite?: boolean } | null }>(
    '/contact_lists',
    (request, reply) => {
      const data = dataFor(world, request)
      const { name, description = '', favorite = false } = request.body ?? {}
      if (!name) throw refusals.invalid('lists', 'name is required.')
      if (Object.values(data.lists).some((list) => list.name === name))
        throw refusals.conflict('lists', 'A list with this name exists.')
      const at = world.clock.now().toISOString()
      const list = { list_id: randomUUID(), name, description, favorite, created_at: at, updated_at: at }
      data.lists[list.list_id] = list
      return reply.code(201).send(represent(data, list))
    },
  )
  server.put<One & { Body: { name?: string; description?: string; favorite?: boolean } | null }>(
    '/contact_lists/:id',
    (request) => {
      const data = dataFor(world, request)
      const list = listOf(data, request.params.id)
      const {
        name = list.name,
        description = list.description,
        favorite = list.favorite,
      } = request.body ?? {}
      Object.assign(list, { name, description, favorite, updated_at: world.clock.now().toISOString() })
      return represent(data, list)
    },
  )
  // Deletion is an activity: 202, completed later.
  server.delete<One>('/contact_lists/:id', (request, reply) => {
    const data = dataFor(world, request)
    const { list_id } = listOf(data, request.params.id)
    delete data.lists[list_id]
    for (const contact of Object.values(data.contacts))
      contact.lists = contact.lists.filter((id) => id !== list_id)
    return reply.code(202).send(startActivity(world, data, 0))
  })
}
