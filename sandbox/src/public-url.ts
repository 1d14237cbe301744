import type { FastifyRequest } from 'fastify'

/**
 * A URL of a provider's host that the client of this request can open: the real one if it uses real host names, otherwise with the host
 * as the first segment of the sandbox's path.
 */
export function publicUrl(request: FastifyRequest, host: string, path: string): string {
  const [, first = ''] = request.originalUrl.split('/')
  const { host: asked = '' } = request.headers
  return asked === first ? `https://${host}${path}` : `${request.protocol}://${asked}/${host}${path}`
}
