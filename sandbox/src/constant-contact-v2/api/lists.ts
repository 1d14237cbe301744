import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AccountData, ContactList } from '../../constant-contact/account-data.ts'
import type { World } from '../../world.ts'
import { representContact } from './contacts.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string }
}

interface ListBody {
  name?: string
  status?: 'ACTIVE' | 'HIDDEN'
}

/** @throws Refusal 400 */
function requireStatus(status: string): void {
  if (status !== 'ACTIVE' && status !== 'HIDDEN')
    throw refusals.invalid('#/status: Value must be one of: ACTIVE, HIDDEN.')
}

const membersOf = ({ contacts }: AccountData, { list_id }: ContactList) =>
  Object.values(contacts).filter(({ lists, deleted_at }) => deleted_at === null && lists.includes(list_id))

/** An array without pages. */
export function registerLists(server: FastifyInstance, world: World): void {
  const represent = (data: AccountData, list: ContactList) => ({
    id: shortId(list.list_id),
    name: list.name,
    status: list.hidden ? 'HIDDEN' : 'ACTIVE',
    contact_count: membersOf(data, list).filter(({ permission }) => permission !== 'unsubscribed').length,
    created_date: list.created_at,
    modified_date: list.updated_at,
  })

  server.get('/lists', (request) => {
    const data = dataFor(world, request)
    return Object.values(data.lists).map((list) => represent(data, list))
  })
  server.get<One>('/lists/:id', (request) => {
    const data = dataFor(world, request)
    return represent(data, byShortId(data.lists, request.params.id))
  })
  server.get<One>('/lists/:id/contacts', (request) => {
    const data = dataFor(world, request)
    return pageOf(request, membersOf(data, byShortId(data.lists, request.params.id)), representContact)
  })
  server.post<{ Body: ListBody | null }>('/lists', (request, reply) => {
    const data = dataFor(world, request)
    const { name, status } = request.body ?? {}
    if (!name || !status) throw refusals.invalid('#/name and #/status: Value is required.')
    requireStatus(status)
    if (Object.values(data.lists).some((list) => list.name === name))
      throw refusals.conflict('list', `A list with the name ${name} exists.`)
    const at = world.clock.now().toISOString()
    const list_id = randomUUID()
    const hidden = status === 'HIDDEN'
    const list = { list_id, name, description: '', favorite: false, hidden, created_at: at, updated_at: at }
    data.lists[list_id] = list
    return reply.code(201).send(represent(data, list))
  })
  server.put<One & { Body: ListBody | null }>('/lists/:id', (request) => {
    const data = dataFor(world, request)
    const list = byShortId(data.lists, request.params.id)
    const { name = list.name, status } = request.body ?? {}
    if (status !== undefined) {
      requireStatus(status)
      list.hidden = status === 'HIDDEN'
    }
    list.name = name
    list.updated_at = world.clock.now().toISOString()
    return represent(data, list)
  })
  server.delete<One>('/lists/:id', (request, reply) => {
    const data = dataFor(world, request)
    const { list_id } = byShortId(data.lists, request.params.id)
    delete data.lists[list_id]
    for (const contact of Object.values(data.contacts))
      contact.lists = contact.lists.filter((id) => id !== list_id)
    return reply.code(204).send()
  })
}
