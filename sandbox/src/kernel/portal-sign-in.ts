import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { randomHex } from '../random-values.ts'
import { isPassword, type Users } from './users.ts'

/** Sign-in to the provider's own pages: developer portal, account, console. It is separate from that of an authorization request. */
export interface PortalSignIn {
  readonly host: string
  /** Path that a person comes to. */
  readonly home: string
  readonly users: () => Users
  /** Posts `next`, `username` and `password` to `/login` of the host. */
  readonly page: (next: string, error?: string) => string
  readonly wrongPassword: string
}

export interface PortalSession {
  /** undefined: no user is signed in. */
  usernameOf(request: FastifyRequest): string | undefined
  /** After it the person comes back. */
  toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

const COOKIE = 'sandbox_session'

export function registerPortalSignIn(
  server: FastifyInstance,
  { host, home, users, page, wrongPassword }: PortalSignIn,
): PortalSession {
  const sessions = new Map<string, string>()

  server.get<{ Querystring: { next?: string } }>('/login', (request, reply) =>
    reply.type('text/html').send(page(request.query.next ?? '')),
  )
  server.post<{ Body: Record<string, string> | null }>('/login', (request, reply) => {
    const { username = '', password = '', next = '' } = request.body ?? {}
    if (!isPassword(users(), username, password))
      return reply.type('text/html').send(page(next, wrongPassword))
    const session = randomHex(32)
    sessions.set(session, username)
    return reply
      .header('set-cookie', `${COOKIE}=${session}; Path=/${host}; HttpOnly; SameSite=Lax`)
      .redirect(next.startsWith(`/${host}/`) ? next : `/${host}${home}`)
  })

  return {
    usernameOf: ({ headers }) => {
      const [, session = ''] = new RegExp(`(?:^|; )${COOKIE}=(\\w+)`).exec(headers.cookie ?? '') ?? []
      const username = sessions.get(session)
      // A reset may have removed the user.
      return username !== undefined && username in users() ? username : undefined
    },
    toSignIn: (request, reply) => {
      const next = request.method === 'GET' ? `?next=${encodeURIComponent(request.url)}` : ''
      return reply.redirect(`/${host}/login${next}`)
    },
  }
}
