import type * as Wire from '@letterlock/client/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { addAppSecret, registerApp, removeApp, removeAppSecret } from '../../core/apps.ts'
import type { App } from '../../core/connection.ts'
import { redirectUriOf } from '../../core/start-connection.ts'
import { workspaceOf } from '../../core/workspace.ts'
import { Secret } from '../../secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import {
  app as appSchema,
  clientSecret,
  id,
  newApp,
  pageOf,
  pageQuery,
  providerId,
  toPage,
} from '../schemas.ts'

/** Our registrations at the platforms. Client secrets are written and rotated, never read back. */
export function appRoutes({ ports }: Context): FastifyPluginAsyncZod {
  const describe = (app: App): Wire.App => ({
    id: app.id,
    provider: app.providerId,
    clientId: app.clientId,
    name: app.name,
    redirectUri: redirectUriOf(ports, app.providerId),
    secrets: app.secrets.map(({ id, createdAt }) => ({ id, createdAt: new Date(createdAt).toISOString() })),
    createdAt: new Date(app.createdAt).toISOString(),
  })
  const tags = ['apps']

  return async (server) => {
    server.get(
      '/v1/apps',
      {
        config: { right: 'apps.read' },
        schema: {
          tags,
          summary: 'List the apps, newest first',
          querystring: z.object({ ...pageQuery('app'), provider: providerId(ports).optional() }),
          response: { 200: pageOf(appSchema) },
        },
      },
      async (request) => {
        const { limit, cursor, provider } = request.query
        const apps = await ports.store.apps.list(callerOf(request).workspaceId)
        const wanted = apps.filter(
          (app) => (!provider || app.providerId === provider) && (!cursor || app.id < cursor),
        )
        return toPage(wanted, limit, describe)
      },
    )

    server.post(
      '/v1/apps',
      {
        config: { right: 'apps.write' },
        schema: { tags, summary: 'Register an app', body: newApp, response: { 201: appSchema } },
      },
      async (request, reply) => {
        const caller = callerOf(request)
        const { provider, clientId, clientSecret, name } = request.body
        const app = await registerApp(ports, caller, {
          providerId: provider,
          clientId,
          clientSecret: new Secret(clientSecret),
          name: name ?? (await workspaceOf(ports, caller)).name,
        })
        return reply.code(201).send(describe(app))
      },
    )

    server.delete(
      '/v1/apps/:id',
      {
        config: { right: 'apps.write' },
        schema: { tags, summary: 'Remove an app', params: id, response: { 204: z.void() } },
      },
      async (request, reply) => {
        await removeApp(ports, callerOf(request), request.params.id)
        return reply.code(204).send()
      },
    )

    server.post(
      '/v1/apps/:id/secrets',
      {
        config: { right: 'apps.write' },
        schema: {
          tags,
          summary: 'Add a client secret; it is used from now on',
          params: id,
          body: z.strictObject({ clientSecret }),
          response: { 201: appSchema },
        },
      },
      async (request, reply) => {
        const secret = new Secret(request.body.clientSecret)
        return reply
          .code(201)
          .send(describe(await addAppSecret(ports, callerOf(request), request.params.id, secret)))
      },
    )

    server.delete(
      '/v1/apps/:id/secrets/:secretId',
      {
        config: { right: 'apps.write' },
        schema: {
          tags,
          summary: 'Remove an older client secret',
          params: id.extend({ secretId: z.string().max(64) }),
          response: { 200: appSchema },
        },
      },
      async (request) => {
        const { id, secretId } = request.params
        return describe(await removeAppSecret(ports, callerOf(request), id, secretId))
      },
    )
  }
}
