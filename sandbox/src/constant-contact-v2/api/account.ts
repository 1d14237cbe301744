import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isJson, type Json } from '../../is-json.ts'
import { writtenMembers } from '../../resources/write-members.ts'
import type { World } from '../../world.ts'
import { ACCOUNT } from './bodies.ts'
import { dataFor, principalOf } from './gate.ts'
import { refusals } from './refusal.ts'
import { CONSTANT_CONTACT_V2_RULES } from './rules.ts'

const ADDRESSES = 'v2/account/verifiedemailaddresses'
const INFO = 'v2/account/info'

/** The account, and its sender addresses. */
export function registerAccount(server: FastifyInstance, world: World): void {
  const info = (request: FastifyRequest): Json => {
    const { username, organization } = principalOf(request)
    return {
      website: '',
      organization_name: organization,
      time_zone: 'Europe/Amsterdam',
      first_name: username.split('@')[0],
      last_name: 'Sandbox',
      email: username,
      phone: '',
      company_logo: '',
      country_code: 'NL',
      state_code: '',
      organization_addresses: [],
      ...dataFor(world, request).resources?.[INFO]?.[0],
    }
  }
  server.get('/account/info', info)
  server.put('/account/info', (request) => {
    const written = writtenMembers(CONSTANT_CONTACT_V2_RULES.specification, ACCOUNT, request.body)
    const { resources } = withResources(world, request)
    resources[INFO] = [{ ...resources[INFO]?.[0], ...written }]
    return info(request)
  })

  const addresses = (request: FastifyRequest): Json[] =>
    (withResources(world, request).resources[ADDRESSES] ??= [
      { email_address: principalOf(request).username, status: 'CONFIRMED' },
    ])
  server.get('/account/verifiedemailaddresses', addresses)
  // Each address gets an email with a link, and cannot send until the link is opened.
  server.post<{ Body: { email_address: string }[] }>('/account/verifiedemailaddresses', (request, reply) => {
    const known = addresses(request)
    const added = request.body.map(({ email_address }) => ({ email_address, status: 'UNCONFIRMED' }))
    if (added.some(({ email_address }) => !email_address.includes('@')))
      throw refusals.invalid('#/0/email_address: Value is no email address.')
    if (
      known.filter(isJson).some((one) => added.some((other) => other.email_address === one['email_address']))
    )
      throw refusals.conflict('email_address', 'The address is known.')
    known.push(...added)
    return reply.code(201).send(added)
  })
}

function withResources(world: World, request: FastifyRequest) {
  const data = dataFor(world, request)
  return { data, resources: (data.resources ??= {}) }
}
