import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { MAX_OWN_ID_LENGTH } from '../../kernel/limits.ts'
import { z } from 'zod'
import { receiveCallback } from '../../connect/receive-callback.ts'
import type { BrowserCookies } from '../browser.ts'
import type { RouteContext } from '../route-context.ts'
import { PRIVATE_PAGE } from '../../views/document.ts'

/** The redirect URIs, one per provider. */
export function callbackRoutes(context: RouteContext, cookies: BrowserCookies): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/oauth/:provider/callback',
      { schema: { hide: true, params: z.object({ provider: z.string().max(MAX_OWN_ID_LENGTH) }) } },
      async (request, reply) => {
        const { url = '' } = request.raw
        // A query may contain more question marks (RFC 3986 section 3.4).
        const parameters = new URLSearchParams(url.includes('?') ? url.slice(url.indexOf('?')) : '')
        const returnUrl = await receiveCallback(context, {
          providerSlug: request.params.provider,
          parameters,
          cookieOf: (state) => cookies.read(request, 'authorization', state),
        })
        cookies.clear(reply, 'authorization', parameters.get('state') ?? '')
        return reply.headers(PRIVATE_PAGE).redirect(returnUrl.href, 303)
      },
    )
  }
}
