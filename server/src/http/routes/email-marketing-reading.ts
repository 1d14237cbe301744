import { z } from 'zod'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import { campaignStatus, contactStatus, recipientActivity } from '../../email-marketing/model/schemas.ts'
import { checkCampaign, shownCheck } from '../../email-marketing/sending/check-campaign.ts'
import { findCampaigns } from '../../email-marketing/campaigns/find-campaigns.ts'
import { findContacts } from '../../email-marketing/contacts/find-contacts.ts'
import { readReport } from '../../email-marketing/reports/read-report.ts'
import { many, one, type MarketingRoute } from './email-marketing-route.ts'
import {
  accountDetails,
  audience,
  campaign,
  audienceDetails,
  campaignCheck,
  campaignContent,
  campaignRecipient,
  campaignReport,
  contact,
  contactActivity,
  segment,
  template,
} from '../schemas/email-marketing.ts'
import { queryTime } from '../schemas/query-time.ts'
import { inAudience } from './in-audience.ts'
import { CHECK_CAMPAIGN_PROBLEMS } from '../../email-marketing/problems.ts'

const campaignsQuery = inAudience.extend({
  status: campaignStatus.optional().describe('Only campaigns with this status.'),
  since: queryTime.describe('Inclusive: when it was sent or will be; for others, when it was created.'),
  until: queryTime.describe('Exclusive.'),
  search: z
    .string()
    .trim()
    .min(1)
    .max(MAX_SEARCH_LENGTH)
    .optional()
    .describe('A part of the name or the subject.'),
})
const read = { method: 'GET' } as const

/** Routes that read an account. */
export const emailMarketingReading: readonly MarketingRoute[] = [
  one({
    ...read,
    scope: 'connections:read',
    path: 'account',
    operationId: 'getAccount',
    summary: 'Get the account',
    description: 'Includes what its provider supports.',
    answer: accountDetails,
    ask: async ({ account: { adapter, api } }) => ({
      ...(await adapter.account(api)),
      capabilities: adapter.capabilities,
    }),
  }),
  many({
    ...read,
    scope: 'audiences:read',
    path: 'audiences',
    operationId: 'listAudiences',
    summary: 'List audiences',
    item: audience,
    ask: ({ account: { adapter, api } }, page) => adapter.audiences(api, page),
  }),
  one({
    ...read,
    scope: 'audiences:read',
    path: 'audiences/:audienceId',
    operationId: 'getAudience',
    summary: 'Get an audience',
    description: 'Includes the names of its contacts’ fields.',
    answer: audienceDetails,
    ask: ({ account: { adapter, api }, part }) => adapter.audience(api, part('audienceId')),
  }),
  many({
    ...read,
    scope: 'audiences:read',
    path: 'audiences/:audienceId/segments',
    operationId: 'listSegments',
    summary: 'List segments',
    description: 'Or what the provider has in their place.',
    item: segment,
    ask: ({ account: { adapter, api }, part }, page) => adapter.segments(api, part('audienceId'), page),
  }),
  many({
    ...read,
    scope: 'audiences:read',
    path: 'contacts',
    operationId: 'listContacts',
    problems: ['audience_required'],
    summary: 'List contacts',
    description:
      'Subscribed ones by default; with `search`, of any status. A page may hold fewer than `limit` where the provider filters less precisely: continue while there is a cursor.',
    query: inAudience.extend({
      status: contactStatus.optional().describe('Default: `subscribed`.'),
      search: z
        .string()
        .min(1)
        .max(MAX_SEARCH_LENGTH)
        .optional()
        .describe('An email address, or a part of it.'),
    }),
    item: contact,
    ask: ({ account: opened, query: { audienceId: of = null, status, search: words = null } }, page) =>
      findContacts(opened, { audience: of, status, words }, page),
  }),
  one({
    ...read,
    scope: 'audiences:read',
    path: 'contacts/:contact',
    operationId: 'getContact',
    problems: ['audience_required'],
    summary: 'Get a contact',
    query: inAudience,
    answer: contact,
    ask: ({ account: { adapter, api }, part, query }) =>
      adapter.contact(api, { audience: query.audienceId ?? null, contact: part('contact') }),
  }),
  many({
    ...read,
    scope: 'audiences:read',
    path: 'contacts/:contact/activity',
    operationId: 'listContactActivity',
    problems: ['audience_required'],
    summary: 'List the activity of a contact',
    description: 'What the contact did with the campaigns that it received, in the provider’s order.',
    query: inAudience,
    item: contactActivity,
    ask: ({ account: { adapter, api }, part, query }, page) =>
      adapter.contactActivity(api, { audience: query.audienceId ?? null, contact: part('contact') }, page),
  }),
  many({
    ...read,
    scope: 'campaigns:read',
    path: 'campaigns',
    operationId: 'listCampaigns',
    summary: 'List campaigns',
    description:
      'Newest first where the provider sorts. With a filter, a page may hold fewer than `limit`: continue while there is a cursor.',
    query: campaignsQuery,
    item: campaign,
    ask: ({ account: opened, query: { audienceId: of, status, since, until, search } }, page) =>
      findCampaigns(opened, { audience: of, status, since, until, words: search }, page),
  }),
  one({
    ...read,
    scope: 'campaigns:read',
    path: 'campaigns/:campaignId',
    operationId: 'getCampaign',
    summary: 'Get a campaign',
    answer: campaign,
    ask: ({ account: { adapter, api }, part }) => adapter.campaign(api, part('campaignId')),
  }),
  one({
    ...read,
    scope: 'campaigns:read',
    path: 'campaigns/:campaignId/content',
    operationId: 'getCampaignContent',
    summary: 'Get the content of a campaign',
    answer: campaignContent,
    ask: async ({ account: { adapter, api }, part }) => ({
      campaignId: part('campaignId'),
      html: await adapter.content(api, part('campaignId')),
    }),
  }),
  one({
    ...read,
    scope: 'campaigns:read',
    path: 'campaigns/:campaignId/check',
    operationId: 'checkCampaign',
    problems: CHECK_CAMPAIGN_PROBLEMS,
    summary: 'Check a campaign',
    description: 'What would be sent and to whom, and what keeps it from being sent.',
    answer: campaignCheck,
    ask: async ({ account: opened, part }) => shownCheck(await checkCampaign(opened, part('campaignId'))),
  }),
  one({
    ...read,
    scope: 'reports:read',
    path: 'campaigns/:campaignId/report',
    operationId: 'getCampaignReport',
    problems: ['campaign_not_sent'],
    summary: 'Get the report of a campaign',
    answer: campaignReport,
    ask: ({ account: opened, part }) => readReport(opened, part('campaignId')),
  }),
  many({
    ...read,
    scope: 'reports:read',
    path: 'campaigns/:campaignId/recipients',
    operationId: 'listCampaignRecipients',
    summary: 'List the recipients of a campaign',
    description:
      'The recipients who did what `activity` says. A page may hold fewer than `limit` where the provider does not filter: continue while there is a cursor.',
    query: z.object({ activity: recipientActivity.default('sent').describe('What they did.') }),
    item: campaignRecipient,
    ask: ({ account: { adapter, api }, part, query: { activity } }, page) =>
      adapter.campaignRecipients(api, part('campaignId'), activity, page),
  }),
  many({
    ...read,
    scope: 'campaigns:read',
    path: 'templates',
    operationId: 'listTemplates',
    summary: 'List templates',
    item: template,
    ask: ({ account: { adapter, api } }, page) => adapter.templates(api, page),
  }),
]
