import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DEFAULT_PERMISSIONS } from '../../connect/create-connect-session.ts'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { pollDeviceAuthorization, createDeviceAuthorization } from '../../connect/device-authorization.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { devicePoll, deviceConnection, newDeviceConnection, startedDevice } from '../schemas.ts'

/** Device authorization (RFC 8628). */
export function deviceAuthorizationRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['connections']
  return async (server) => {
    server.post(
      '/v1/device-authorizations',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Create a device authorization',
          description:
            'Show the user code and the verification URI to the end user. Then poll with the device code, no more often than intervalSeconds.',
          body: newDeviceConnection,
          response: { 201: startedDevice },
        },
      },
      async (request, reply) => {
        const { provider: providerSlug, endUserId, permissions = DEFAULT_PERMISSIONS } = request.body
        const started = await createDeviceAuthorization(context, principalOf(request), {
          providerSlug,
          endUserId,
          permissions,
        })
        const { deviceCode, expiresAt, ...shown } = started
        return reply.code(201).send({
          ...shown,
          deviceCode: deviceCode.reveal(),
          expiresAt: new Date(expiresAt).toISOString(),
        })
      },
    )
    server.post(
      '/v1/device-authorizations/poll',
      {
        // Polling is not idempotent, and creates the connection once.
        config: { scope: 'connections:write', idempotencyKey: false },
        schema: {
          tags,
          summary: 'Poll a device authorization',
          body: z.strictObject(devicePoll),
          response: { 200: deviceConnection },
        },
      },
      async (request) => {
        const { deviceCode } = request.body
        const made = await pollDeviceAuthorization(context, principalOf(request), new Secret(deviceCode))
        return { connection: made ? describeConnection(context.ports, made) : null }
      },
    )
  }
}
