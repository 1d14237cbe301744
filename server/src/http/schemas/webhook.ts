import { z } from 'zod'
import { MAX_DESCRIPTION_LENGTH, MAX_URL_LENGTH } from '../../kernel/limits.ts'
import { isEventFilter } from '../../workspaces/event-types.ts'
import { oneLine } from './one-line.ts'
import { givenTime } from '../../email-marketing/model/input-schemas.ts'
import { hasSpan, NO_SPAN, queryTime } from './query-time.ts'
import { id, time } from './values.ts'

/* Webhook endpoints and deliveries as schemas. */

const counts = {
  succeededCount: z
    .int()
    .describe('Accepted.')
    .meta({ examples: [128] }),
  failedCount: z.int().meta({ examples: [2] }),
}

const endpoint = z.object({
  id: id('we'),
  url: z.string().meta({ examples: ['https://app.example/webhooks'] }),
  description: z.string().meta({ examples: ['Production'] }),
  eventTypes: z.array(z.string()).meta({
    description: 'Types, and first parts of types; empty: every event.',
    examples: [['connection']],
  }),
  status: z.enum(['enabled', 'paused', 'disabled']),
  statusReason: z
    .enum(['failing', 'gone'])
    .nullable()
    .describe(
      '`failing`: it accepted nothing for three days; `gone`: it answered 410. null: a user paused it, or it is enabled.',
    ),
  failingSince: time.nullable().describe('Since when nothing was accepted; null while deliveries succeed.'),
  signingSecrets: z
    .array(z.object({ id: z.string(), createdAt: time, expiresAt: time.nullable() }))
    .describe('Newest first: the one in use, and the previous ones until they expire.'),
  recentDeliveries: z
    .object({
      ...counts,
      periods: z
        .array(z.object({ startedAt: time, ...counts }))
        .describe('Of six hours each, oldest first; those without attempts are left out.'),
    })
    .describe('Attempts of the last seven days, the current period included.'),
  createdAt: time,
})

export const webhookEndpoint = endpoint.meta({
  id: 'WebhookEndpoint',
})

export const webhookEndpointWithSecret = endpoint
  .extend({
    signingSecret: z
      .string()
      .meta({ description: 'It signs what is sent; only in this response.', examples: ['whsec_…'] }),
  })
  .meta({ id: 'WebhookEndpointWithSecret' })

const url = oneLine(MAX_URL_LENGTH)
  .min(1)
  .refine(URL.canParse, 'must be a URL')
  .meta({
    description:
      '`https://` on port 443 of a host on the public internet; where Letterlock runs locally, also `http://localhost`.',
    examples: ['https://app.example/webhooks'],
  })
const description = oneLine(MAX_DESCRIPTION_LENGTH)
const eventTypes = z
  .array(
    z
      .string()
      .max(64)
      .refine(
        isEventFilter,
        'must be a type of event, such as connection.created, or the first part of some, such as connection',
      ),
  )
  .max(100)
  .meta({ description: 'Types, and first parts of types. Default: every event.', examples: [['connection']] })
const status = z.enum(['enabled', 'paused'])

export const createWebhookEndpoint = z
  .strictObject({
    url,
    description: description.optional(),
    eventTypes: eventTypes.optional(),
    status: status.optional(),
  })
  .meta({ id: 'CreateWebhookEndpoint' })

export const updateWebhookEndpoint = z
  .strictObject({
    url: url.optional(),
    description: description.optional(),
    eventTypes: eventTypes.optional(),
    status: status.optional(),
  })
  .meta({ id: 'UpdateWebhookEndpoint' })

const MAX_PREVIOUS_SECONDS = 7 * 86_400

export const rotateSigningSecret = z
  .strictObject({
    previousExpiresInSeconds: z
      .int()
      .min(0)
      .max(MAX_PREVIOUS_SECONDS)
      .default(86_400)
      .describe('How long the previous secrets go on signing.'),
  })
  .default({ previousExpiresInSeconds: 86_400 })
  .meta({ id: 'RotateSigningSecret' })

const delivery = z.object({
  id: id('whd'),
  webhookEndpointId: id('we'),
  eventId: id('evt').describe('Also the header `webhook-id`.'),
  eventType: z.string(),
  status: z.enum(['succeeded', 'failed']),
  attempt: z.number(),
  isRedelivery: z.boolean(),
  statusCode: z.number().nullable(),
  responseBody: z.string().nullable(),
  errorCode: z.enum(['timeout', 'unreachable', 'certificate_invalid']).nullable(),
  durationMs: z.number(),
  nextAttemptAt: time.nullable(),
  createdAt: time,
})

export const webhookDelivery = delivery.meta({
  id: 'WebhookDelivery',
})

export const webhookDeliveryDetails = delivery
  .extend({
    request: z.object({
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().nullable(),
    }),
  })
  .meta({ id: 'WebhookDeliveryDetails' })

export const redelivered = z.object({ queuedCount: z.number() }).meta({ id: 'Redelivered' })

export const deliveryStatus = z.enum(['succeeded', 'failed'])

export const redeliverSpan = z
  .strictObject({
    since: givenTime.meta({
      description: 'Events not before this time.',
      examples: ['2026-12-01T09:30:00.000Z'],
    }),
    until: queryTime.describe('Events before this time. Default: now.'),
    events: z.enum(['undelivered', 'all']).default('undelivered'),
  })
  .refine(hasSpan, NO_SPAN)
  .meta({ id: 'RedeliverSpan' })
