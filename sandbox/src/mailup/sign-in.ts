import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { registerPortalSignIn, type PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { logOnFields, mailupPage, WRONG_PASSWORD } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'

/** Sign-in to the developer portal or the admin console. */
export function registerSignIn(server: FastifyInstance, world: World, host: string): PortalSession {
  return registerPortalSignIn(server, {
    host,
    home: '/',
    users: () => world.mailup.users,
    wrongPassword: WRONG_PASSWORD,
    page: (next, error) =>
      mailupPage(
        'Log on',
        html`<h1>Log on</h1>
          ${errorNote(error)}
          <form method="post" action="/${host}/login">
            <input type="hidden" name="next" value="${next}" />
            ${logOnFields(Object.keys(world.mailup.users))}
            <button>Log on</button>
          </form>`,
      ),
  })
}
