import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { EVERYTHING_BUT_SEND } from '../../core/create-session.ts'
import { describeConnection } from '../../core/describe-connection.ts'
import { pollDeviceConnection, startDeviceConnection } from '../../core/device-connection.ts'
import { Secret } from '../../secret.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { devicePoll, deviceConnection, newDeviceConnection, startedDevice } from '../schemas.ts'

/** Connecting from a machine without a browser (RFC 8628). */
export function deviceConnectionRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['connections']
  return async (server) => {
    server.post(
      '/v1/device-connections',
      {
        config: { right: 'connections.write' },
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
        const { provider: providerId, owner, access = EVERYTHING_BUT_SEND } = request.body
        const started = await startDeviceConnection(context, callerOf(request), { providerId, owner, access })
        const { ticket, expiresAt, ...shown } = started
        return reply
          .code(201)
          .send({ ...shown, ticket: ticket.reveal(), expiresAt: new Date(expiresAt).toISOString() })
      },
    )
    server.post(
      '/v1/device-connections/poll',
      {
        // Each time it asks anew; what it makes, it makes once.
        config: { right: 'connections.write', idempotencyKey: false },
        schema: {
          tags,
          summary: 'Ask whether the person has finished',
          body: z.strictObject(devicePoll),
          response: { 200: deviceConnection },
        },
      },
      async (request) => {
        const { ticket } = request.body
        const made = await pollDeviceConnection(context, callerOf(request), new Secret(ticket))
        return { connection: made ? describeConnection(context.ports, made) : null }
      },
    )
  }
}
