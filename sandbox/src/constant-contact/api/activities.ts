import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import { readCsv } from '../../kernel/read-csv.ts'
import type { World } from '../../world.ts'
import type { AccountData, Activity, Contact } from '../account-data.ts'
import { findByAddress } from '../contacts-by-address.ts'
import { dataFor, pageOf } from './gate.ts'
import { addToContact, createContact } from './contact.ts'
import { refusals } from './refusal.ts'

interface Selection {
  source?: { contact_ids?: string[]; list_ids?: string[]; tag_ids?: string[]; all_active_contacts?: boolean }
  tag_ids?: string[]
  list_ids?: string[]
}

const represent = ({ activity_id, state, created_at, contacts, results }: Activity) => ({
  activity_id,
  state,
  percent_done: state === 'completed' ? 100 : 10,
  created_at,
  updated_at: created_at,
  started_at: created_at,
  ...(state === 'completed' && { completed_at: created_at }),
  activity_errors: [],
  status: { items_total_count: contacts, items_completed_count: state === 'completed' ? contacts : 0 },
  _links: {
    self: { href: `/v3/activities/${activity_id}` },
    ...(results !== undefined &&
      state === 'completed' && { results: { href: `/v3/contact_exports/${activity_id}` } }),
  },
})

/** Starts asynchronous work, which is completed at the next read. */
/** @param results the file of an export, as CSV */
export function startActivity(world: World, data: AccountData, contacts: number, results?: string) {
  const created_at = world.clock.now().toISOString()
  const activity: Activity = {
    activity_id: randomUUID(),
    state: 'processing',
    created_at,
    contacts,
    ...(results !== undefined && { results }),
  }
  data.activities[activity.activity_id] = activity
  return represent(activity)
}

/** Bulk activities on contacts, lists, tags and custom fields. */
export function registerActivities(server: FastifyInstance, world: World): void {
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
  registerDeletions(server, world)
  registerTransfers(server, world)
  server.get<{ Querystring: { state?: string } }>('/activities', (request) => {
    const { state } = request.query
    const all = Object.values(dataFor(world, request).activities).filter(
      (activity) => !state || activity.state === state,
    )
    const { items, _links } = pageOf(request, all, { standard: 50, most: 500 })
    return { activities: items.map(represent), _links }
  })
  server.get<{ Params: { id: string } }>('/contact_exports/:id', (request, reply) => {
    const results = dataFor(world, request).activities[request.params.id]?.results
    if (results === undefined) throw refusals.notFound('activities')
    return reply.type('text/csv').send(results)
  })
  server.get<{ Params: { id: string } }>('/activities/:id', (request) => {
    const activity = dataFor(world, request).activities[request.params.id]
    if (!activity) throw refusals.notFound('activities')
    activity.state = 'completed'
    return represent(activity)
  })
}

interface Deletion {
  contact_ids?: string[]
  list_ids?: string[]
  tag_ids?: string[]
  custom_field_ids?: string[]
}

/** Each deletes immediately, although the activity is still in progress. */
function registerDeletions(server: FastifyInstance, world: World): void {
  const register = (
    name: string,
    remove: (data: AccountData, body: Deletion, at: string) => number,
  ): void => {
    server.post<{ Body: Deletion }>(`/activities/${name}`, (request, reply) => {
      const data = dataFor(world, request)
      const count = remove(data, request.body, world.clock.now().toISOString())
      return reply.code(201).send(startActivity(world, data, count))
    })
  }
  register('contact_delete', (data, { contact_ids = [], list_ids = [] }, at) => {
    const source = { contact_ids, list_ids }
    const chosen = select(data, { source })
    for (const contact of chosen) contact.deleted_at = at
    return chosen.length
  })
  register('list_delete', (data, { list_ids = [] }) => {
    for (const id of list_ids) delete data.lists[id]
    for (const contact of Object.values(data.contacts)) contact.lists = without(contact.lists, list_ids)
    return list_ids.length
  })
  register('contacts_tags_delete', (data, { tag_ids = [] }) => {
    for (const id of tag_ids) deleteTag(data, id)
    return tag_ids.length
  })
  register('custom_fields_delete', (data, { custom_field_ids = [] }) => {
    const { resources = {} } = data
    resources['/contact_custom_fields'] = (resources['/contact_custom_fields'] ?? []).filter(
      (field) => !custom_field_ids.some((id) => field['custom_field_id'] === id),
    )
    return custom_field_ids.length
  })
}

export function deleteTag(data: AccountData, id: string): void {
  delete data.tags[id]
  for (const contact of Object.values(data.contacts)) contact.tags = without(contact.tags, [id])
}

interface ImportBody {
  import_data: {
    email?: string
    first_name?: string
    last_name?: string
    job_title?: string
    company_name?: string
  }[]
  list_ids: string[]
}

/** Exports as CSV, and imports of JSON and CSV. */
function registerTransfers(server: FastifyInstance, world: World): void {
  server.post<{
    Body: { contact_ids?: string[]; list_ids?: string[]; tag_ids?: string[]; fields?: string[] }
  }>('/activities/contact_exports', (request, reply) => {
    const data = dataFor(world, request)
    const { contact_ids = [], list_ids = [], tag_ids = [] } = request.body
    const all = contact_ids.length + list_ids.length + tag_ids.length === 0
    const chosen = select(data, { source: { contact_ids, list_ids, tag_ids, all_active_contacts: all } })
    const lines = chosen.map(({ address, first_name, last_name }) =>
      [address, first_name, last_name].map(csv).join(','),
    )
    const file = ['"Email address","First name","Last name"', ...lines, ''].join('\n')
    return reply.code(201).send(startActivity(world, data, chosen.length, file))
  })
  const add = (data: AccountData, rows: ImportBody['import_data'], lists: string[]): number => {
    const at = world.clock.now().toISOString()
    const valid = rows.filter(({ email }) => email?.includes('@'))
    for (const { email = '', ...names } of valid) {
      const address = email.toLowerCase()
      const contact = findByAddress(data, address) ?? createContact(data, address, at)
      addToContact(contact, names, at)
      contact.lists = union(contact.lists, lists)
    }
    return valid.length
  }
  server.post<{ Body: ImportBody }>('/activities/contacts_json_import', (request, reply) => {
    const data = dataFor(world, request)
    const { import_data: rows, list_ids: lists } = request.body
    return reply.code(201).send(startActivity(world, data, add(data, rows, lists)))
  })
  server.post<{ Body: Record<string, string> }>('/activities/contacts_file_import', (request, reply) => {
    const data = dataFor(world, request)
    const lists = (request.body['list_ids'] ?? '').split(',').filter((id) => id in data.lists)
    return reply.code(201).send(startActivity(world, data, add(data, rowsOf(request.body['file']), lists)))
  })
}

/** Columns have the names of members, or `Email address`. */
const rowsOf = (file = ''): ImportBody['import_data'] =>
  readCsv(file).map(({ email, email_address, ...row }) => ({ ...row, email: email ?? email_address ?? '' }))

const csv = (text: string | null): string => `"${(text ?? '').replaceAll('"', '""')}"`

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
