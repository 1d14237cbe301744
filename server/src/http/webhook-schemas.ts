import type * as Wire from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { isEventFilter } from '../workspaces/event-types.ts'

/* Webhook endpoints and deliveries as schemas, held to the API's types by `satisfies`. */

const time = z.iso.datetime()

const endpoint = z.object({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  eventTypes: z.array(z.string()),
  status: z.enum(['enabled', 'paused', 'disabled']),
  statusReason: z.enum(['failing', 'gone']).nullable(),
  failingSince: time.nullable(),
  signingSecrets: z.array(z.object({ id: z.string(), createdAt: time, expiresAt: time.nullable() })),
  createdAt: time,
})

export const webhookEndpoint = endpoint.meta({
  id: 'WebhookEndpoint',
}) satisfies z.ZodType<Wire.WebhookEndpoint>

export const webhookEndpointWithSecret = endpoint
  .extend({ signingSecret: z.string().meta({ description: 'It signs what is sent; shown this once.' }) })
  .meta({ id: 'WebhookEndpointWithSecret' }) satisfies z.ZodType<Wire.WebhookEndpointWithSecret>

const url = z.string().min(1).max(2000).refine(URL.canParse, 'must be a URL')
const description = z.string().max(200)
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
const status = z.enum(['enabled', 'paused'])

export const createWebhookEndpoint = z.strictObject({
  url,
  description: description.optional(),
  eventTypes: eventTypes.optional(),
  status: status.optional(),
}) satisfies z.ZodType<Wire.CreateWebhookEndpointInput>

export const updateWebhookEndpoint = z.strictObject({
  url: url.optional(),
  description: description.optional(),
  eventTypes: eventTypes.optional(),
  status: status.optional(),
}) satisfies z.ZodType<Wire.UpdateWebhookEndpointInput>

const MAX_PREVIOUS_SECONDS = 7 * 86_400

export const rotateSigningSecret = z.strictObject({
  previousExpiresInSeconds: z.int().min(0).max(MAX_PREVIOUS_SECONDS).default(86_400),
})

const delivery = z.object({
  id: z.string(),
  webhookEndpointId: z.string(),
  eventId: z.string(),
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
}) satisfies z.ZodType<Wire.WebhookDelivery>

export const webhookDeliveryDetails = delivery
  .extend({
    request: z.object({
      url: z.string(),
      headers: z.record(z.string(), z.string()),
      body: z.string().nullable(),
    }),
  })
  .meta({ id: 'WebhookDeliveryDetails' }) satisfies z.ZodType<Wire.WebhookDeliveryDetails>

export const deliveryStatus = z.enum(['succeeded', 'failed'])

export const redeliverSpan = z.strictObject({
  since: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }).optional(),
  events: z.enum(['undelivered', 'all']).default('undelivered'),
})
