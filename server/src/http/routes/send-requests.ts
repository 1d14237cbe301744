import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { sendCampaign } from '../../email-marketing/approve-send-request.ts'
import { createSendRequest } from '../../email-marketing/create-send-request.ts'
import { getSendRequest } from '../../email-marketing/get-send-request.ts'
import { approval, campaign, newSendRequest, sendRequest } from '../../email-marketing/schemas.ts'
import { principalOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { idParam } from '../schemas.ts'
import { signalOf } from '../signal.ts'

/** Send requests: created with everything that a user must see, then approved with the approval text. */
export function sendRequestRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['Send requests']
  const config = { scope: 'campaigns:send' } as const
  return async (server) => {
    server.post(
      '/v1/connections/:connectionId/campaigns/:campaignId/send-requests',
      {
        config,
        schema: {
          tags,
          operationId: 'createSendRequest',
          summary: 'Create a send request',
          description:
            'Nothing is sent. Returns the campaign, its audiences and the number of recipients. The send request is valid for exactly that, once, for ten minutes.',
          params: idParam('connectionId').extend({ campaignId: z.string().min(1).max(200) }),
          body: newSendRequest,
          response: { 201: sendRequest },
        },
      },
      async (request, reply) => {
        const { connectionId, campaignId } = request.params
        const { scheduledAt = null } = request.body
        const at = scheduledAt === null ? null : new Date(scheduledAt)
        const wanted = { connectionId, campaignId, scheduledAt: at, byUser: false }
        const created = await createSendRequest(context, principalOf(request), wanted, signalOf(reply))
        return reply.code(201).send(created)
      },
    )

    const params = idParam('sendRequestId')
    server.get(
      '/v1/send-requests/:sendRequestId',
      {
        config,
        schema: {
          tags,
          operationId: 'getSendRequest',
          summary: 'Get a send request',
          params,
          response: { 200: sendRequest },
        },
      },
      (request, reply) =>
        getSendRequest(context, principalOf(request), request.params.sendRequestId, signalOf(reply)),
    )

    server.post(
      '/v1/send-requests/:sendRequestId/approve',
      {
        config,
        schema: {
          tags,
          operationId: 'approveSendRequest',
          summary: 'Approve a send request',
          description:
            'Sends or schedules the campaign, after comparing content and number of recipients with the request. A repeated approval sends nothing and returns the campaign.',
          params,
          body: approval,
          response: { 200: campaign },
        },
      },
      (request, reply) => {
        const given = { id: request.params.sendRequestId, ...request.body }
        return sendCampaign(context, principalOf(request), given, { signal: signalOf(reply) })
      },
    )
  }
}
