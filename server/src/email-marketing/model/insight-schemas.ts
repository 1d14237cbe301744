import { z } from 'zod'

/* Facts of an account besides its contacts and campaigns. */

const text = z.string()
const maybe = z.string().nullable()
const count = z.number()
const maybeCount = z.number().nullable()
const rate = z.number().min(0).max(1)

export const accountFacts = z.object({
  timeZone: maybe,
  plan: maybe,
  contactCount: maybeCount,
  sendsLeft: maybeCount,
  senders: z.array(z.object({ email: text, isVerified: z.boolean() })).nullable(),
  domains: z
    .array(z.object({ domain: text, isVerified: z.boolean(), isAuthenticated: z.boolean() }))
    .nullable(),
})

export const campaignLink = z.object({ url: text, clickCount: maybeCount, contactCount: maybeCount })

/** One of the emails that an A/B test compares. */
export const campaignVariant = z.object({
  id: maybe,
  subject: maybe,
  fromName: maybe,
  sentAt: maybe,
  sentCount: maybeCount,
  openRate: rate.nullable(),
  clickRate: rate.nullable(),
  isWinner: z.boolean().nullable(),
})

/** Emails that the provider sends by itself, such as to new contacts. */
export const automation = z.object({
  id: text,
  name: text,
  status: z.enum(['draft', 'paused', 'sending', 'archived']),
  audienceIds: z.array(text),
  sentCount: maybeCount,
  createdAt: maybe,
})

export const growthMonth = z.object({
  month: text,
  joinedCount: count,
  leftCount: maybeCount,
})
export const audienceGrowth = z.object({ audienceId: text, months: z.array(growthMonth) })

export const accountAverages = z.object({
  campaignCount: count,
  openRate: rate.nullable(),
  clickRate: rate.nullable(),
  bounceRate: rate.nullable(),
  unsubscribeRate: rate.nullable(),
})

export const templateContent = z.object({ id: text, html: text })

export type AccountFacts = z.output<typeof accountFacts>
export type CampaignLink = z.output<typeof campaignLink>
export type CampaignVariant = z.output<typeof campaignVariant>
export type Automation = z.output<typeof automation>
export type GrowthMonth = z.output<typeof growthMonth>
export type AccountAverages = z.output<typeof accountAverages>
