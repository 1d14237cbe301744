import type { FastifyInstance } from 'fastify'
import { html } from '../html.ts'
import { registerPortalSignIn, type PortalSession } from '../kernel/portal-sign-in.ts'
import type { World } from '../world.ts'
import { ADMIN_HOST, mailchimpPage, usernameFields, WRONG_PASSWORD } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'

/** Sign-in to the portal and the account page. */
export function registerSignIn(server: FastifyInstance, world: World): PortalSession {
  return registerPortalSignIn(server, {
    host: ADMIN_HOST,
    home: '/account/oauth2/',
    users: () => world.mailchimp.users,
    wrongPassword: WRONG_PASSWORD,
    page: (next, error) =>
      mailchimpPage(
        'Log in',
        html`<h1>Log in</h1>
          ${errorNote(error)}
          <form method="post" action="/${ADMIN_HOST}/login">
            <input type="hidden" name="next" value="${next}" />
            ${usernameFields(Object.keys(world.mailchimp.users))}
            <button>Log in</button>
          </form>`,
      ),
  })
}
