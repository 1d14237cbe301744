import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { realHostOf } from './real-host.ts'

/*
 * In pages, redirects and cookies, hosts are the first segment of the path. For clients that use the providers' own host names, they are
 * converted back.
 */

const LINK = /((?:href|action|src)=")\/([\w-]+(?:\.[\w-]+)+)(?=[/"?])/g
const LOCATION = /^\/([\w-]+(?:\.[\w-]+)+)(?=[/?]|$)/

/** Writes links for clients that use the providers' own host names. */
export function rewriteLinks(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    const real = realHostOf(request.raw)
    if (!real) return payload
    const location = reply.getHeader('location')
    if (typeof location === 'string')
      reply.header(
        'location',
        location.replace(LOCATION, (_path, host: string) => originOf(real, host)),
      )
    rewriteCookies(reply)
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html')
    if (!isPage || typeof payload !== 'string') return payload
    return payload.replace(LINK, (_link, start: string, host: string) => start + originOf(real, host))
  })
}

/** A URL of a provider's host that the client of this request can open. */
export function publicUrl(request: FastifyRequest, host: string, path: string): string {
  const real = realHostOf(request.raw)
  return real
    ? `${originOf(real, host)}${path}`
    : `${request.protocol}://${request.headers.host ?? ''}/${host}${path}`
}

/** The other host, with the scheme and port of the request. */
const originOf = (real: { readonly origin: string; readonly host: string }, host: string): string =>
  real.origin.replace(`//${real.host}`, `//${host}`)

function rewriteCookies(reply: FastifyReply): void {
  const cookies = [reply.getHeader('set-cookie') ?? []].flat()
  if (cookies.length === 0) return
  reply.removeHeader('set-cookie')
  for (const cookie of cookies)
    reply.header('set-cookie', String(cookie).replace(/; Path=\/[\w-]+(\.[\w-]+)+/, '; Path=/'))
}
