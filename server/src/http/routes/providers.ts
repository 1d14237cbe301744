import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { redirectUriOf } from '../../connect/start-authorization.ts'
import type { Context } from '../context.ts'
import { pageOf, provider } from '../schemas.ts'

/** The platforms that can be connected. */
export function providerRoutes({ ports }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/providers',
      {
        config: { scope: null },
        schema: { tags: ['providers'], summary: 'List the platforms', response: { 200: pageOf(provider) } },
      },
      async () => ({
        items: [...ports.providers.values()].map((provider) => ({
          id: provider.id,
          name: provider.name,
          docs: provider.docs,
          redirectUri: redirectUriOf(ports, provider.id),
          developerPortalUrl: ports.outbound.browserUrl(provider.developerPortal.url),
          registrationSteps: [...provider.developerPortal.register],
          secretRotationSteps: provider.developerPortal.rotate,
          authorizedAppsUrl: ports.outbound.browserUrl(provider.revocation.pageUrl),
          accessTokensExpire: provider.token.refresh !== 'never',
          examplePath: provider.api.examplePath,
          deviceFlow: provider.authorize.deviceUrl !== undefined,
          apiKeys: provider.apiKey !== undefined,
        })),
        nextCursor: null,
      }),
    )
  }
}
