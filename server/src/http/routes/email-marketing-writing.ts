import { MAX_EMAIL_BODY_BYTES, MAX_LIST_BODY_BYTES } from '../../kernel/limits.ts'
import {
  createCampaign,
  testCampaign,
  unscheduleCampaign,
  updateCampaign,
} from '../../email-marketing/campaigns/campaigns.ts'
import { saveContact, tagContact, unsubscribeContact } from '../../email-marketing/contacts/contacts.ts'
import { copyCampaign } from '../../email-marketing/campaigns/copy-campaign.ts'
import { importContacts } from '../../email-marketing/contacts/import-contacts.ts'
import { one, type MarketingRoute } from './email-marketing-route.ts'
import { campaign, contact, upsertedContact } from '../schemas/email-marketing.ts'
import {
  copyCampaignInput,
  createCampaignInput,
  importContactsInput,
  importResult,
  sendTestEmailInput,
  updateCampaignInput,
  updateContactTagsInput,
  upsertContactInput,
} from '../schemas/email-marketing-inputs.ts'
import { inAudience } from './in-audience.ts'
import { DRAFT_PROBLEMS } from '../../email-marketing/problems.ts'

/** Routes that change an account. */
export const emailMarketingWriting: readonly MarketingRoute[] = [
  one({
    method: 'PUT',
    scope: 'audiences:write',
    path: 'contacts',
    operationId: 'upsertContact',
    problems: [
      'campaign_busy',
      'contact_suppressed',
      'resource_not_found',
      'segment_in_use',
      'unknown_contact_field',
    ],
    summary: 'Add or update a contact',
    description: 'Unsubscribed, bounced and suspended contacts are not changed.',
    body: upsertContactInput,
    answer: upsertedContact,
    ask: ({ account: opened, body }) => saveContact(opened, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/import',
    operationId: 'importContacts',
    problems: ['campaign_busy', 'resource_not_found', 'segment_in_use', 'unknown_contact_field'],
    summary: 'Import contacts',
    description:
      'Adds or updates up to 500 contacts, and reports each. Unsubscribed, bounced and suspended contacts are skipped. A row that fails does not stop the others. The same rows can be imported again.',
    body: importContactsInput,
    bodyLimit: MAX_LIST_BODY_BYTES,
    answer: importResult,
    ask: ({ account: opened, body }) => importContacts(opened, body),
  }),
  one({
    method: 'POST',
    scope: 'audiences:write',
    path: 'contacts/:contact/tags',
    operationId: 'updateContactTags',
    problems: ['audience_required', 'campaign_busy', 'segment_in_use'],
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
    description: 'From the audience, or at some providers from the whole account.',
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
    bodyLimit: MAX_EMAIL_BODY_BYTES,
    answer: campaign,
    status: 201,
    ask: ({ account: opened, body }) => createCampaign(opened, body),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId/copy',
    operationId: 'copyCampaign',
    problems: ['sender_required'],
    summary: 'Copy a campaign',
    description:
      'As a new draft, from a campaign of any status. Members that are left out are those of the original.',
    body: copyCampaignInput,
    answer: campaign,
    status: 201,
    ask: ({ account: opened, part, body }) => copyCampaign(opened, part('campaignId'), body),
  }),
  one({
    method: 'PATCH',
    scope: 'campaigns:write',
    path: 'campaigns/:campaignId',
    operationId: 'updateCampaign',
    problems: [...DRAFT_PROBLEMS, 'sender_required'],
    summary: 'Update a campaign draft',
    body: updateCampaignInput,
    bodyLimit: MAX_EMAIL_BODY_BYTES,
    answer: campaign,
    ask: ({ account: opened, part, body }) => updateCampaign(opened, part('campaignId'), body),
  }),
  one({
    method: 'POST',
    scope: 'campaigns:send',
    path: 'campaigns/:campaignId/test-emails',
    operationId: 'sendTestEmail',
    problems: DRAFT_PROBLEMS,
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
    problems: ['campaign_busy', 'campaign_not_scheduled'],
    summary: 'Unschedule a campaign',
    answer: campaign,
    ask: ({ account: opened, part }) => unscheduleCampaign(opened, part('campaignId')),
  }),
]
