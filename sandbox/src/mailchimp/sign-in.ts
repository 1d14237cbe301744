import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { ADMIN_HOST, mailchimpPage, usernameFields } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { User } from './state.ts'

export type WhoIsSignedIn = (request: FastifyRequest) => User | undefined

/** Sign-in to the portal and the account page, separate from the OAuth login. */
export function registerSignIn(server: FastifyInstance, world: World): WhoIsSignedIn {
  const sessions = new Map<string, string>()

  server.get<{ Querystring: { next?: string } }>('/login', (request, reply) =>
    reply.type('text/html').send(signInPage(world, request.query.next)),
  )

  server.post<{ Body: Record<string, string> }>('/login', (request, reply) => {
    const { username = '', password = '', next } = request.body
    const user = world.mailchimp.users[username]
    if (!user || user.password !== password)
      return reply
        .type('text/html')
        .send(signInPage(world, next, 'Sorry, that is not right. Please try again.'))
    const session = randomHex(32)
    sessions.set(session, username)
    return reply
      .header('set-cookie', `sandbox_mailchimp=${session}; Path=/${ADMIN_HOST}; HttpOnly; SameSite=Lax`)
      .redirect(next?.startsWith(`/${ADMIN_HOST}/`) ? next : `/${ADMIN_HOST}/account/oauth2/`)
  })

  return (request) => {
    const [, session = ''] = /(?:^|; )sandbox_mailchimp=(\w+)/.exec(request.headers.cookie ?? '') ?? []
    return world.mailchimp.users[sessions.get(session) ?? '']
  }
}

export function toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return reply.redirect(`/${ADMIN_HOST}/login?next=${encodeURIComponent(request.url)}`)
}

function signInPage(world: World, next = '', error?: string): string {
  return mailchimpPage(
    'Log in',
    html`<h1>Log in</h1>
      ${errorNote(error)}
      <form method="post" action="/${ADMIN_HOST}/login">
        <input type="hidden" name="next" value="${next}" />
        ${usernameFields(Object.keys(world.mailchimp.users))}
        <button>Log in</button>
      </form>`,
  )
}
