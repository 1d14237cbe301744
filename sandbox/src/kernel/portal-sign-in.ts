import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { html, type Html } from '../html.ts'
import { randomHex } from '../random-values.ts'
import { errorNote } from '../sign-in-fields.ts'
import { isPassword, type Users } from './users.ts'

/** Sign-in to the provider's own pages: developer portal, account, console. Independent of the sign-in during authorization. */
export interface PortalSignIn {
  readonly host: string
  /** The path of the sign-in page. */
  readonly home: string
  readonly users: () => Users
  readonly layout: (title: string, content: Html) => string
  /** Title of the page and of its button, in the provider's words. */
  readonly title: string
  /** Default: the title. */
  readonly heading?: string
  readonly fields: (usernames: readonly string[]) => Html
  readonly wrongPassword: string
}

export interface PortalSession {
  /** undefined: no user is signed in. */
  usernameOf(request: FastifyRequest): string | undefined
  /** Redirects back after the sign-in. */
  toSignIn(request: FastifyRequest, reply: FastifyReply): FastifyReply
}

const COOKIE = 'sandbox_session'

export function registerPortalSignIn(server: FastifyInstance, signIn: PortalSignIn): PortalSession {
  const { host, home, users, wrongPassword } = signIn
  const page = (next: string, error?: string): string => signInPage(signIn, next, error)
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

/** Posts `next`, `username` and `password` to `/login` of the host. */
function signInPage(
  { host, users, layout, title, heading = title, fields }: PortalSignIn,
  next: string,
  error?: string,
): string {
  return layout(
    title,
    html`<h1>${heading}</h1>
      ${errorNote(error)}
      <form method="post" action="/${host}/login">
        <input type="hidden" name="next" value="${next}" />
        ${fields(Object.keys(users()))}
        <button>${title}</button>
      </form>`,
  )
}
