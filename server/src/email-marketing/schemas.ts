import type * as Wire from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { STATUS_REASONS } from '../connections/status.ts'
import { isAddress } from './addresses.ts'

/* The schemas of the email marketing model. `satisfies` compares them with the SDK's types. */

const text = z.string()
const maybe = z.string().nullable()
const count = z.number()
const maybeCount = z.number().nullable()

const source = z
  .object({
    connectionId: text,
    provider: text,
    accountName: text,
    credential: z.enum(['oauth', 'api_key']),
    fallbackReason: z.enum(STATUS_REASONS).nullable(),
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

export const campaignStatus = z.enum([
  'draft',
  'paused',
  'scheduled',
  'sending',
  'sent',
  'canceled',
  'failed',
  'archived',
]) satisfies z.ZodType<Wire.CampaignStatus>

const capabilities = z.object({
  accountWideContacts: z.boolean(),
  segments: z.boolean(),
  tags: z.boolean(),
  templates: z.boolean(),
  bounceTypes: z.boolean(),
  complaints: z.boolean(),
  doubleOptIn: z.boolean(),
  unsubscribeAppliesTo: z.enum(['audience', 'account']),
  campaignSenders: z.boolean(),
  campaignSegments: z.boolean(),
  sendTimeStepMinutes: count,
  contactStatuses: z.array(contactStatus),
  searchesParts: z.boolean(),
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
  contactCount: maybeCount,
  createdAt: maybe,
  openRate: maybeCount,
  clickRate: maybeCount,
  averageMonthlySubscribes: maybeCount,
  averageMonthlyUnsubscribes: maybeCount,
}) satisfies z.ZodType<Wire.Audience>

export const audienceDetails = audience.extend({
  fields: z.array(text),
}) satisfies z.ZodType<Wire.AudienceDetails>

export const contact = z.object({
  id: text,
  email: text,
  status: contactStatus,
  name: maybe,
  fields: z.record(text, text),
  tags: z.array(text).nullable(),
  audienceIds: z.array(text),
  updatedAt: maybe,
}) satisfies z.ZodType<Wire.Contact>

export const segment = z.object({
  id: text,
  name: text,
  contactCount: maybeCount,
}) satisfies z.ZodType<Wire.Segment>

export const campaign = z.object({
  id: text,
  name: text,
  subject: maybe,
  status: campaignStatus,
  audienceIds: z.array(text),
  segmentIds: z.array(text),
  fromName: maybe,
  fromEmail: maybe,
  scheduledAt: maybe,
  sentAt: maybe,
  createdAt: maybe,
}) satisfies z.ZodType<Wire.Campaign>

const engagement = z.object({ total: maybeCount, unique: count, rate: count.min(0).max(1) })

export const report = z.object({
  campaignId: text,
  sent: count,
  opens: engagement,
  clicks: engagement,
  bounces: z.object({ total: count, hard: maybeCount, soft: maybeCount }),
  unsubscribes: count,
  complaints: maybeCount,
}) satisfies z.ZodType<Wire.CampaignReport>

export const template = z.object({
  id: text,
  name: text,
  createdAt: maybe,
}) satisfies z.ZodType<Wire.Template>

export const content = z.object({ campaignId: text, html: text }) satisfies z.ZodType<Wire.CampaignContent>

const checked = {
  campaign,
  audienceNames: z.array(text),
  recipientCount: maybeCount,
  recipientCountIsUpperBound: z.boolean(),
  blockers: z.array(text),
}

export const campaignCheck = z
  .object(checked)
  .meta({ id: 'CampaignCheck' }) satisfies z.ZodType<Wire.CampaignCheck>

export const sendRequest = z
  .object({
    ...checked,
    id: text,
    approvalUrl: text,
    connectionId: text,
    provider: text,
    accountName: text,
    status: z.enum(['pending', 'approved', 'declined', 'expired']),
    requestedBy: maybe,
    scheduledAt: maybe,
    timeZone: maybe,
    approvalText: text,
    excerpt: text,
    html: text,
    expiresAt: text,
  })
  .meta({ id: 'SendRequest' }) satisfies z.ZodType<Wire.SendRequest>

/* Inputs. */

const id = z.string().min(1).max(200)
const address = z.string().trim().max(254).refine(isAddress, 'not an email address')
const words = z.string().trim().min(1)
const MAX_HTML = 1024 * 1024

export const contactToSave = z.strictObject({
  email: address,
  audienceId: id,
  status: z.enum(['pending', 'subscribed']).default('pending'),
  fields: z.record(z.string().max(100), z.string().max(1000)).default({}),
}) satisfies z.ZodType<Wire.UpsertContactInput>

const tags = z.array(words.max(100)).max(20).default([])
export const tagChange = z.strictObject({ add: tags, remove: tags }) satisfies z.ZodType<Wire.UpdateTagsInput>

export const newCampaign = z.strictObject({
  name: words.max(80),
  subject: words.max(200),
  fromName: words.max(100).optional(),
  fromEmail: address.optional(),
  audienceId: id,
  segmentId: id.optional(),
  html: words.max(MAX_HTML),
}) satisfies z.ZodType<Wire.CreateCampaignInput>

export const campaignChange = newCampaign.partial() satisfies z.ZodType<Wire.UpdateCampaignInput>

export const testAddresses = z.array(address).min(1).max(5)

export const newSendRequest = z.strictObject({ scheduledAt: z.iso.datetime({ offset: true }).nullish() })

export const approval = z.strictObject({
  approvalText: z.string().max(1000),
}) satisfies z.ZodType<Wire.ApproveSendRequestInput>

export function sourced<T extends z.ZodRawShape>(item: z.ZodObject<T>) {
  return item.extend({ source })
}

export function sourcedPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), source })
}
