import type { FastifyInstance } from 'fastify'
import { registerPortalSignIn, type PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { ADMIN_HOST, mailchimpPage, usernameFields, WRONG_PASSWORD } from './page-layout.ts'

/** Sign-in to the portal and the account page. */
export function registerSignIn(server: FastifyInstance, world: World): PortalSession {
  return registerPortalSignIn(server, {
    host: ADMIN_HOST,
    home: '/account/oauth2/',
    users: () => world.mailchimp.users,
    wrongPassword: WRONG_PASSWORD,
    layout: mailchimpPage,
    title: 'Log in',
    fields: usernameFields,
  })
}
