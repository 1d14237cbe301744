import serveFiles from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { html } from '../views/html.ts'
import { ICON } from '../views/icon.ts'
import { sendPage } from './send-page.ts'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** The URLs of the dashboard's pages; the router in the browser shows the page. */
export const PAGES = [
  '/',
  '/sign-in',
  '/setup',
  '/accept-invitation',
  '/forgot-password',
  '/reset-password',
  '/connections',
  '/connections/new',
  '/connections/complete',
  '/connections/:connectionId',
  '/calls',
  '/oauth-apps',
  '/secret-keys',
  '/assistants',
  '/webhooks',
  '/webhooks/:webhookEndpointId',
  '/send-requests/:sendRequestId',
  '/consent/:consentRequestId',
  '/activity',
  '/profile/sessions',
  '/profile/alerts',
  '/members',
  '/profile',
  '/settings',
  '/server',
]

/** The built font for the languages of the server's pages; its name ends with a hash. */
const FONT = /^hanken-grotesk-latin-wght-normal.*\.woff2$/

/** Shown after an installation without development dependencies, which cannot build the dashboard. */
const NOT_BUILT = html`<h1>The dashboard is not built</h1>
  <p>The API, the connect page and assistants work without it.</p>
  <p>
    Run <code>npm ci</code> with the development dependencies, or copy <code>dashboard/dist</code> from a
    machine that has it. Then restart Letterlock.
  </p>`

const NOT_SET_UP = html`<h1>Set up the dashboard first</h1>
  <p>
    There is no user yet who could sign in. The first user is created with the setup link that the server
    printed when it started:
  </p>
  <p><code>Set up the dashboard once, with this link: …/setup#…</code></p>
  <p class="soft">It is in the terminal or in the log of the server. A restart prints it again.</p>`

/** The built dashboard: one page, its scripts and styles. Files with a hash in their name are cached forever. */
export function dashboard(
  webFolder: string | null,
  users: { exist(): Promise<boolean> },
): FastifyPluginAsync {
  return async (server) => {
    server.get('/icon.svg', { schema: { hide: true } }, (_request, reply) =>
      reply.type('image/svg+xml').header('cache-control', 'max-age=86400').send(ICON),
    )
    if (webFolder === null) {
      for (const page of PAGES)
        server.get(page, { schema: { hide: true } }, (_request, reply) =>
          sendPage(reply, { title: 'The dashboard is not built', status: 503 }, NOT_BUILT),
        )
      return
    }
    await server.register(serveFiles, {
      root: join(webFolder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
      // The build contains each file compressed too.
      preCompressed: true,
    })
    const font = readdirSync(join(webFolder, 'assets')).find((name) => FONT.test(name))
    if (font !== undefined)
      server.get('/font.woff2', { schema: { hide: true } }, (_request, reply) =>
        reply
          .header('cache-control', 'public, max-age=86400')
          .sendFile(font, join(webFolder, 'assets'), { cacheControl: false, immutable: false }),
      )
    let isSetUp = false
    const send = (reply: FastifyReply): FastifyReply =>
      reply
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .sendFile('index.html', webFolder, { cacheControl: false, immutable: false })
    for (const page of PAGES)
      server.get(page, { schema: { hide: true } }, async (_request, reply) => {
        isSetUp ||= await users.exist()
        return isSetUp || page === '/setup'
          ? send(reply)
          : sendPage(reply, { title: 'Set up the dashboard' }, NOT_SET_UP)
      })
  }
}
