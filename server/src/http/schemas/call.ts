import { z } from 'zod'
import { CALL_TYPES } from '../../calls/call.ts'
import { credentialType } from '../../connections/schemas.ts'
import { eventConnection } from './event.ts'
import { errorCode, id, time } from './values.ts'

const count = z.number().int()

const callType = z.enum(CALL_TYPES).meta({
  id: 'CallType',
  description:
    '`proxy`: a forwarded call; `email_marketing`: a request to the email marketing API; `mcp_tool`: a tool call of an assistant.',
})

export const call = z
  .object({
    id: id('call'),
    type: callType,
    startedAt: time,
    requestId: id('req').describe('Also in the response header `Letterlock-Request-Id`.'),
    principal: z
      .object({
        type: z.enum(['secret_key', 'user', 'assistant']),
        id: id('key'),
        name: z
          .string()
          .nullable()
          .meta({ description: 'null for one that is deleted.', examples: ['Newsletter app'] }),
      })
      .meta({ id: 'CallPrincipal', description: 'Who made the call.' }),
    connection: eventConnection.nullable().describe('null: there is no such connection.'),
    operation: z
      .string()
      .nullable()
      .meta({
        description: 'The operation ID, or the name of the tool; null for `proxy`.',
        examples: ['getCampaignReport'],
      }),
    method: z.string().meta({ examples: ['GET'] }),
    path: z.string().meta({
      description:
        'For `proxy` the path at the provider, otherwise the route’s pattern. Without query and email addresses.',
      examples: ['/v1/connections/:connectionId/campaigns/:campaignId/report'],
    }),
    statusCode: count
      .nullable()
      .meta({ description: 'Of the response; null if the client had disconnected.', examples: [200] }),
    errorCode: errorCode
      .nullable()
      .describe('Why Letterlock responded with an error; null if the response is the provider’s.'),
    durationMs: count.meta({ examples: [184] }),
    providerDurationMs: count.meta({
      description: 'How long at least one request to the provider was under way.',
      examples: [171],
    }),
    providerRequestCount: count.meta({
      description: 'Requests that were sent to the provider; 0: it was rejected before.',
      examples: [1],
    }),
    retryCount: count.meta({ description: 'How often a request was sent again.', examples: [0] }),
    requestBytes: count.meta({ description: 'Of the bodies that were sent to the provider.', examples: [0] }),
    responseBytes: count.meta({
      description: 'Of the bodies that the provider sent.',
      examples: [5120],
    }),
    credential: credentialType.nullable().describe('null: none was used.'),
  })
  .meta({ id: 'Call', description: 'A call through a connection, without bodies and secrets.' })

const hourlyMetrics = z
  .object({
    startsAt: time.describe('The beginning of the hour.'),
    callCount: count.meta({ examples: [1200] }),
    errorCount: count.meta({ description: 'Calls with a status of 400 and above.', examples: [3] }),
    averageDurationMs: z
      .number()
      .nullable()
      .meta({ examples: [190] }),
    maxDurationMs: count.nullable().meta({ examples: [2100] }),
    averageProviderDurationMs: z
      .number()
      .nullable()
      .meta({ examples: [176] }),
  })
  .meta({ id: 'HourlyMetrics', description: 'Every call of an hour, also those that are not logged.' })

export const connectionMetrics = z.object({ items: z.array(hourlyMetrics) }).meta({ id: 'ConnectionMetrics' })

export const workspaceMetrics = z
  .object({
    items: z.array(
      hourlyMetrics
        .extend({
          refreshCount: count.meta({ description: 'Tokens that were refreshed.', examples: [640] }),
          refreshErrorCount: count.meta({
            description: 'Attempts to refresh a token that failed.',
            examples: [2],
          }),
        })
        .meta({ id: 'WorkspaceHour', description: 'The calls and refreshes of an hour.' }),
    ),
  })
  .meta({ id: 'WorkspaceMetrics' })
