import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { SECOND } from '../../kernel/time.ts'
import { testWebhookEndpoint } from '../../webhooks/test-webhook-endpoint.ts'
import { rotateSigningSecret } from '../../webhooks/webhook-endpoints.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { pathParams } from '../schemas/params.ts'
import * as schemas from '../schemas/webhook.ts'
import { withSigningSecret } from '../to-webhook-endpoint-response.ts'
import { toDelivery } from './webhook-deliveries.ts'

/** Rotates the signing secret of a webhook endpoint, and tests it. */
export function webhookEndpointActionRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Webhooks']
  const params = pathParams('webhookEndpointId')

  return async (server) => {
    server.post(
      '/v1/webhook-endpoints/:webhookEndpointId/rotate-secret',
      {
        config: { scope: 'webhooks:write' },
        schema: {
          tags,
          operationId: 'rotateWebhookSecret',
          summary: 'Create a new signing secret; until they expire, the previous ones sign too',
          params,
          body: schemas.rotateSigningSecret,
          response: { 200: schemas.webhookEndpointWithSecret },
        },
      },
      async (request, reply) => {
        const { webhookEndpointId } = request.params
        const expiresInMs = request.body.previousExpiresInSeconds * SECOND
        const rotated = await rotateSigningSecret(
          context,
          principalOf(request),
          webhookEndpointId,
          expiresInMs,
        )
        return reply.header('cache-control', 'no-store').send(await withSigningSecret(context, rotated))
      },
    )

    server.post(
      '/v1/webhook-endpoints/:webhookEndpointId/test',
      {
        config: { scope: 'webhooks:write' },
        schema: {
          tags,
          operationId: 'testWebhookEndpoint',
          summary: 'Send a test event',
          params,
          response: { 200: schemas.webhookDelivery },
        },
      },
      async (request) =>
        toDelivery(
          await testWebhookEndpoint(context, principalOf(request), request.params.webhookEndpointId),
        ),
    )
  }
}
