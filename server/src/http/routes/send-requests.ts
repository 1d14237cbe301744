import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { getSendRequest } from '../../email-marketing/get-send-request.ts'
import { createSendRequest } from '../../email-marketing/create-send-request.ts'
import {
  campaign,
  campaignCheck,
  preparedSending,
  sendingConfirmation,
  sendingWanted,
} from '../../email-marketing/schemas.ts'
import { sendCampaign } from '../../email-marketing/approve-send-request.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'
import { signalOf } from '../signal.ts'

const sendingLook = campaignCheck.extend({
  html: z.string(),
  connection: z.string(),
  provider: z.string(),
  account: z.string(),
  /** The name of whoever has prepared it. */
  requestedBy: z.string().nullable(),
  sendAt: z.string().nullable(),
  timeZone: z.string().nullable(),
  nameToType: z.string(),
  expiresAt: z.string(),
  used: z.boolean(),
})

/** Sending, in two steps: prepared with everything that a person must see, then confirmed with the audience's name. */
export function sendRequestRoutes(context: Context): FastifyPluginAsyncZod {
  const tags = ['marketing']
  const config = { scope: 'campaigns:send' } as const
  return async (server) => {
    server.post(
      '/v1/connections/:id/campaigns/:campaign/prepare-sending',
      {
        config,
        schema: {
          tags,
          summary: 'Prepare a sending: nothing goes out',
          description:
            'Answers the campaign, the names of its audiences and the number of recipients, with a confirmation that is good for exactly that, once, for ten minutes.',
          params: z.object({ id: z.string().max(200), campaign: z.string().min(1).max(200) }),
          body: sendingWanted,
          response: { 201: preparedSending },
        },
      },
      async (request, reply) => {
        const { id: connectionId, campaign: of } = request.params
        const { sendAt = null } = request.body
        const wanted = { connectionId, campaign: of, sendAt: sendAt === null ? null : new Date(sendAt) }
        const prepared = await createSendRequest(
          context,
          callerOf(request),
          { ...wanted, byUser: false },
          signalOf(reply),
        )
        return reply.code(201).send(prepared)
      },
    )
    server.post(
      '/v1/sendings/confirm',
      {
        config,
        schema: {
          tags,
          summary: 'Send, or schedule, what was prepared',
          description:
            'Content and number of recipients are looked at again just before. The same confirmation a second time sends nothing, and answers how the campaign is.',
          body: sendingConfirmation,
          response: { 200: campaign },
        },
      },
      (request, reply) => sendCampaign(context, callerOf(request), request.body, { signal: signalOf(reply) }),
    )
    server.post(
      '/v1/sendings/look',
      {
        config: { ...config, idempotencyKey: false },
        schema: {
          tags,
          summary: 'See what a confirmation is for',
          body: sendingConfirmation.pick({ confirmation: true }),
          response: { 200: sendingLook },
        },
      },
      (request, reply) =>
        getSendRequest(context, callerOf(request), request.body.confirmation, signalOf(reply)),
    )
  }
}
