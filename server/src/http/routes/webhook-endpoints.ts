import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
} from '../../webhooks/webhook-endpoints.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import * as schemas from '../schemas/webhook.ts'
import {
  toWebhookEndpointResponse,
  toWebhookEndpointResponses,
  withSigningSecret,
} from '../to-webhook-endpoint-response.ts'

/** Webhook endpoints. A signing secret is returned only by the request that creates it. */
export function webhookEndpointRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Webhooks']
  const params = pathParams('webhookEndpointId')

  return async (server) => {
    server.get(
      '/v1/webhook-endpoints',
      {
        config: { scope: 'webhooks:read' },
        schema: {
          tags,
          operationId: 'listWebhookEndpoints',
          summary: 'List the webhook endpoints, newest first',
          querystring: z.object(pageQuery('we')),
          response: { 200: pageOf(schemas.webhookEndpoint) },
        },
      },
      async (request) => {
        const { limit, cursor: after = null } = request.query
        const page = { limit: limit + 1, after }
        const endpoints = await context.store.webhookEndpoints.list(principalOf(request).workspaceId, page)
        const { items, nextCursor } = toPage(endpoints, limit, (one) => one)
        return { items: await toWebhookEndpointResponses(context, items), nextCursor }
      },
    )

    server.post(
      '/v1/webhook-endpoints',
      {
        config: { scope: 'webhooks:write', problems: ['webhook_url_not_allowed'] },
        schema: {
          tags,
          operationId: 'createWebhookEndpoint',
          summary: 'Create a webhook endpoint; its signing secret is shown once',
          body: schemas.createWebhookEndpoint,
          response: { 201: schemas.webhookEndpointWithSecret },
        },
      },
      async (request, reply) => {
        const { url, description = '', eventTypes = [], status = 'enabled' } = request.body
        const input = { url, description, eventTypes, status }
        const created = await createWebhookEndpoint(context, principalOf(request), input)
        return reply
          .code(201)
          .header('cache-control', 'no-store')
          .send(await withSigningSecret(context, created))
      },
    )

    server.get(
      '/v1/webhook-endpoints/:webhookEndpointId',
      {
        config: { scope: 'webhooks:read' },
        schema: {
          tags,
          operationId: 'getWebhookEndpoint',
          summary: 'Get a webhook endpoint',
          params,
          response: { 200: schemas.webhookEndpoint },
        },
      },
      async (request) =>
        toWebhookEndpointResponse(
          context,
          await getWebhookEndpoint(context, principalOf(request), request.params.webhookEndpointId),
        ),
    )

    server.patch(
      '/v1/webhook-endpoints/:webhookEndpointId',
      {
        config: { scope: 'webhooks:write', problems: ['webhook_url_not_allowed'] },
        schema: {
          tags,
          operationId: 'updateWebhookEndpoint',
          summary: 'Update a webhook endpoint, pause it, or enable it again',
          params,
          body: schemas.updateWebhookEndpoint,
          response: { 200: schemas.webhookEndpoint },
        },
      },
      async (request) => {
        const { webhookEndpointId } = request.params
        return toWebhookEndpointResponse(
          context,
          await updateWebhookEndpoint(context, principalOf(request), webhookEndpointId, request.body),
        )
      },
    )

    server.delete(
      '/v1/webhook-endpoints/:webhookEndpointId',
      {
        config: { scope: 'webhooks:write' },
        schema: {
          tags,
          operationId: 'deleteWebhookEndpoint',
          summary: 'Delete a webhook endpoint with its deliveries',
          params,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await deleteWebhookEndpoint(context, principalOf(request), request.params.webhookEndpointId)
        return reply.code(204).send()
      },
    )
  }
}
