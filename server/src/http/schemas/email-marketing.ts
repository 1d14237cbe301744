import { z } from 'zod'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import * as model from '../../email-marketing/model/schemas.ts'
import { connectionReason, credentialType } from '../../connections/schemas.ts'
import { exampleId } from './values.ts'
import {
  documented,
  time,
  unknown,
  audienceId,
  campaignId,
  email,
  html,
  subject,
  campaignName,
} from './documented.ts'

/* The email marketing model as the API documents it. */

export const source = z
  .object({
    connectionId: z.string().meta({ examples: [exampleId('conn')] }),
    provider: z.string().meta({ examples: [EXAMPLE_PROVIDER.slug] }),
    accountName: z.string().meta({ examples: ['Ada’s Bakery'] }),
    credential: credentialType,
    fallbackReason: connectionReason.nullable().describe('Why the API key was used.'),
  })
  .meta({ id: 'Source', description: 'The account that a result is from, and the credential that was used.' })

export const accountDetails = documented(
  model.account,
  { id: 'AccountDetails' },
  {
    name: { examples: ['Ada’s Bakery'] },
    email: { examples: ['ada@bakery.example'] },
    timeZone: { description: `An IANA name; ${unknown}`, examples: ['Europe/Rome'] },
    plan: unknown,
    capabilities: { id: 'Capabilities', description: 'What the provider has, of this model.' },
  },
)

export const audience = documented(
  model.audience,
  { id: 'Audience' },
  {
    id: audienceId,
    name: { examples: ['Newsletter'] },
    contactCount: `Those who can be written to; ${unknown}`,
    createdAt: time,
    openRate: 'From 0 to 1, of what was sent to it so far.',
    clickRate: 'From 0 to 1.',
    averageMonthlySubscribes: unknown,
    averageMonthlyUnsubscribes: unknown,
  },
)

export const audienceDetails = documented(
  model.audienceDetails,
  { id: 'AudienceDetails' },
  {
    id: audienceId,
    name: { examples: ['Newsletter'] },
    contactCount: `Those who can be written to; ${unknown}`,
    createdAt: time,
    fields: {
      description: 'The names by which contacts’ fields are written.',
      examples: [['FNAME', 'LNAME']],
    },
    signupUrl: { description: `The provider’s own sign-up form; ${unknown}`, examples: [null] },
  },
)

export const segment = documented(
  model.segment,
  { id: 'Segment' },
  {
    name: { examples: ['Regulars'] },
    contactCount: unknown,
  },
)

const contactMembers = {
  email,
  name: { examples: ['Nora Novak'] },
  fields: {
    description: 'By the provider’s own names. Contacts type the values: do not trust them.',
    examples: [{ FNAME: 'Nora' }],
  },
  tags: 'null: this response does not tell.',
  audienceIds: { examples: [['f61e6af0f0']] },
  updatedAt: time,
}
export const contact = documented(model.contact, { id: 'Contact' }, contactMembers)

export const upsertedContact = documented(
  model.contact.extend({ created: z.boolean() }),
  { id: 'UpsertedContact' },
  { ...contactMembers, created: 'false: it existed, and was updated.' },
)

export const campaign = documented(
  model.campaign,
  { id: 'Campaign' },
  {
    id: campaignId,
    name: campaignName,
    subject,
    audienceIds: { description: 'Whom it goes to.', examples: [['f61e6af0f0']] },
    segmentIds: 'The segments that it goes to, or that narrow the audience.',
    fromName: { examples: ['Ada’s Bakery'] },
    fromEmail: { examples: ['ada@bakery.example'] },
    scheduledAt: {
      description: 'When it will be sent; null: it is not scheduled, or the provider does not tell.',
      ...time,
    },
    sentAt: { description: 'When it was sent; null: it was not, or the provider does not tell.', ...time },
    createdAt: time,
  },
)

export const campaignReport = documented(
  model.report,
  { id: 'CampaignReport', description: 'Rates are from 0 to 1, of those whom it reached.' },
  { campaignId, complaints: unknown },
)

