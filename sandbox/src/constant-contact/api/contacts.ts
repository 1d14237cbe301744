import type { FastifyInstance } from 'fastify'
import { randomUUID } from 'node:crypto'
import type { World } from '../../world.ts'
import { PERMISSIONS, type AccountData, type Contact } from '../account-data.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'

interface ContactBody {
  email_address?: { address?: string; permission_to_send?: Contact['permission'] }
  first_name?: string | null
  last_name?: string | null
  job_title?: string | null
  company_name?: string | null
  list_memberships?: string[]
  taggings?: string[]
  create_source?: string
  update_source?: string
}

interface One {
  Params: { id: string }
}

/** Subresources only if `include` names them. */
function represent(contact: Contact, include = '') {
  const wanted = include.split(',')
  return {
    contact_id: contact.contact_id,
    email_address: {
      address: contact.address,
      permission_to_send: contact.permission,
      opt_in_source: 'Account',
      opt_in_date: contact.created_at,
      ...(contact.permission === 'unsubscribed' && {
        opt_out_source: 'Contact',
        opt_out_date: contact.updated_at,
      }),
      confirm_status: 'off',
    },
    first_name: contact.first_name,
    last_name: contact.last_name,
    job_title: contact.job_title,
    company_name: contact.company_name,
    create_source: 'Account',
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    ...(contact.deleted_at && { deleted_at: contact.deleted_at }),
    ...(wanted.includes('list_memberships') && { list_memberships: contact.lists }),
    ...(wanted.includes('taggings') && { taggings: contact.tags }),
  }
}

/** @throws Refusal 404 */
function contactOf(data: AccountData, id: string): Contact {
  const contact = data.contacts[id]
  if (!contact) throw refusals.notFound('contacts')
  return contact
}

const nowOf = (world: World): string => world.clock.now().toISOString()

const findByAddress = (data: AccountData, address: string): Contact | undefined =>
  Object.values(data.contacts).find((contact) => contact.address.toLowerCase() === address.toLowerCase())

/** The filter's statuses: `all` is everything except deleted, `active` is everything mailable, others are `permission_to_send`. */
function hasStatus({ deleted_at, permission }: Contact, wanted: string): boolean {
  if (wanted === 'deleted') return deleted_at !== null
  if (deleted_at !== null) return false
  if (wanted === 'active') return permission === 'explicit' || permission === 'implicit'
  return wanted === 'all' || permission === wanted
}

export function registerContacts(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerCreation(server, world)
  registerChanges(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: Record<string, string | undefined> }>('/contacts', (request, reply) => {
    const data = dataFor(world, request)
    const {
      status = 'all',
      email,
      lists,
      tags,
      segment_id,
      updated_after,
      include,
      include_count,
    } = request.query
    const segment = data.segments.find((segment) => segment.segment_id === Number(segment_id))
    if (segment && !segment.computed) {
      segment.computed = true
      return reply
        .code(202)
        .send({ contacts: [], status: 'processing', _links: { next: { href: request.url } } })
    }
    const all = Object.values(data.contacts).filter(
      (contact) =>
        status.split(',').some((wanted) => hasStatus(contact, wanted)) &&
        (!email || contact.address.toLowerCase() === email.toLowerCase()) &&
        (!lists || lists.split(',').some((id) => contact.lists.includes(id))) &&
        (!tags || tags.split(',').some((id) => contact.tags.includes(id))) &&
        (!segment || contact.tags.includes(segment.tag)) &&
        (!updated_after || contact.updated_at > updated_after),
    )
    const { items, _links } = pageOf(request, all, { standard: 50, most: 500 })
    return reply.send({
      contacts: items.map((contact) => represent(contact, include)),
      ...(include_count === 'true' && { contacts_count: all.length }),
      _links,
    })
  })

  server.get('/contacts/counts', (request) => {
    const all = Object.values(dataFor(world, request).contacts).filter(
      ({ deleted_at }) => deleted_at === null,
    )
    const counts = Object.fromEntries(
      PERMISSIONS.map((name) => [name, all.filter(({ permission }) => permission === name).length]),
    )
    return { total: all.length, ...counts }
  })
  server.get<One & { Querystring: { include?: string } }>('/contacts/:id', (request) =>
    represent(contactOf(dataFor(world, request), request.params.id), request.query.include),
  )
}

