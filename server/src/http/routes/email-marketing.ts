import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { contactStatus } from '../../email-marketing/schemas.ts'
import {
  createCampaign,
  testCampaign,
  unscheduleCampaign,
  updateCampaign,
} from '../../email-marketing/campaigns.ts'
import { saveContact, tagContact, unsubscribeContact } from '../../email-marketing/contacts.ts'
import { checkCampaign } from '../../email-marketing/check-campaign.ts'
import { findContacts } from '../../email-marketing/find-contacts.ts'
import { readReport } from '../../email-marketing/read-report.ts'
import type { RouteContext } from '../route-context.ts'
import { many, one, register, type MarketingRoute } from './email-marketing-route.ts'
import {
  accountDetails,
  audience,
  campaign,
  audienceDetails,
  campaignCheck,
  campaignContent,
  campaignReport,
  contact,
  createCampaignInput,
  segment,
  sendTestEmailInput,
  template,
  updateCampaignInput,
  updateContactTagsInput,
  upsertContactInput,
  upsertedContact,
} from '../schemas/email-marketing.ts'

const inAudience = z.object({
  audienceId: z
    .string()
    .max(200)
    .optional()
    .meta({ description: 'The provider’s ID of the audience.', examples: ['f61e6af0f0'] }),
})
const read = { method: 'GET' } as const

const READING: readonly MarketingRoute[] = [
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
      'Subscribed ones by default; with `search`, of any status. A page may hold fewer than `limit` where the provider sorts more coarsely: go on while there is a cursor.',
    query: inAudience.extend({
      status: contactStatus.optional().describe('Default: `subscribed`.'),
      search: z.string().min(1).max(200).optional().describe('An email address, or a part of it.'),
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
    scope: 'campaigns:read',
    path: 'campaigns',
    operationId: 'listCampaigns',
    summary: 'List campaigns',
    item: campaign,
    ask: ({ account: { adapter, api } }, page) => adapter.campaigns(api, page),
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
    problems: ['campaign_not_draft'],
    summary: 'Check a campaign',
    description: 'What would be sent and to whom, and what keeps it from being sent.',
    answer: campaignCheck,
    async ask({ account: opened, part }) {
      const { html: _html, digest: _digest, ...check } = await checkCampaign(opened, part('campaignId'))
      return check
    },
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
    scope: 'campaigns:read',
    path: 'templates',
    operationId: 'listTemplates',
    summary: 'List templates',
    item: template,
    ask: ({ account: { adapter, api } }, page) => adapter.templates(api, page),
  }),
]

const WRITING: readonly MarketingRoute[] = [
  one({
    method: 'PUT',
    scope: 'audiences:write',
    path: 'contacts',
    operationId: 'upsertContact',
    problems: ['contact_suppressed', 'unknown_contact_field'],
    summary: 'Add or update a contact',
    description: 'Unsubscribed, bounced and suspended contacts are not changed.',
    body: upsertContactInput,
    answer: upsertedContact,
    ask: ({ account: opened, body }) => saveContact(opened, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/tags',
    operationId: 'updateContactTags',
    problems: ['audience_required'],
    summary: 'Update the tags of a contact',
    query: inAudience,
    body: updateContactTagsInput,
    answer: contact,
    ask: ({ account: opened, part, query, body }) =>
      tagContact(opened, { audience: query.audienceId ?? null, contact: part('contact') }, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/unsubscribe',
    operationId: 'unsubscribeContact',
    problems: ['audience_required'],
    summary: 'Unsubscribe a contact',
    description: 'From the audience, or from the account where the provider has it so.',
    query: inAudience,
    answer: contact,
    ask: ({ account: opened, part, query }) =>
      unsubscribeContact(opened, { audience: query.audienceId ?? null, contact: part('contact') }),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns',
    operationId: 'createCampaign',
    problems: ['sender_required', 'resource_not_found'],
    summary: 'Create a campaign draft',
    body: createCampaignInput,
    answer: campaign,
    status: 201,
    ask: ({ account: opened, body }) => createCampaign(opened, body),
  }),
  one({
    method: 'PATCH',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId',
    operationId: 'updateCampaign',
    problems: ['campaign_not_draft', 'sender_required'],
    summary: 'Update a campaign draft',
    body: updateCampaignInput,
    answer: campaign,
    ask: ({ account: opened, part, body }) => updateCampaign(opened, part('campaignId'), body),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:send',
    path: 'campaigns/:campaignId/test-emails',
    operationId: 'sendTestEmail',
    problems: ['campaign_not_draft', 'test_recipient_not_allowed'],
    summary: 'Send a test email',
    description: 'It counts as sending: the connection needs the permission `send`.',
    body: sendTestEmailInput,
    answer: campaign,
    ask: ({ account: opened, part, body }) => testCampaign(opened, part('campaignId'), body.to),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId/unschedule',
    operationId: 'unscheduleCampaign',
    problems: ['campaign_not_scheduled'],
    summary: 'Unschedule a campaign',
    answer: campaign,
    ask: ({ account: opened, part }) => unscheduleCampaign(opened, part('campaignId')),
  }),
]

/** The content of an account, in one model for all providers. */
export function emailMarketingRoutes(context: RouteContext): FastifyPluginAsyncZod {
  return async (server) => {
    for (const route of [...READING, ...WRITING]) register(server, context, route)
  }
}
