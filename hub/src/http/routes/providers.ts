import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { redirectUriOf } from '../../core/start-connection.ts'
import type { Context } from '../context.ts'
import { pageOf, provider } from '../schemas.ts'

/** The platforms that can be connected. */
export function providerRoutes({ ports }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/providers',
      {
        config: { right: null },
        schema: { tags: ['providers'], summary: 'List the platforms', response: { 200: pageOf(provider) } },
      },
      async () => ({
        items: [...ports.providers.values()].map((provider) => ({
          id: provider.id,
          name: provider.name,
          docs: provider.docs,
          redirectUri: redirectUriOf(ports, provider.id),
          portalUrl: ports.outbound.browserUrl(provider.portal.url),
          registerSteps: [...provider.portal.register],
          rotateHow: provider.portal.rotate,
          removalUrl: ports.outbound.browserUrl(provider.revocation.pageUrl),
          tokensExpire: provider.token.refresh !== 'never',
          examplePath: provider.api.examplePath,
          deviceFlow: provider.authorize.deviceUrl !== undefined,
          apiKeys: provider.apiKey !== undefined,
        })),
        nextCursor: null,
      }),
    )
  }
}
