import * as model from '../../email-marketing/model/insight-schemas.ts'
import { campaignResend } from '../../email-marketing/model/input-schemas.ts'
import { audienceId, campaignName, documented, html, subject, time, unknown } from './documented.ts'

/* Facts of an account besides its contacts and campaigns. */

export const accountFacts = documented(
  model.accountFacts,
  { id: 'AccountFacts' },
  {
    timeZone: { description: `An IANA name; ${unknown}`, examples: ['Europe/Rome'] },
    plan: unknown,
    contactCount: unknown,
    sendsLeft: `Emails that may still be sent; ${unknown}`,
    senders: { description: unknown, examples: [[{ email: 'ada@bakery.example', isVerified: true }]] },
    domains: {
      description: `Those that email may come from; ${unknown}`,
      examples: [[{ domain: 'bakery.example', isVerified: true, isAuthenticated: true }]],
    },
  },
)

export const campaignLink = documented(
  model.campaignLink,
  { id: 'CampaignLink' },
  {
    url: { examples: ['https://bakery.example/rye'] },
    clickCount: unknown,
    contactCount: `Contacts who clicked it; ${unknown}`,
  },
)

export const audienceGrowth = documented(
  model.audienceGrowth,
  { id: 'AudienceGrowth' },
  {
    audienceId,
    months: {
      description: 'Oldest first, in UTC.',
      examples: [[{ month: '2026-11', joinedCount: 42, leftCount: null }]],
    },
  },
)

export const campaignVariant = documented(
  model.campaignVariant,
  { id: 'CampaignVariant', description: 'One of the emails that an A/B test compares.' },
  {
    id: { description: unknown, examples: ['5f3a1b2c4d'] },
    subject: { examples: ['Rye is here'] },
    fromName: unknown,
    sentAt: unknown,
    sentCount: unknown,
    openRate: `From 0 to 1; ${unknown}`,
    clickRate: `From 0 to 1; ${unknown}`,
    isWinner: 'null: not decided, or not reported by the provider.',
  },
)

export const automation = documented(
  model.automation,
  { id: 'Automation', description: 'Emails that the provider sends by itself, such as to new contacts.' },
  {
    id: { examples: ['57f3e1c2a9'] },
    name: { examples: ['Welcome series'] },
    status: '`sending`: it runs.',
    audienceIds: { examples: [['f61e6af0f0']] },
    sentCount: `Emails sent so far; ${unknown}`,
    createdAt: time,
  },
)

const average = 'From 0 to 1; null: nothing was sent.'
export const accountAverages = documented(
  model.accountAverages,
  { id: 'AccountAverages', description: 'What the latest ten sent campaigns reached on average.' },
  {
    campaignCount: 'Campaigns that count.',
    openRate: average,
    clickRate: average,
    bounceRate: average,
    unsubscribeRate: average,
  },
)

export const templateContent = documented(
  model.templateContent,
  { id: 'TemplateContent' },
  { id: { examples: ['110'] }, html },
)

export const resendCampaignInput = documented(
  campaignResend,
  { id: 'ResendCampaign', description: 'What is to differ from the original.' },
  { name: campaignName, subject },
)