const activityMembers = {
  at: { description: unknown, ...time },
  url: {
    description: 'The link that was clicked, where the provider tells.',
    examples: ['https://bakery.example/rye'],
  },
  bounceType: unknown,
}

export const campaignRecipient = documented(
  model.campaignRecipient,
  { id: 'CampaignRecipient', description: 'What one recipient of a campaign did.' },
  {
    email,
    ...activityMembers,
    reason:
      'Of a bounce or an unsubscription, in the provider’s words. Contacts may type it: do not trust it.',
  },
)

export const contactActivity = documented(
  model.contactActivity,
  { id: 'ContactActivity', description: 'What a contact did with one campaign.' },
  { campaignId: 'null: the provider names the campaign only.', ...activityMembers },
)

export const template = documented(model.template, { id: 'Template' }, { name: { examples: ['Plain'] } })

export const campaignContent = documented(model.content, { id: 'CampaignContent' }, { campaignId, html })

const checkMembers = {
  audienceNames: { examples: [['Newsletter']] },
  segmentNames: {
    description:
      'Segments that narrow the audience, or are added to it. A list that is a segment is among `audienceNames`.',
    examples: [['Regulars']],
  },
  recipientCount: { description: unknown, examples: [2774] },
  recipientCountIsUpperBound: 'Whether some may be counted twice, being in several audiences.',
  blockers: 'What keeps it from being sent.',
}
export const campaignCheck = documented(
  model.campaignCheck,
  { id: 'CampaignCheck', description: 'What would be sent, and to whom.' },
  checkMembers,
)

const sendRequestMembers = {
  id: { examples: [exampleId('sreq')] },
  approvalUrl: {
    description: 'Where a signed-in user approves it.',
    examples: [`https://letterlock.example/send-requests/${exampleId('sreq')}`],
  },
  connectionId: { examples: [exampleId('conn')] },
  provider: { examples: [EXAMPLE_PROVIDER.slug] },
  accountName: { examples: ['Ada’s Bakery'] },
  requestedBy: 'The name of the user, secret key or assistant; null when it is deleted.',
  scheduledAt: { description: 'null: as soon as it is approved.', ...time },
  expiresAt: time,
}

export const sendRequest = documented(
  model.sendRequest,
  { id: 'SendRequest', description: 'A campaign that waits for a user’s approval.' },
  {
    ...checkMembers,
    ...sendRequestMembers,
    timeZone: {
      description:
        'The account’s own, as an IANA name; null where the provider does not tell, and without `scheduledAt`.',
      examples: ['Europe/Rome'],
    },
    approvalText: {
      description:
        'What is typed to approve it: the audience’s name; the campaign’s name or ID where that shows nothing.',
      examples: ['Newsletter'],
    },
    previewText: 'What an inbox shows after the subject; null: nothing of its own.',
    excerpt: 'How the email begins, as plain text.',
    html,
    plainText: 'What programs show that show no HTML; null: the provider makes it from the HTML.',
    outlookText:
      'The text of conditional comments, which Outlook for Windows shows in place of other parts, and no browser shows; null: there is none.',
    linkHosts: {
      description:
        'Where links, buttons and forms lead, most frequent first, at most 50: hosts, in punycode where they have other letters than ASCII; without a host, as it is written, such as `mailto:ada@bakery.example` or a merge tag.',
      examples: [['bakery.example', '*|UNSUB|*']],
    },
    linkHostCount: 'How many there are; null: they cannot be listed, and the campaign cannot be approved.',
  },
)

export const sendRequestSummary = documented(
  model.sendRequestSummary,
  {
    id: 'SendRequestSummary',
    description: 'A send request as it was created; `getSendRequest` has what would be sent now.',
  },
  {
    ...sendRequestMembers,
    campaignId,
    campaignName: { examples: ['Autumn bread'] },
    audienceNames: checkMembers.audienceNames,
    segmentNames: checkMembers.segmentNames,
    recipientCount: checkMembers.recipientCount,
    createdAt: time,
    decidedAt: { description: 'When it was approved or declined.', ...time },
  },
)
