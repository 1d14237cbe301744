import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { DEFAULT_PERMISSIONS } from '../../connect/create-connect-session.ts'
import { toConnectionResponse } from '../../connections/to-connection-response.ts'
import { pollDeviceAuthorization, createDeviceAuthorization } from '../../connect/device-authorization.ts'
import { Secret } from '../../kernel/secret.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import {
  createDeviceAuthorizationInput,
  deviceAuthorization,
  pollDeviceAuthorizationInput,
  polledDeviceAuthorization,
} from '../schemas/device-authorization.ts'
import {
  CREATE_DEVICE_AUTHORIZATION_PROBLEMS,
  POLL_DEVICE_AUTHORIZATION_PROBLEMS,
} from '../../connect/problems.ts'

/** Device authorization (RFC 8628). */
export function deviceAuthorizationRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Device authorizations']
  return async (server) => {
    server.post(
      '/v1/device-authorizations',
      {
        config: {
          scope: 'connections:write',
          problems: CREATE_DEVICE_AUTHORIZATION_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'createDeviceAuthorization',
          summary: 'Create a device authorization',
          description: 'Show the end user the code and the URL, then poll with the device code.',
          body: createDeviceAuthorizationInput,
          response: { 201: deviceAuthorization },
        },
      },
      async (request, reply) => {
        const {
          provider: providerSlug,
          endUserId,
          permissions = DEFAULT_PERMISSIONS,
          labels = {},
        } = request.body
        const started = await createDeviceAuthorization(context, principalOf(request), {
          providerSlug,
          endUserId,
          permissions,
          labels,
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
        // No Idempotency-Key: each poll must ask the provider again. The connection is created once.
        config: {
          scope: 'connections:write',
          idempotencyKey: false,
          problems: POLL_DEVICE_AUTHORIZATION_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'pollDeviceAuthorization',
          summary: 'Poll a device authorization',
          description: 'No more often than `intervalSeconds` says.',
          body: pollDeviceAuthorizationInput,
          response: { 200: polledDeviceAuthorization },
        },
      },
      async (request) => {
        const { deviceCode } = request.body
        const made = await pollDeviceAuthorization(context, principalOf(request), new Secret(deviceCode))
        return made
          ? { status: 'completed' as const, connection: toConnectionResponse(context, made) }
          : { status: 'pending' as const, connection: null }
      },
    )
  }
}
