import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { AccountData, Contact } from '../../constant-contact/account-data.ts'
import { newContact } from '../../constant-contact/api/contact.ts'
import { changeAddressOf, findByAddress, putContact } from '../../constant-contact/contacts-by-address.ts'
import type { World } from '../../world.ts'
import { byShortId, dataFor, pageOf, shortId } from './gate.ts'
import { isJson, type Json } from '../../is-json.ts'
import { CONTACT_DETAILS } from './bodies.ts'
import { refusals } from './refusal.ts'

interface One {
  Params: { id: string }
}

interface ContactBody {
  lists?: { id: string | number }[]
  email_addresses?: { email_address: string }[]
  first_name?: string
  last_name?: string
  job_title?: string
  company_name?: string
}

const NAMES = ['first_name', 'last_name', 'job_title', 'company_name'] as const

const detailsOf = ({ details }: Contact): Json => (isJson(details?.['v2']) ? details['v2'] : {})

const statusOf = ({ permission, deleted_at }: Contact): string =>
  deleted_at !== null
    ? 'REMOVED'
    : permission === 'unsubscribed'
      ? 'OPTOUT'
      : permission === 'pending_confirmation'
        ? 'UNCONFIRMED'
        : 'ACTIVE'

export function representContact(contact: Contact) {
  const status = statusOf(contact)
  return {
    id: shortId(contact.contact_id),
    status,
    ...Object.fromEntries(NAMES.map((name) => [name, contact[name] ?? ''])),
    addresses: [],
    custom_fields: [],
    notes: [],
    confirmed: contact.permission === 'explicit',
    source: 'Site Owner',
    ...detailsOf(contact),
    email_addresses: [
      {
        id: shortId(contact.address),
        email_address: contact.address,
        status,
        confirm_status:
          contact.permission === 'pending_confirmation' ? 'UNCONFIRMED' : 'NO_CONFIRMATION_REQUIRED',
        opt_in_source: 'ACTION_BY_OWNER',
        opt_in_date: contact.created_at,
        ...(contact.permission === 'unsubscribed' && {
          opt_out_source: 'ACTION_BY_VISITOR',
          opt_out_date: contact.updated_at,
        }),
      },
    ],
    lists: contact.lists.map((id) => ({ id: shortId(id), status: 'ACTIVE' })),
    created_date: contact.created_at,
    modified_date: contact.updated_at,
  }
}

export function registerContacts(server: FastifyInstance, world: World): void {
  registerRemoval(server, world)
  const now = (): string => world.clock.now().toISOString()

  server.get<{ Querystring: { email?: string; status?: string; modified_since?: string } }>(
    '/contacts',
    (request) => {
      const { email, status = 'ALL', modified_since = '' } = request.query
      const all = Object.values(dataFor(world, request).contacts).filter(
        (contact) =>
          (status === 'ALL' ? contact.deleted_at === null : statusOf(contact) === status) &&
          (!email || contact.address.toLowerCase() === email.toLowerCase()) &&
          contact.updated_at > modified_since,
      )
      return pageOf(request, all, representContact)
    },
  )
  server.get<One>('/contacts/:id', (request) =>
    representContact(byShortId(dataFor(world, request).contacts, request.params.id)),
  )
  server.post<{ Body: ContactBody | null }>('/contacts', (request, reply) => {
    const data = dataFor(world, request)
    const body = request.body ?? {}
    const address = body.email_addresses?.[0]?.email_address.toLowerCase()
    if (!address?.includes('@')) throw refusals.invalid('#/email_addresses: Value is required.')
    if (!body.lists?.length) throw refusals.invalid('#/lists: Value is required.')
    if (findByAddress(data, address))
      throw refusals.conflict('email_address', `Email address ${address} already exists.`)
    const contact = newContact(address, now())
    write(data, contact, body, now())
    putContact(data, contact)
    return reply.code(201).send(representContact(contact))
  })
  server.put<One & { Body: ContactBody | null }>('/contacts/:id', (request) => {
    const data = dataFor(world, request)
    const contact = byShortId(data.contacts, request.params.id)
    changeAddress(data, contact, request.body ?? {})
    write(data, contact, request.body ?? {}, now())
    return representContact(contact)
  })
  // Removes the contact from all lists; nothing is deleted.
  server.delete<One>('/contacts/:id', (request, reply) => {
    const contact = byShortId(dataFor(world, request).contacts, request.params.id)
    Object.assign(contact, { permission: 'unsubscribed', lists: [], updated_at: now() })
    return reply.code(204).send()
  })
}

/** A contact in no list counts as removed; a contact that has opted out stays opted out. */
function registerRemoval(server: FastifyInstance, world: World): void {
  server.delete<{ Params: { id: string; list: string } }>('/contacts/:id/lists/:list', (request, reply) => {
    const data = dataFor(world, request)
    const contact = byShortId(data.contacts, request.params.id)
    const { list_id } = byShortId(data.lists, request.params.list)
    const lists = contact.lists.filter((id) => id !== list_id)
    const at = world.clock.now().toISOString()
    Object.assign(contact, { lists, updated_at: at, ...(lists.length === 0 && { deleted_at: at }) })
    return reply.code(204).send()
  })
  server.delete<One>('/contacts/:id/lists', (request, reply) => {
    const contact = byShortId(dataFor(world, request).contacts, request.params.id)
    const at = world.clock.now().toISOString()
    Object.assign(contact, { deleted_at: at, lists: [], updated_at: at })
    return reply.code(204).send()
  })
}

function write(data: AccountData, contact: Contact, body: ContactBody, at: string): void {
  if (body.lists?.length) contact.deleted_at = null
  if (body.lists) contact.lists = body.lists.map(({ id }) => byShortId(data.lists, id).list_id)
  for (const name of NAMES) if (body[name] !== undefined) contact[name] = body[name]
  contact.details = { ...contact.details, v2: { ...detailsOf(contact), ...writtenDetails(body, at) } }
  contact.updated_at = at
}

/** Writes the members of the body; notes get an ID and a time. */
function writtenDetails(body: ContactBody, at: string): Json {
  const given = Object.entries(body).filter(([name]) => name in CONTACT_DETAILS)
  return Object.fromEntries(
    given.map(([name, value]: [string, unknown]) => [
      name,
      name === 'notes' && Array.isArray(value)
        ? value.filter(isJson).map((note) => ({ id: shortId(randomUUID()), created_date: at, ...note }))
        : value,
    ]),
  )
}

/** @throws Refusal 409 if another contact has the address */
function changeAddress(
  data: AccountData,
  contact: Contact,
  { email_addresses: [first] = [] }: ContactBody,
): void {
  const address = first?.email_address.toLowerCase() ?? contact.address
  const other = findByAddress(data, address)
  if (other && other !== contact)
    throw refusals.conflict('email_address', `Email address ${address} already exists.`)
  changeAddressOf(data, contact, address)
}
