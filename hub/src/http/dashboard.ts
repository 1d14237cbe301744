import serveFiles from '@fastify/static'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { join } from 'node:path'

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** Pages of the dashboard that are addresses of their own; the browser shows what belongs to each. */
const PAGES = [
  '/',
  '/sign-in',
  '/set-up',
  '/join',
  '/forgot',
  '/new-password',
  '/add',
  '/connected',
  '/connections/:id',
  '/apps',
  '/keys',
  '/assistants',
  '/confirm',
  '/consent/:uid',
  '/activity',
  '/devices',
  '/members',
  '/you',
  '/settings',
]

/** The dashboard as it was built: one page, its scripts and styles. Files with a hash in their name are kept for good. */
export function dashboard(webFolder: string | null): FastifyPluginAsync {
  return async (server) => {
    if (webFolder === null) return
    await server.register(serveFiles, {
      root: join(webFolder, 'assets'),
      prefix: '/assets/',
      immutable: true,
      maxAge: '365d',
    })
    const send = (reply: FastifyReply): FastifyReply =>
      reply
        .header('content-security-policy', POLICY)
        .header('referrer-policy', 'no-referrer')
        .sendFile('index.html', webFolder, { cacheControl: false, immutable: false })
    for (const page of PAGES) server.get(page, { schema: { hide: true } }, (_request, reply) => send(reply))
  }
}
