import type { FastifyInstance } from 'fastify'
import { html, page } from '../../src/html.ts'
import { registerPortalSignIn } from '../../src/kernel/portal-sign-in.ts'
import { signInFields } from '../../src/sign-in-fields.ts'
import type { World } from '../../src/world.ts'
import { LOGIN_HOST, LOOK } from './look.ts'

export function registerPortal(server: FastifyInstance, world: World): void {
  const session = registerPortalSignIn(server, {
    host: LOGIN_HOST,
    home: '/apps',
    users: () => world.postbox.users,
    wrongPassword: 'Wrong.',
    layout: (title, content) => page({ ...LOOK, title }, content),
    title: 'Sign in',
    fields: () => signInFields({ label: 'Name', usernames: [] }),
  })
  server.get('/apps', (request, reply) => {
    if (session.usernameOf(request) === undefined) return session.toSignIn(request, reply)
    const names = Object.values(world.postbox.apps).map(({ name }) => html`<li>${name}</li>`)
    return reply.type('text/html').send(
      page(
        { ...LOOK, title: 'Apps' },
        html`<ul>
          ${names}
        </ul>`,
      ),
    )
  })
}
