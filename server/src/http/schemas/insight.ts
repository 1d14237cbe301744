import * as model from '../../email-marketing/insight-schemas.ts'
import { campaignResend } from '../../email-marketing/input-schemas.ts'
import { audienceId, campaignName, documented, html, subject, unknown } from './documented.ts'

/* What an account tells beside its contacts and campaigns. */

export const accountFacts = documented(
  model.accountFacts,
  { id: 'AccountFacts' },
  {
    timeZone: { description: `An IANA name; ${unknown}`, examples: ['Europe/Rome'] },
    plan: unknown,
    contactCount: unknown,
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
