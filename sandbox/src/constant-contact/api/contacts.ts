import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import type { AccountData, Contact } from '../account-data.ts'
import { changeAddressOf, findByAddress } from '../contacts-by-address.ts'
import { addToContact, createContact, representContact, writeContact, type ContactBody } from './contact.ts'
import { dataFor, pageOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { sequenceIdOf } from './sequence-id.ts'

interface One {
  Params: { id: string }
}

/** @throws Refusal 404 */
function contactOf(data: AccountData, id: string): Contact {
  const contact = data.contacts[id]
  if (!contact) throw refusals.notFound('contacts')
  return contact
}

const nowOf = (world: World): string => world.clock.now().toISOString()

/** The filter's statuses: `all` is everything except deleted, `active` is everything mailable, others are `permission_to_send`. */
function hasStatus({ deleted_at, permission }: Contact, wanted: string): boolean {
  if (wanted === 'deleted') return deleted_at !== null
  if (deleted_at !== null) return false
  if (wanted === 'active') return permission === 'explicit' || permission === 'implicit'
  return wanted === 'all' || permission === wanted
}

/** `created_`, `updated_` and `optout_` with `after` and `before`. */
function isWithin(query: Readonly<Record<string, string | undefined>>, contact: Contact): boolean {
  const optout = contact.permission === 'unsubscribed' ? contact.updated_at : undefined
  const times = { created: contact.created_at, updated: contact.updated_at, optout }
  return Object.entries(times).every(([name, time]) => {
    const { [`${name}_after`]: after, [`${name}_before`]: before } = query
    if (after === undefined && before === undefined) return true
    const at = Date.parse(time ?? '')
    return (
      (after === undefined || at > Date.parse(after)) && (before === undefined || at < Date.parse(before))
    )
  })
}

export function registerContacts(server: FastifyInstance, world: World): void {
  registerReads(server, world)
  registerCreation(server, world)
  registerChanges(server, world)
}

function registerReads(server: FastifyInstance, world: World): void {
  server.get<{ Querystring: Record<string, string | undefined> }>('/contacts', (request, reply) => {
    const data = dataFor(world, request)
    const { status = 'all', email, lists, tags, segment_id, include, include_count } = request.query
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
        isWithin(request.query, contact),
    )
    const { items, _links } = pageOf(request, all, { standard: 50, most: 500 })
    return reply.send({
      contacts: items.map((contact) => representContact(contact, include)),
      ...(include_count === 'true' && { contacts_count: all.length }),
      _links,
    })
  })

  server.get('/contacts/counts', (request) => {
    const all = Object.values(dataFor(world, request).contacts).filter(
      ({ deleted_at }) => deleted_at === null,
    )
    const count = (permission: Contact['permission']): number =>
      all.filter((one) => one.permission === permission).length
    return {
      total: all.length,
      explicit: count('explicit'),
      implicit: count('implicit'),
      pending: count('pending_confirmation'),
      unsubscribed: count('unsubscribed'),
      new_subscriber: 0,
    }
  })
  server.get<{ Querystring: { sequence_ids?: string } }>('/contacts/contact_id_xrefs', (request) => {
    const { contacts } = dataFor(world, request)
    const wanted = (request.query.sequence_ids ?? '').split(',')
    const found = Object.keys(contacts).filter((id) => wanted.includes(sequenceIdOf(id)))
    return { xrefs: found.map((contact_id) => ({ sequence_id: sequenceIdOf(contact_id), contact_id })) }
  })
  server.get<One>('/contacts/sms_engagement_history/:id', (request) => {
    contactOf(dataFor(world, request), request.params.id)
    return []
  })
  server.get<One & { Querystring: { include?: string } }>('/contacts/:id', (request) =>
    representContact(contactOf(dataFor(world, request), request.params.id), request.query.include),
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
    const contact = createContact(data, address, nowOf(world))
    writeContact(contact, body, nowOf(world))
    return reply.code(201).send(representContact(contact, 'all'))
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
      const contact = known ?? createContact(data, email_address.toLowerCase(), nowOf(world))
      contact.lists = [...new Set([...contact.lists, ...list_memberships])]
      addToContact(contact, rest, nowOf(world))
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
    const address = body.email_address?.address?.toLowerCase() ?? contact.address
    const other = findByAddress(dataFor(world, request), address)
    if (other && other !== contact)
      throw refusals.conflict('contacts', 'Validation failed: Email already exists.')
    contact.deleted_at = null
    changeAddressOf(dataFor(world, request), contact, address)
    writeContact(contact, body, nowOf(world))
    return representContact(contact, 'all')
  })
  server.delete<One>('/contacts/:id', (request, reply) => {
    const contact = contactOf(dataFor(world, request), request.params.id)
    contact.deleted_at = nowOf(world)
    return reply.code(204).send()
  })
  server.put<One & { Body: { list_ids: string[] } }>('/contacts/resubscribe/:id', (request, reply) => {
    const contact = contactOf(dataFor(world, request), request.params.id)
    contact.permission = 'pending_confirmation'
    contact.lists = request.body.list_ids
    contact.updated_at = nowOf(world)
    return reply.code(200).send()
  })
}
