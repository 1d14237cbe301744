import type { FastifyInstance } from 'fastify'
import { principalOf } from './gate.ts'

export function registerAccount(server: FastifyInstance): void {
  server.get('/account/info', (request) => {
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
    }
  })
  server.get('/account/verifiedemailaddresses', (request) => [
    { email_address: principalOf(request).username, status: 'CONFIRMED' },
  ])
}
