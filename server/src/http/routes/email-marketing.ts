import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import { z } from 'zod'
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
import {
  account,
  audience,
  audienceDetails,
  campaign,
  campaignChange,
  campaignCheck,
  contact,
  contactStatus,
  contactToSave,
  content,
  newCampaign,
  report,
  segment,
  tagChange,
  template,
  testAddresses,
} from '../../email-marketing/schemas.ts'
import type { Context } from '../context.ts'
import { many, one, register, type MarketingRoute } from './email-marketing-route.ts'

const inAudience = z.object({ audienceId: z.string().max(200).optional() })
const read = { method: 'GET', scope: 'marketing.read' } as const

const READING: readonly MarketingRoute[] = [
  one({
    ...read,
    path: 'account',
    summary: 'Get the account and what its provider supports',
    answer: account,
    ask: async ({ account: { adapter, api } }) => ({
      ...(await adapter.account(api)),
      capabilities: adapter.capabilities,
    }),
  }),
  many({
    ...read,
    path: 'audiences',
    summary: 'List audiences',
    item: audience,
    ask: ({ account: { adapter, api } }, page) => adapter.audiences(api, page),
  }),
  one({
    ...read,
    path: 'audiences/:audienceId',
    summary: 'Get an audience and the fields of its contacts',
    answer: audienceDetails,
    ask: ({ account: { adapter, api }, part }) => adapter.audience(api, part('audienceId')),
  }),
  many({
    ...read,
    path: 'audiences/:audienceId/segments',
    summary: 'List segments, or the provider’s equivalent',
    item: segment,
    ask: ({ account: { adapter, api }, part }, page) => adapter.segments(api, part('audienceId'), page),
  }),
  many({
    ...read,
    path: 'contacts',
    summary: 'List contacts of one status, or find them by email address in any status',
    description:
      'Default status: subscribed; with a search, any. Some providers filter after paging, so a page can have fewer contacts than limit: continue while there is a cursor.',
    query: inAudience.extend({
      status: contactStatus.optional(),
      search: z.string().min(1).max(200).optional(),
    }),
    item: contact,
    ask: ({ account: opened, query: { audienceId: of = null, status, search: words = null } }, page) =>
      findContacts(opened, { audience: of, status, words }, page),
  }),
  one({
    ...read,
    path: 'contacts/:contact',
    summary: 'Get a contact by ID or email address',
    query: inAudience,
    answer: contact,
    ask: ({ account: { adapter, api }, part, query }) =>
      adapter.contact(api, { audience: query.audienceId ?? null, contact: part('contact') }),
  }),
  many({
    ...read,
    path: 'campaigns',
    summary: 'List campaigns',
    item: campaign,
    ask: ({ account: { adapter, api } }, page) => adapter.campaigns(api, page),
  }),
  one({
    ...read,
    path: 'campaigns/:campaignId',
    summary: 'Get a campaign',
    answer: campaign,
    ask: ({ account: { adapter, api }, part }) => adapter.campaign(api, part('campaignId')),
  }),
  one({
    ...read,
    path: 'campaigns/:campaignId/content',
    summary: 'Get the content of a campaign',
    answer: content,
    ask: async ({ account: { adapter, api }, part }) => ({
      campaignId: part('campaignId'),
      html: await adapter.content(api, part('campaignId')),
    }),
  }),
  one({
    ...read,
    path: 'campaigns/:campaignId/check',
    summary: 'Check what would be sent, to whom, and what blocks sending',
    answer: campaignCheck,
    async ask({ account: opened, part }) {
      const { html: _html, digest: _digest, ...check } = await checkCampaign(opened, part('campaignId'))
      return check
    },
  }),
  one({
    ...read,
    path: 'campaigns/:campaignId/report',
    summary: 'Get the report of a campaign',
    answer: report,
    ask: ({ account: opened, part }) => readReport(opened, part('campaignId')),
  }),
  many({
    ...read,
    path: 'templates',
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
    summary: 'Add or update a contact',
    description: 'Unsubscribed, bounced and suspended contacts are not changed.',
    body: contactToSave,
    answer: contact.extend({ created: z.boolean() }),
    ask: ({ account: opened, body }) => saveContact(opened, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/tags',
    summary: 'Add and remove tags of a contact',
    query: inAudience,
    body: tagChange,
    answer: contact,
    ask: ({ account: opened, part, query, body }) =>
      tagContact(opened, { audience: query.audienceId ?? null, contact: part('contact') }, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/unsubscribe',
    summary: 'Unsubscribe a contact from the audience or, at some providers, from the account',
    query: inAudience,
    answer: contact,
    ask: ({ account: opened, part, query }) =>
      unsubscribeContact(opened, { audience: query.audienceId ?? null, contact: part('contact') }),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns',
    summary: 'Create a campaign draft',
    body: newCampaign,
    answer: campaign,
    status: 201,
    ask: ({ account: opened, body }) => createCampaign(opened, body),
  }),
  one({
    method: 'PATCH',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId',
    summary: 'Update a campaign draft',
    body: campaignChange,
    answer: campaign,
    ask: ({ account: opened, part, body }) => updateCampaign(opened, part('campaignId'), body),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:send',
    path: 'campaigns/:campaignId/test-emails',
    summary: 'Send a test email',
    description: 'Requires the permission and the scope to send.',
    body: z.strictObject({ to: testAddresses }),
    answer: campaign,
    ask: ({ account: opened, part, body }) => testCampaign(opened, part('campaignId'), body.to),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId/unschedule',
    summary: 'Unschedule a campaign',
    answer: campaign,
    ask: ({ account: opened, part }) => unscheduleCampaign(opened, part('campaignId')),
  }),
]

/** The content of an account, in one model for all providers. */
export function marketingRoutes(context: Context): FastifyPluginAsyncZod {
  return async (server) => {
    for (const route of [...READING, ...WRITING]) register(server, context, route)
  }
}
