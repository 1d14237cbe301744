import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { redirectUriOf } from '../../connect/start-authorization.ts'
import type { Context } from '../context.ts'
import { pageOf, provider } from '../schemas.ts'

/** The available providers. */
export function providerRoutes({ ports }: Context): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/providers',
      {
        config: { scope: null },
        schema: { tags: ['providers'], summary: 'List providers', response: { 200: pageOf(provider) } },
      },
      async () => ({
        items: [...ports.providers.values()].map((provider) => ({
          id: provider.id,
          name: provider.name,
          docsUrl: provider.docsUrl,
          redirectUri: redirectUriOf(ports, provider.id),
          developerPortalUrl: ports.outbound.browserUrl(provider.developerPortal.url),
          registrationSteps: [...provider.developerPortal.registrationSteps],
          secretRotationSteps: [...provider.developerPortal.secretRotationSteps],
          authorizedAppsUrl: ports.outbound.browserUrl(provider.revocation.authorizedAppsUrl),
          accessTokensExpire: provider.token.refresh !== 'none',
          exampleApiPath: provider.api.examplePath,
          deviceFlow: provider.authorization.deviceAuthorizationUrl !== undefined,
          apiKeys: provider.apiKey !== undefined,
        })),
        nextCursor: null,
      }),
    )
  }
}
