import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { redirectUriOf } from '../../connect/start-authorization.ts'
import type { Locale } from '../../kernel/locale.ts'
import type { Provider, PortalSteps } from '../../providers/provider.ts'
import { localeOf } from '../locale-of.ts'
import type { RouteContext } from '../route-context.ts'
import { pageOf } from '../schemas/page.ts'
import { providerSchema } from '../schemas/workspace.ts'

/** The available providers. */
export function providerRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    server.get(
      '/v1/providers',
      {
        config: { scope: null },
        schema: {
          tags: ['Providers'],
          operationId: 'listProviders',
          summary: 'List providers',
          response: { 200: pageOf(providerSchema) },
        },
      },
      async (request) => ({
        items: [...context.providers.values()].map((provider) => ({
          id: provider.id,
          name: provider.name,
          docsUrl: provider.docsUrl,
          redirectUri: redirectUriOf(context, provider.id),
          developerPortalUrl: context.outbound.browserUrl(provider.developerPortal.url),
          registrationSteps: stepsIn(localeOf(request), provider.developerPortal.registrationSteps),
          secretRotationSteps: stepsIn(localeOf(request), provider.developerPortal.secretRotationSteps),
          authorizedAppsUrl: context.outbound.browserUrl(provider.revocation.authorizedAppsUrl),
          accessTokensExpire: provider.token.refresh !== 'none',
          exampleApiPath: provider.api.examplePath,
          authMethods: authMethodsOf(provider),
        })),
        nextCursor: null,
      }),
    )
  }
}

function stepsIn(locale: Locale, steps: PortalSteps): string[] {
  return [...(steps[locale] ?? steps.en)]
}

function authMethodsOf({ authorization, apiKey, legacyExchange }: Provider): Wire.Provider['authMethods'] {
  return [
    'authorization_code',
    ...(authorization.deviceAuthorizationUrl === undefined ? [] : (['device_code'] as const)),
    ...(apiKey === undefined ? [] : (['api_key'] as const)),
    ...(legacyExchange === undefined ? [] : (['legacy_basic', 'legacy_oauth1'] as const)),
  ]
}
