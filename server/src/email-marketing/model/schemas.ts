import { z } from 'zod'

/* The email marketing model as schemas, for the API and for assistants; `input-schemas.ts` has its inputs. */

const text = z.string()
const maybe = z.string().nullable()
const count = z.number()
const maybeCount = z.number().nullable()

export const contactStatus = z.enum([
  'subscribed',
  'unsubscribed',
  'pending',
  'bounced',
  'archived',
  'not_subscribed',
  'suspended',
])

export const campaignStatus = z.enum([
  'draft',
  'paused',
  'scheduled',
  'sending',
  'sent',
  'canceled',
  'failed',
  'archived',
])

export const recipientActivity = z.enum([
  'sent',
  'opened',
  'not_opened',
  'clicked',
  'bounced',
  'unsubscribed',
  'complained',
])

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
  fullCampaignLists: z.boolean(),
  sendTimeStepMinutes: count,
  contactStatuses: z.array(contactStatus),
  recipientActivities: z.array(recipientActivity),
  searchesParts: z.boolean(),
  segmentsFollowConditions: z.boolean(),
  campaignLinks: z.boolean(),
  audienceGrowth: z.boolean(),
  templateContents: z.boolean(),
  revenue: z.boolean(),
  campaignVariants: z.boolean(),
  automations: z.boolean(),
  archivesContacts: z.boolean(),
  deletesContacts: z.boolean(),
  remembersUnsubscribes: z.boolean(),
})

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
})

export const audienceDetails = audience.extend({
  fields: z.array(text),
  signupUrl: maybe,
})

export const contact = z.object({
  id: text,
  email: text,
  status: contactStatus,
  name: maybe,
  fields: z.record(text, text),
  tags: z.array(text).nullable(),
  audienceIds: z.array(text),
  updatedAt: maybe,
})

export const segment = z.object({
  id: text,
  name: text,
  contactCount: maybeCount,
})

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
})

const engagement = z.object({ total: maybeCount, unique: count, rate: count.min(0).max(1) })

export const report = z.object({
  campaignId: text,
  sent: count,
  opens: engagement,
  clicks: engagement,
  bounces: z.object({ total: count, hard: maybeCount, soft: maybeCount }),
  unsubscribes: count,
  complaints: maybeCount,
  /** null: no orders, or the provider does not know. */
  revenue: z.object({ orderCount: count, total: count, currency: text }).nullable(),
})

/** What one recipient of a campaign did. */
export const campaignRecipient = z.object({
  contactId: text,
  email: maybe,
  activity: recipientActivity,
  at: maybe,
  url: maybe,
  bounceType: z.enum(['hard', 'soft']).nullable(),
  reason: maybe,
})

/** What one contact did with its campaigns. */
export const contactActivity = z.object({
  activity: recipientActivity,
  campaignId: maybe,
  campaignName: maybe,
  at: maybe,
  url: maybe,
  bounceType: z.enum(['hard', 'soft']).nullable(),
})

export const template = z.object({
  id: text,
  name: text,
  createdAt: maybe,
})

export const content = z.object({ campaignId: text, html: text })

const checked = {
  campaign,
  audienceNames: z.array(text),
  segmentNames: z.array(text),
  recipientCount: maybeCount,
  recipientCountIsUpperBound: z.boolean(),
  blockers: z.array(text),
}

export const campaignCheck = z.object(checked)

export const sendRequestStatus = z.enum(['pending', 'approved', 'declined', 'expired'])

export const sendRequest = z.object({
  ...checked,
  id: text,
  approvalUrl: text,
  connectionId: text,
  provider: text,
  accountName: text,
  status: sendRequestStatus,
  requestedBy: maybe,
  scheduledAt: maybe,
  timeZone: maybe,
  approvalText: text,
  previewText: maybe,
  excerpt: text,
  html: text,
  plainText: maybe,
  outlookText: maybe,
  linkHosts: z.array(text),
  linkHostCount: maybeCount,
  expiresAt: text,
})

/** A send request in a list, without the members that require a call to the provider. */
export const sendRequestSummary = z.object({
  id: text,
  approvalUrl: text,
  connectionId: text,
  provider: text,
  accountName: text,
  campaignId: text,
  campaignName: text,
  audienceNames: z.array(text),
  segmentNames: z.array(text),
  recipientCount: maybeCount,
  status: sendRequestStatus,
  requestedBy: maybe,
  scheduledAt: maybe,
  createdAt: text,
  decidedAt: maybe,
  expiresAt: text,
})

export type RecipientActivity = z.output<typeof recipientActivity>
export type CampaignRecipient = z.output<typeof campaignRecipient>
export type ContactActivity = z.output<typeof contactActivity>

export const importedContact = z.object({
  email: text,
  outcome: z.enum(['created', 'updated', 'skipped', 'failed']),
  contactId: maybe,
  status: contactStatus.nullable(),
  errorCode: maybe,
  detail: maybe,
})
export const importResult = z.object({
  created: count,
  updated: count,
  skipped: count,
  failed: count,
  contacts: z.array(importedContact),
})

export type ImportedContact = z.output<typeof importedContact>
export type ImportResult = z.output<typeof importResult>
