import type * as Wire from '@letterlock/client/wire.ts'
import { z } from 'zod'
import { STATUS_REASONS } from '../core/status.ts'

/* The marketing model's types as schemas, held to the client's by `satisfies`. */

const text = z.string()
const maybe = z.string().nullable()
const count = z.number()
const maybeCount = z.number().nullable()

const source = z
  .object({
    connection: text,
    provider: text,
    account: text,
    credential: z.enum(['oauth', 'api_key']),
    because: z.enum(STATUS_REASONS).nullable(),
  })
  .meta({ id: 'Source' }) satisfies z.ZodType<Wire.Source>

export const contactStatus = z.enum([
  'subscribed',
  'unsubscribed',
  'pending',
  'bounced',
  'archived',
  'not_subscribed',
  'suspended',
]) satisfies z.ZodType<Wire.ContactStatus>

const campaignStatus = z.enum([
  'draft',
  'paused',
  'scheduled',
  'sending',
  'sent',
  'cancelled',
  'failed',
  'archived',
]) satisfies z.ZodType<Wire.CampaignStatus>

const capabilities = z.object({
  contactsWithoutAudience: z.boolean(),
  segments: z.boolean(),
  tags: z.boolean(),
  templates: z.boolean(),
  bounceKinds: z.boolean(),
  complaints: z.boolean(),
}) satisfies z.ZodType<Wire.Capabilities>

export const account = z.object({
  id: text,
  name: text,
  email: maybe,
  timeZone: maybe,
  plan: maybe,
  capabilities,
})

export const audience = z.object({
  id: text,
  name: text,
  contacts: maybeCount,
  createdAt: maybe,
  openRate: maybeCount,
  clickRate: maybeCount,
}) satisfies z.ZodType<Wire.Audience>

export const contact = z.object({
  id: text,
  email: text,
  status: contactStatus,
  name: maybe,
  fields: z.record(text, text),
  tags: z.array(text).nullable(),
  audiences: z.array(text),
  changedAt: maybe,
}) satisfies z.ZodType<Wire.Contact>

export const segment = z.object({
  id: text,
  name: text,
  contacts: maybeCount,
}) satisfies z.ZodType<Wire.Segment>

export const campaign = z.object({
  id: text,
  name: text,
  subject: maybe,
  status: campaignStatus,
  audiences: z.array(text),
  fromName: maybe,
  fromEmail: maybe,
  sendAt: maybe,
  createdAt: maybe,
}) satisfies z.ZodType<Wire.Campaign>

const engagement = z.object({ total: maybeCount, unique: count, rate: count.min(0).max(1) })

export const report = z.object({
  campaign: text,
  sent: count,
  opens: engagement,
  clicks: engagement,
  bounces: z.object({ total: count, hard: maybeCount, soft: maybeCount }),
  unsubscribes: count,
  complaints: maybeCount,
}) satisfies z.ZodType<Wire.Report>

export const template = z.object({
  id: text,
  name: text,
  createdAt: maybe,
}) satisfies z.ZodType<Wire.Template>

export function sourced<T extends z.ZodRawShape>(item: z.ZodObject<T>) {
  return item.extend({ source })
}

export function sourcedPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), source })
}
