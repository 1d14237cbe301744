import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { World } from '../../world.ts'
import type { AccountData, Activity, Contact } from '../account-data.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'

interface Selection {
  source?: { contact_ids?: string[]; list_ids?: string[]; tag_ids?: string[]; all_active_contacts?: boolean }
  tag_ids?: string[]
  list_ids?: string[]
}

const represent = ({ activity_id, state, created_at, contacts }: Activity) => ({
  activity_id,
  state,
  percent_done: state === 'completed' ? 100 : 10,
  created_at,
  updated_at: created_at,
  status: { items_total_count: contacts, items_completed_count: state === 'completed' ? contacts : 0 },
  _links: { self: { href: `/v3/activities/${activity_id}` } },
})

/** Starts asynchronous work, which is completed at the next read. */
export function startActivity(world: World, data: AccountData, contacts: number) {
  const created_at = world.clock.now().toISOString()
  const activity: Activity = { activity_id: randomUUID(), state: 'processing', created_at, contacts }
  data.activities[activity.activity_id] = activity
  return represent(activity)
}

/** Tags, and bulk activities on contacts. */
export function registerActivities(server: FastifyInstance, world: World): void {
  server.get('/contact_tags', (request) => {
    const all = Object.values(dataFor(world, request).tags)
    const { items, _links } = pageOf(request, all, { standard: 50, most: 500 })
    return {
      tags: items.map((tag) => ({ ...tag, tag_source: 'Contact', updated_at: tag.created_at })),
      _links,
    }
  })
  server.post<{ Body: { name?: string } | null }>('/contact_tags', (request, reply) => {
    const data = dataFor(world, request)
    const name = request.body?.name
    if (!name) throw refusals.invalid('tags', 'name is required.')
    if (Object.values(data.tags).some((tag) => tag.name === name))
      throw refusals.conflict('tags', 'The tag exists.')
    const tag = { tag_id: randomUUID(), name, created_at: world.clock.now().toISOString() }
    data.tags[tag.tag_id] = tag
    return reply.code(201).send({ ...tag, tag_source: 'Contact', updated_at: tag.created_at })
  })

  const changes: [string, (contact: Contact, selection: Selection) => void][] = [
    ['contacts_taggings_add', (contact, { tag_ids = [] }) => (contact.tags = union(contact.tags, tag_ids))],
    [
      'contacts_taggings_remove',
      (contact, { tag_ids = [] }) => (contact.tags = without(contact.tags, tag_ids)),
    ],
    [
      'add_list_memberships',
      (contact, { list_ids = [] }) => (contact.lists = union(contact.lists, list_ids)),
    ],
    [
      'remove_list_memberships',
      (contact, { list_ids = [] }) => (contact.lists = without(contact.lists, list_ids)),
    ],
  ]
  for (const [name, change] of changes)
    server.post<{ Body: Selection | null }>(`/activities/${name}`, (request, reply) => {
      const data = dataFor(world, request)
      const selection = request.body ?? {}
      const chosen = select(data, selection)
      for (const contact of chosen) change(contact, selection)
      return reply.code(201).send(startActivity(world, data, chosen.length))
    })
  server.get<{ Params: { id: string } }>('/activities/:id', (request) => {
    const activity = dataFor(world, request).activities[request.params.id]
    if (!activity) throw refusals.notFound('activities')
    activity.state = 'completed'
    return represent(activity)
  })
}

function select(data: AccountData, { source = {} }: Selection): Contact[] {
  const { contact_ids = [], list_ids = [], tag_ids = [], all_active_contacts } = source
  if (!all_active_contacts && contact_ids.length + list_ids.length + tag_ids.length === 0)
    throw refusals.invalid('activities', 'source must name contacts.')
  return Object.values(data.contacts).filter(
    (contact) =>
      contact.deleted_at === null &&
      (all_active_contacts ||
        contact_ids.includes(contact.contact_id) ||
        contact.lists.some((id) => list_ids.includes(id)) ||
        contact.tags.some((id) => tag_ids.includes(id))),
  )
}

const union = (some: string[], more: string[]): string[] => [...new Set([...some, ...more])]
const without = (some: string[], less: string[]): string[] => some.filter((id) => !less.includes(id))
