import type { FastifyInstance } from 'fastify'
import type { World } from '../../world.ts'
import { principalOf } from './gate.ts'

export function registerAccount(server: FastifyInstance, _world: World): void {
  server.get('/account/summary', (request) => {
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
    }
  })
  server.get('/account/emails', (request) => [
    {
      email_address: principalOf(request).username,
      email_id: 1,
      confirm_status: 'CONFIRMED',
      roles: ['CONTACT', 'REPLY_TO'],
    },
  ])
  server.get('/account/user/privileges', () =>
    ['account:read', 'contacts:read', 'contacts:write', 'campaign:read', 'campaign:write'].map(
      (privilege_name, privilege_id) => ({ privilege_id, privilege_name }),
    ),
  )
}
