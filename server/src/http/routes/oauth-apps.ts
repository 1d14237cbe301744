import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  addClientSecret,
  createOAuthApp,
  deleteOAuthApp,
  removeClientSecret,
} from '../../workspaces/oauth-apps.ts'
import type { OAuthApp } from '../../workspaces/oauth-app.ts'
import { redirectUriOf } from '../../connect/start-authorization.ts'
import { workspaceOf } from '../../workspaces/update-workspace.ts'
import { Secret } from '../../kernel/secret.ts'
import { assertProviderFilter } from '../assert-provider-filter.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { provider as providerSlug } from '../schemas/values.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { addClientSecretInput, createOAuthAppInput, oauthApp } from '../schemas/workspace.ts'

/** OAuth apps at the providers. Client secrets can be added and removed, never read. */
export function oauthAppRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const describe = (app: OAuthApp): Wire.OAuthApp => ({
    id: app.id,
    provider: app.providerSlug,
    clientId: app.clientId,
    name: app.name,
    redirectUri: redirectUriOf(context, app.providerSlug),
    clientSecrets: app.clientSecrets.map(({ id, createdAt }) => ({
      id,
      createdAt: new Date(createdAt).toISOString(),
    })),
    createdAt: new Date(app.createdAt).toISOString(),
  })
  const tags = ['OAuth apps']

  return async (server) => {
    server.get(
      '/v1/oauth-apps',
      {
        config: { scope: 'oauth_apps:read' },
        schema: {
          tags,
          operationId: 'listOAuthApps',
          summary: 'List OAuth apps',
          description: 'Newest first.',
          querystring: z.object({ ...pageQuery('app'), provider: providerSlug.min(1).optional() }),
          response: { 200: pageOf(oauthApp) },
        },
      },
      async (request) => {
        const { limit, cursor, provider } = request.query
        const apps = await context.store.oauthApps.list(principalOf(request).workspaceId)
        const wanted = apps.filter(
          (app) => (!provider || app.providerSlug === provider) && (!cursor || app.id < cursor),
        )
        assertProviderFilter(context, provider, wanted.length)
        return toPage(wanted, limit, describe)
      },
    )

    server.post(
      '/v1/oauth-apps',
      {
        config: { scope: 'oauth_apps:write', problems: ['oauth_app_exists'] },
        schema: {
          tags,
          operationId: 'createOAuthApp',
          summary: 'Create an OAuth app',
          description: 'Registers an OAuth app that exists at the provider.',
          body: createOAuthAppInput,
          response: { 201: oauthApp },
        },
      },
      async (request, reply) => {
        const principal = principalOf(request)
        const { provider, clientId, clientSecret, name } = request.body
        const app = await createOAuthApp(context, principal, {
          providerSlug: provider,
          clientId,
          clientSecret: new Secret(clientSecret),
          name: name ?? (await workspaceOf(context, principal)).name,
        })
        return reply.code(201).send(describe(app))
      },
    )

    server.delete(
      '/v1/oauth-apps/:oauthAppId',
      {
        config: { scope: 'oauth_apps:write', problems: ['oauth_app_in_use'] },
        schema: {
          tags,
          operationId: 'deleteOAuthApp',
          summary: 'Delete an OAuth app',
          params: pathParams('oauthAppId'),
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await deleteOAuthApp(context, principalOf(request), request.params.oauthAppId)
        return reply.code(204).send()
      },
    )

    server.post(
      '/v1/oauth-apps/:oauthAppId/client-secrets',
      {
        config: { scope: 'oauth_apps:write' },
        schema: {
          tags,
          operationId: 'addClientSecret',
          summary: 'Add a client secret',
          description: 'It is used from now on; the older ones are still tried until they are removed.',
          params: pathParams('oauthAppId'),
          body: addClientSecretInput,
          response: { 201: oauthApp },
        },
      },
      async (request, reply) => {
        const secret = new Secret(request.body.clientSecret)
        return reply
          .code(201)
          .send(
            describe(await addClientSecret(context, principalOf(request), request.params.oauthAppId, secret)),
          )
      },
    )

    server.delete(
      '/v1/oauth-apps/:oauthAppId/client-secrets/:clientSecretId',
      {
        config: { scope: 'oauth_apps:write', problems: ['client_secret_required'] },
        schema: {
          tags,
          operationId: 'removeClientSecret',
          summary: 'Remove a client secret',
          params: pathParams('oauthAppId', 'clientSecretId'),
          response: { 200: oauthApp },
        },
      },
      async (request) => {
        const { oauthAppId, clientSecretId } = request.params
        return describe(await removeClientSecret(context, principalOf(request), oauthAppId, clientSecretId))
      },
    )
  }
}
