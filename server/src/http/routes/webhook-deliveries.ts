import type * as Wire from '@letterlock/sdk/wire.ts'
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { isoOrNull, SECOND } from '../../kernel/time.ts'
import type { Delivery } from '../../webhooks/delivery.ts'
import { getDelivery, redeliver, redeliverSpan } from '../../webhooks/redeliver.ts'
import { webhookBody, webhookHeaders } from '../../webhooks/send-webhook.ts'
import { getWebhookEndpoint } from '../../webhooks/webhook-endpoints.ts'
import { principalOf } from '../authentication.ts'
import type { RouteContext } from '../route-context.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { pathParams } from '../schemas/params.ts'
import { idOf } from '../schemas/values.ts'
import * as schemas from '../schemas/webhook.ts'

/** Deliveries and redelivery. */
export function webhookDeliveryRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Webhooks']
  const params = pathParams('webhookEndpointId')
  const deliveryParams = pathParams('webhookEndpointId', 'deliveryId')

  return async (server) => {
    server.get(
      '/v1/webhook-endpoints/:webhookEndpointId/deliveries',
      {
        config: { scope: 'webhooks:read' },
        schema: {
          tags,
          operationId: 'listWebhookDeliveries',
          summary: 'List the deliveries of a webhook endpoint',
          params,
          querystring: z.object({
            ...pageQuery('whd'),
            eventId: idOf('evt').optional().describe('Deliveries of this event.'),
            status: schemas.deliveryStatus.optional().describe('Deliveries with this status.'),
          }),
          response: { 200: pageOf(schemas.webhookDelivery) },
        },
      },
      async (request) => {
        const { limit, cursor: after = null, eventId, status } = request.query
        const { id } = await getWebhookEndpoint(
          context,
          principalOf(request),
          request.params.webhookEndpointId,
        )
        const filter = { eventId, succeeded: status && status === 'succeeded' }
        const page = { limit: limit + 1, after }
        return toPage(await context.store.webhookDeliveries.list(id, filter, page), limit, toDelivery)
      },
    )

    server.get(
      '/v1/webhook-endpoints/:webhookEndpointId/deliveries/:deliveryId',
      {
        config: { scope: 'webhooks:read' },
        schema: {
          tags,
          operationId: 'getWebhookDelivery',
          summary: 'Get a delivery with the request that was sent',
          params: deliveryParams,
          response: { 200: schemas.webhookDeliveryDetails },
        },
      },
      async (request): Promise<Wire.WebhookDeliveryDetails> => {
        const principal = principalOf(request)
        const delivery = await getDelivery(context, principal, request.params)
        const event = await context.store.events.read(principal.workspaceId, delivery.eventId)
        const { url, eventId: id, signature, sentAt } = delivery
        const headers = webhookHeaders({ id, timestampSeconds: Math.floor(sentAt / SECOND), signature })
        return { ...toDelivery(delivery), request: { url, headers, body: event ? webhookBody(event) : null } }
      },
    )

    server.post(
      '/v1/webhook-endpoints/:webhookEndpointId/deliveries/:deliveryId/redeliver',
      {
        config: { scope: 'webhooks:write' },
        schema: {
          tags,
          operationId: 'redeliverWebhook',
          summary: 'Send the event of a delivery again',
          params: deliveryParams,
          response: { 202: schemas.redelivered },
        },
      },
      async (request, reply) => {
        await redeliver(context, principalOf(request), request.params)
        return reply.code(202).send({ queuedCount: 1 })
      },
    )

    server.post(
      '/v1/webhook-endpoints/:webhookEndpointId/redeliver',
      {
        config: { scope: 'webhooks:write' },
        schema: {
          tags,
          operationId: 'redeliverWebhooks',
          summary: 'Send the events of a span of time again',
          params,
          body: schemas.redeliverSpan,
          response: { 202: schemas.redelivered },
        },
      },
      async (request, reply) => {
        const { since, until, events } = request.body
        const span = {
          since: Date.parse(since),
          until: until === undefined ? context.now().getTime() + 1 : Date.parse(until),
          undeliveredOnly: events === 'undelivered',
        }
        const { webhookEndpointId } = request.params
        const queuedCount = await redeliverSpan(context, principalOf(request), webhookEndpointId, span)
        return reply.code(202).send({ queuedCount })
      },
    )
  }
}

export function toDelivery(delivery: Delivery): Wire.WebhookDelivery {
  return {
    id: delivery.id,
    webhookEndpointId: delivery.webhookEndpointId,
    eventId: delivery.eventId,
    eventType: delivery.eventType,
    status: delivery.succeeded ? 'succeeded' : 'failed',
    attempt: delivery.attempt,
    isRedelivery: delivery.isRedelivery,
    statusCode: delivery.statusCode,
    responseBody: delivery.responseBody,
    errorCode: delivery.errorCode,
    durationMs: delivery.durationMs,
    nextAttemptAt: isoOrNull(delivery.nextAttemptAt),
    createdAt: new Date(delivery.sentAt).toISOString(),
  }
}
