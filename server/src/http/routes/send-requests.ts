import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { approveSendRequest } from '../../email-marketing/sending/approve-send-request.ts'
import { declineSendRequest } from '../../email-marketing/sending/decline-send-request.ts'
import { createSendRequest } from '../../email-marketing/sending/create-send-request.ts'
import { getSendRequest } from '../../email-marketing/sending/get-send-request.ts'
import { principalOf } from '../authentication.ts'
import { recorded } from '../log-calls.ts'
import type { RouteContext } from '../route-context.ts'
import { signalOf } from '../signal.ts'
import { sendRequestStatus } from '../../email-marketing/model/schemas.ts'
import { listSendRequests } from '../../email-marketing/sending/list-send-requests.ts'
import { campaign, sendRequest, sendRequestSummary } from '../schemas/email-marketing.ts'
import { pageOf, pageQuery, toPage } from '../schemas/page.ts'
import { idOf } from '../schemas/values.ts'
import { approveSendRequestInput, createSendRequestInput } from '../schemas/email-marketing-inputs.ts'
import { pathParams } from '../schemas/params.ts'
import {
  APPROVE_SEND_REQUEST_PROBLEMS,
  CREATE_SEND_REQUEST_PROBLEMS,
  DECLINE_SEND_REQUEST_PROBLEMS,
  GET_SEND_REQUEST_PROBLEMS,
} from '../../email-marketing/problems.ts'
import { SEND_REQUEST_LIFETIME_MINUTES } from '../../kernel/limits.ts'

/** Send requests: created with everything that a user must see, then approved with the approval text. */
export function sendRequestRoutes(context: RouteContext): FastifyPluginAsyncZod {
  const tags = ['Send requests']
  const config = { scope: 'campaigns:send' } as const
  return async (server) => {
    server.post(
      '/v1/connections/:connectionId/campaigns/:campaignId/send-requests',
      {
        config: {
          ...config,
          loggedAs: 'createSendRequest',
          problems: CREATE_SEND_REQUEST_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'createSendRequest',
          summary: 'Create a send request',
          description: `Nothing is sent. The response shows what would be sent and to whom. It can be approved once, within ${SEND_REQUEST_LIFETIME_MINUTES} minutes.`,
          params: pathParams('connectionId', 'campaignId'),
          body: createSendRequestInput,
          response: { 201: sendRequest },
        },
      },
      async (request, reply) => {
        const { connectionId, campaignId } = request.params
        const { scheduledAt = null } = request.body
        const wanted = { connectionId, campaignId, scheduledAt, byUser: false }
        const created = await createSendRequest(
          recorded(context, request),
          principalOf(request),
          wanted,
          signalOf(reply),
        )
        return reply.code(201).send(created)
      },
    )

    server.get(
      '/v1/send-requests',
      {
        config,
        schema: {
          tags,
          operationId: 'listSendRequests',
          summary: 'List send requests',
          description:
            'Newest first, of the last day, and those that are scheduled. A secret key lists those of the workspace, and declines each of them; it approves only its own.',
          querystring: z.object({
            ...pageQuery('sreq'),
            connectionId: idOf('conn').optional().describe('Send requests through this connection.'),
            status: sendRequestStatus.optional().describe('Only those with this status.'),
          }),
          response: { 200: pageOf(sendRequestSummary) },
        },
      },
      async (request) => {
        const { limit, cursor, ...filter } = request.query
        const page = { limit: limit + 1, after: cursor ?? null }
        const rows = await listSendRequests(context, principalOf(request), filter, page)
        return toPage(rows, limit, (row) => row)
      },
    )

    const params = pathParams('sendRequestId')
    server.get(
      '/v1/send-requests/:sendRequestId',
      {
        config: {
          ...config,
          loggedAs: 'getSendRequest',
          problems: GET_SEND_REQUEST_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'getSendRequest',
          summary: 'Get a send request',
          description:
            'What would be sent, as it is now; of a campaign that was sent, what was sent. When the campaign or the connection is gone, what can no longer be approved has what it was asked for, without the email.',
          params,
          response: { 200: sendRequest },
        },
      },
      (request, reply) =>
        getSendRequest(
          recorded(context, request),
          principalOf(request),
          request.params.sendRequestId,
          signalOf(reply),
        ),
    )

    server.post(
      '/v1/send-requests/:sendRequestId/approve',
      {
        config: {
          ...config,
          loggedAs: 'approveSendRequest',
          problems: APPROVE_SEND_REQUEST_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'approveSendRequest',
          summary: 'Approve a send request',
          description:
            'Sends or schedules the campaign, unless its content, segments or recipients have changed. A second approval sends nothing, and returns the campaign. A secret key approves only what it has asked for itself; a user approves what any client has asked for.',
          params,
          body: approveSendRequestInput,
          response: { 200: campaign },
        },
      },
      (request, reply) => {
        const given = { id: request.params.sendRequestId, ...request.body }
        return approveSendRequest(recorded(context, request), principalOf(request), given, {
          signal: signalOf(reply),
        })
      },
    )

    server.post(
      '/v1/send-requests/:sendRequestId/decline',
      {
        config: {
          ...config,
          problems: DECLINE_SEND_REQUEST_PROBLEMS,
        },
        schema: {
          tags,
          operationId: 'declineSendRequest',
          summary: 'Decline a send request',
          description:
            'It can no longer be approved, and nothing is sent. Declining it again changes nothing. Each secret key with `campaigns:send`, and each user who sees the connection, declines what any client has asked for.',
          params,
          response: { 204: z.void() },
        },
      },
      async (request, reply) => {
        await declineSendRequest(context, principalOf(request), request.params.sendRequestId)
        return reply.code(204).send()
      },
    )
  }
}
