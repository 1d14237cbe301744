import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { DEFAULT_PERMISSIONS } from '../../connect/create-connect-session.ts'
import { describeConnection } from '../../connections/to-connection-response.ts'
import { pollDeviceAuthorization, createDeviceAuthorization } from '../../connect/device-authorization.ts'
import { Secret } from '../../kernel/secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { devicePoll, deviceConnection, newDeviceConnection, startedDevice } from '../schemas.ts'

/** Connecting from a machine without a browser (RFC 8628). */
export function deviceAuthorizationRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['connections']
  return async (server) => {
    server.post(
      '/v1/device-authorizations',
      {
        config: { scope: 'connections:write' },
        schema: {
          tags,
          summary: 'Begin to connect without a browser here',
          description:
            'Show the person the code and the address; then ask again with the ticket, no more often than the interval says.',
          body: newDeviceConnection,
          response: { 201: startedDevice },
        },
      },
      async (request, reply) => {
        const { provider: providerId, endUserId, permissions = DEFAULT_PERMISSIONS } = request.body
        const started = await createDeviceAuthorization(context, callerOf(request), {
          providerId,
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
        // Each time it asks anew; what it makes, it makes once.
        config: { scope: 'connections:write', idempotencyKey: false },
        schema: {
          tags,
          summary: 'Ask whether the person has finished',
          body: z.strictObject(devicePoll),
          response: { 200: deviceConnection },
        },
      },
      async (request) => {
        const { deviceCode } = request.body
        const made = await pollDeviceAuthorization(context, callerOf(request), new Secret(deviceCode))
        return { connection: made ? describeConnection(context.ports, made) : null }
      },
    )
  }
}
