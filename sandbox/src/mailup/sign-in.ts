import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html } from '../html.ts'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import { logOnFields, mailupPage } from './page-layout.ts'
import { errorNote } from '../sign-in-fields.ts'
import type { User } from './state.ts'

export type WhoIsSignedIn = (request: FastifyRequest) => User | undefined

/** Sign-in to the developer portal or the admin console. */
export function registerSignIn(server: FastifyInstance, world: World, host: string): WhoIsSignedIn {
  const sessions = new Map<string, string>()
  const page = (error?: string): string =>
    mailupPage(
      'Log on',
      html`<h1>Log on</h1>
        ${errorNote(error)}
        <form method="post" action="/${host}/login">
          ${logOnFields(Object.keys(world.mailup.users))}
          <button>Log on</button>
        </form>`,
    )

  server.get('/login', (_request, reply) => reply.type('text/html').send(page()))
  server.post<{ Body: Record<string, string> }>('/login', (request, reply) => {
    const { username = '', password = '' } = request.body
    if (world.mailup.users[username]?.password !== password)
      return reply.type('text/html').send(page('User name or password is not correct.'))
    const session = randomHex(32)
    sessions.set(session, username)
    return reply
      .header('set-cookie', `sandbox_mailup=${session}; Path=/${host}; HttpOnly; SameSite=Lax`)
      .redirect(`/${host}/`)
  })
  return (request) => {
    const [, session = ''] = /(?:^|; )sandbox_mailup=(\w+)/.exec(request.headers.cookie ?? '') ?? []
    return world.mailup.users[sessions.get(session) ?? '']
  }
}

export function toSignIn(reply: FastifyReply, host: string): FastifyReply {
  return reply.redirect(`/${host}/login`)
}
