import type { FastifyInstance } from 'fastify'
import { registerPortalSignIn, type PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { logOnFields, mailupPage, WRONG_PASSWORD } from './page-layout.ts'

/** Sign-in to the developer portal or the admin console. */
export function registerSignIn(server: FastifyInstance, world: World, host: string): PortalSession {
  return registerPortalSignIn(server, {
    host,
    home: '/',
    users: () => world.mailup.users,
    wrongPassword: WRONG_PASSWORD,
    layout: mailupPage,
    title: 'Log on',
    fields: logOnFields,
  })
}
