import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Json } from '../../is-json.ts'
import type { World } from '../../world.ts'
import { dataFor, principalOf } from './gate.ts'
import { refusals } from './refusal.ts'

const ADDRESS: Json = {
  address_line1: '1 Sandbox Street',
  city: 'Utrecht',
  postal_code: '3511',
  country_code: 'NL',
}

const PRIVILEGES = [
  'account:read',
  'account:update',
  'contacts:read',
  'contacts:write',
  'campaign:read',
  'campaign:write',
]

/** The account: summary, physical address, senders, privileges. */
export function registerAccount(server: FastifyInstance, world: World): void {
  registerSummary(server, world)
  registerSenders(server, world)
  server.get('/account/user/privileges', () =>
    PRIVILEGES.map((privilege_name, privilege_id) => ({ privilege_id, privilege_name })),
  )
}

function registerSummary(server: FastifyInstance, world: World): void {
  const summaryOf = (request: FastifyRequest): Json => {
    const { accountId, username, organization } = principalOf(request)
    const [first_name = ''] = username.split('@')
    return {
      contact_email: username,
      contact_phone: '',
      country_code: 'NL',
      encoded_account_id: accountId,
      first_name,
      last_name: 'Sandbox',
      organization_name: organization,
      organization_phone: '',
      state_code: '',
      time_zone_id: 'Europe/Amsterdam',
      website: '',
      ...dataFor(world, request).summary,
    }
  }
  server.get<{ Querystring: { extra_fields?: string } }>('/account/summary', (request) => {
    const wanted = (request.query.extra_fields ?? '').split(',')
    return {
      ...summaryOf(request),
      ...(wanted.includes('physical_address') && {
        physical_address: dataFor(world, request).physicalAddress ?? ADDRESS,
      }),
      ...(wanted.includes('company_logo') && {
        company_logo: {
          url: 'https://example.com/logo.png',
          external_url: 'https://example.com/logo.png',
          internal_id: '1',
        },
      }),
    }
  })
  server.put<{ Body: Json }>('/account/summary', (request) => {
    const data = dataFor(world, request)
    const { encoded_account_id: _id, ...writable } = summaryOf(request)
    const written = Object.entries(request.body).filter(([name]) => name in writable)
    data.summary = { ...data.summary, ...Object.fromEntries(written) }
    return summaryOf(request)
  })
  server.get(
    '/account/summary/physical_address',
    (request) => dataFor(world, request).physicalAddress ?? ADDRESS,
  )
  const write = (request: FastifyRequest<{ Body: Json }>): Json =>
    (dataFor(world, request).physicalAddress = { ...request.body })
  server.post<{ Body: Json }>('/account/summary/physical_address', (request, reply) =>
    reply.code(201).send(write(request)),
  )
  server.put<{ Body: Json }>('/account/summary/physical_address', write)
}

function registerSenders(server: FastifyInstance, world: World): void {
  const sendersOf = (request: FastifyRequest): Json[] => {
    const { resources = {} } = dataFor(world, request)
    const own = {
      email_address: principalOf(request).username,
      email_id: 1,
      confirm_status: 'CONFIRMED',
      confirm_source_type: 'SITE_OWNER',
      roles: ['CONTACT', 'REPLY_TO'],
    }
    return [own, ...(resources['/account/emails'] ?? [])]
  }
  server.get<{ Querystring: Readonly<Record<string, string | undefined>> }>('/account/emails', (request) => {
    const { confirm_status: status, email_address: address, role_code: role } = request.query
    return sendersOf(request).filter(
      (sender) =>
        (!status || sender['confirm_status'] === status) &&
        (!address || sender['email_address'] === address) &&
        (!role || (Array.isArray(sender['roles']) && sender['roles'].includes(role))),
    )
  })
  server.post<{ Body: { email_address?: string } }>('/account/emails', (request, reply) => {
    const { email_address: address = '' } = request.body
    if (!address.includes('@')) throw refusals.invalid('account', 'email_address is not valid.')
    const senders = sendersOf(request)
    if (senders.some((sender) => sender['email_address'] === address))
      throw refusals.conflict('account', 'The address is in the account.')
    const data = dataFor(world, request)
    const added = { email_address: address, email_id: senders.length + 1, confirm_status: 'UNCONFIRMED' }
    data.resources = {
      ...data.resources,
      '/account/emails': [...(data.resources?.['/account/emails'] ?? []), added],
    }
    return reply.code(201).send(added)
  })
}