function registerCreation(server: FastifyInstance, world: World): void {
  server.post<{ Body: ContactBody | null }>('/contacts', (request, reply) => {
    const data = dataFor(world, request)
    const body = request.body ?? {}
    const address = body.email_address?.address?.toLowerCase()
    if (!address?.includes('@')) throw refusals.invalid('contacts', 'email_address.address is not valid.')
    if (!['Account', 'Contact'].includes(body.create_source ?? ''))
      throw refusals.invalid('contacts', 'create_source must be Account or Contact.')
    if (findByAddress(data, address))
      throw refusals.conflict('contacts', 'Validation failed: Email already exists.')
    const contact = create(data, address, nowOf(world))
    write(contact, body, nowOf(world))
    return reply.code(201).send(represent(contact, 'list_memberships,taggings'))
  })

  // A partial update; the address is a string here.
  server.post<{ Body: (Omit<ContactBody, 'email_address'> & { email_address?: string }) | null }>(
    '/contacts/sign_up_form',
    (request, reply) => {
      const data = dataFor(world, request)
      const { email_address, list_memberships, ...rest } = request.body ?? {}
      if (!email_address?.includes('@')) throw refusals.invalid('contacts', 'email_address is not valid.')
      if (!list_memberships?.length) throw refusals.invalid('contacts', 'list_memberships is required.')
      const known = findByAddress(data, email_address)
      const contact = known ?? create(data, email_address.toLowerCase(), nowOf(world))
      contact.lists = [...new Set([...contact.lists, ...list_memberships])]
      for (const name of ['first_name', 'last_name', 'job_title', 'company_name'] as const)
        if (rest[name] !== undefined) contact[name] = rest[name]
      contact.updated_at = nowOf(world)
      return reply
        .code(known ? 200 : 201)
        .send({ contact_id: contact.contact_id, action: known ? 'updated' : 'created' })
    },
  )
}

function registerChanges(server: FastifyInstance, world: World): void {
  // Omitted top-level fields become null; omitted lists and tags stay.
  server.put<One & { Body: ContactBody | null }>('/contacts/:id', (request) => {
    const contact = contactOf(dataFor(world, request), request.params.id)
    const body = request.body ?? {}
    if (!body.update_source) throw refusals.invalid('contacts', 'update_source is required.')
    contact.deleted_at = null
    contact.address = body.email_address?.address?.toLowerCase() ?? contact.address
    write(contact, body, nowOf(world))
    return represent(contact, 'list_memberships,taggings')
  })
  server.delete<One>('/contacts/:id', (request, reply) => {
    const contact = contactOf(dataFor(world, request), request.params.id)
    contact.deleted_at = nowOf(world)
    return reply.code(204).send()
  })
  server.put<One>('/contacts/resubscribe/:id', (request) => {
    const contact = contactOf(dataFor(world, request), request.params.id)
    contact.permission = 'pending_confirmation'
    return represent(contact)
  })
}

function create(data: AccountData, address: string, at: string): Contact {
  const contact: Contact = {
    contact_id: randomUUID(),
    address,
    permission: 'implicit',
    first_name: null,
    last_name: null,
    job_title: null,
    company_name: null,
    lists: [],
    tags: [],
    created_at: at,
    updated_at: at,
    deleted_at: null,
  }
  return (data.contacts[contact.contact_id] = contact)
}

function write(contact: Contact, body: ContactBody, at: string): void {
  contact.first_name = body.first_name ?? null
  contact.last_name = body.last_name ?? null
  contact.job_title = body.job_title ?? null
  contact.company_name = body.company_name ?? null
  contact.permission = body.email_address?.permission_to_send ?? contact.permission
  contact.lists = body.list_memberships ?? contact.lists
  contact.tags = body.taggings ?? contact.tags
  contact.updated_at = at
}
