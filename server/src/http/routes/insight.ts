import { z } from 'zod'
import { assertSupported } from '../../email-marketing/assert-supported.ts'
import { pauseAutomation } from '../../email-marketing/campaigns/pause-automation.ts'
import { readAccountAverages } from '../../email-marketing/reports/read-account-averages.ts'
import { readAudienceGrowth } from '../../email-marketing/reports/read-audience-growth.ts'
import { resendCampaign } from '../../email-marketing/segments/resend-campaign.ts'
import { pageOfAll } from '../../email-marketing/adapters/values.ts'
import { campaign } from '../schemas/email-marketing.ts'
import {
  accountAverages,
  accountFacts,
  audienceGrowth,
  automation,
  campaignLink,
  campaignVariant,
  resendCampaignInput,
  templateContent,
} from '../schemas/insight.ts'
import { many, one, type MarketingRoute } from './email-marketing-route.ts'

const months = z.coerce
  .number()
  .int()
  .min(1)
  .max(36)
  .default(12)
  .describe('How many months, this one included.')

/** Facts of an account besides its contacts and campaigns. */
export const insightRoutes: readonly MarketingRoute[] = [
  one({
    method: 'GET',
    scope: 'connections:read',
    path: 'account/facts',
    operationId: 'getAccountFacts',
    summary: 'Get facts about the account',
    description: 'Its time zone, plan, senders and domains, as far as the provider tells.',
    answer: accountFacts,
    ask: ({ account: { adapter, api } }) => adapter.accountFacts(api),
  }),
  one({
    method: 'GET',
    scope: 'reports:read',
    path: 'account/averages',
    operationId: 'getAccountAverages',
    summary: 'Get the averages of the account',
    description: 'Of the latest ten sent campaigns: what one campaign is compared with.',
    answer: accountAverages,
    ask: ({ account }) => readAccountAverages(account),
  }),
  one({
    method: 'GET',
    scope: 'audiences:read',
    path: 'audiences/:audienceId/growth',
    operationId: 'getAudienceGrowth',
    summary: 'Get the growth of an audience',
    description: 'How many contacts joined in each month.',
    query: z.object({ months }),
    answer: audienceGrowth,
    ask: ({ account, part, query }) => readAudienceGrowth(account, part('audienceId'), query.months),
  }),
  many({
    method: 'GET',
    scope: 'reports:read',
    path: 'campaigns/:campaignId/links',
    operationId: 'listCampaignLinks',
    summary: 'List the links of a campaign',
    description: 'How often each was clicked.',
    item: campaignLink,
    async ask({ account: { adapter, api }, part }, page) {
      assertSupported(adapter, 'campaignLinks', 'clicks by link')
      return pageOfAll(await adapter.campaignLinks(api, part('campaignId')), page)
    },
  }),
  many({
    method: 'GET',
    scope: 'reports:read',
    path: 'campaigns/:campaignId/variants',
    operationId: 'listCampaignVariants',
    summary: 'List the variants of an A/B test',
    description: 'The emails that it compares, and which one won. None: the campaign is no test.',
    item: campaignVariant,
    async ask({ account: { adapter, api }, part }, page) {
      assertSupported(adapter, 'campaignVariants', 'A/B tests')
      return pageOfAll(await adapter.campaignVariants(api, part('campaignId')), page)
    },
  }),
  many({
    method: 'GET',
    scope: 'campaigns:read',
    path: 'automations',
    operationId: 'listAutomations',
    summary: 'List automations',
    description: 'Emails that the provider sends by itself.',
    item: automation,
    async ask({ account: { adapter, api } }, page) {
      assertSupported(adapter, 'automations', 'automations')
      return adapter.automations(api, page)
    },
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'automations/:automationId/pause',
    operationId: 'pauseAutomation',
    summary: 'Pause an automation',
    description: 'It sends nothing more until a user starts it again at the provider.',
    answer: automation,
    ask: ({ account, part }) => pauseAutomation(account, part('automationId')),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId/resend',
    operationId: 'resendCampaign',
    problems: ['campaign_not_sent', 'segment_too_large', 'sender_required'],
    summary: 'Draft a campaign again for those who did not open it',
    description:
      'Creates a segment of those who received the campaign and did not open it, and a draft that goes to them. Nothing is sent. The connection needs to write audiences, too.',
    body: resendCampaignInput,
    answer: campaign,
    status: 201,
    ask: ({ account, part, body }) => resendCampaign(account, part('campaignId'), body),
  }),
  one({
    method: 'GET',
    scope: 'campaigns:read',
    path: 'templates/:templateId/content',
    operationId: 'getTemplateContent',
    problems: ['resource_not_found'],
    summary: 'Get the content of a template',
    description: 'Its HTML, which a campaign can be created with.',
    answer: templateContent,
    async ask({ account: { adapter, api }, part }) {
      assertSupported(adapter, 'templateContents', 'the HTML of templates')
      return { id: part('templateId'), html: await adapter.templateContent(api, part('templateId')) }
    },
  }),
]
