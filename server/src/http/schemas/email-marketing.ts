import { z } from 'zod'
import { EXAMPLE_PROVIDER } from '../../providers/example.ts'
import * as model from '../../email-marketing/schemas.ts'
import { connectionReason, credentialType } from '../../connections/schemas.ts'
import { exampleId } from './values.ts'

/* The email marketing model as the API documents it. The model's own schemas carry no texts: assistants would pay for them in tokens. */

interface Documentation {
  /** The name of the component. */
  readonly id: string
  readonly description?: string
}

/** The same schema with a name, and with descriptions of its members. */
function documented<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  documentation: Documentation,
  members: Partial<Record<keyof Shape, string | z.core.GlobalMeta>> = {},
): z.ZodObject<Shape> {
  const described = Object.entries(members).map(([name, text]) => {
    const member = schema.shape[name] as unknown as z.ZodType
    return [name, typeof text === 'string' ? member.describe(text) : member.meta(text as z.core.GlobalMeta)]
  })
  return schema
    .extend(Object.fromEntries(described) as z.ZodRawShape)
    .meta({ ...documentation }) as unknown as z.ZodObject<Shape>
}

const time = { examples: ['2026-12-01T09:30:00.000Z'] }
const unknown = 'null: the provider does not tell.'
const audienceId = { examples: ['f61e6af0f0'] }
const campaignId = { examples: ['b102706706'] }
const email = { examples: ['nora@letters.example'] }
const html = { examples: ['<h1>Rye bread, from Tuesday on</h1>'] }
const subject = { examples: ['Rye bread, from Tuesday on'] }
const campaignName = { examples: ['Rye'] }

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

export const template = documented(model.template, { id: 'Template' }, { name: { examples: ['Plain'] } })

export const campaignContent = documented(model.content, { id: 'CampaignContent' }, { campaignId, html })

const checkMembers = {
  audienceNames: { examples: [['Newsletter']] },
  recipientCount: { description: unknown, examples: [2774] },
  recipientCountIsUpperBound: 'Whether some may be counted twice, being in several audiences.',
  blockers: 'What keeps it from being sent.',
}
export const campaignCheck = documented(
  model.campaignCheck,
  { id: 'CampaignCheck', description: 'What would be sent, and to whom.' },
  checkMembers,
)

export const sendRequest = documented(
  model.sendRequest,
  { id: 'SendRequest', description: 'A campaign that waits for a user’s approval.' },
  {
    ...checkMembers,
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
    excerpt: 'How the email begins, as plain text.',
    html,
    expiresAt: time,
  },
)

export const upsertContactInput = documented(
  model.contactToSave,
  { id: 'UpsertContact', description: 'A new contact, or new fields of an existing one.' },
  {
    email,
    audienceId,
    status:
      '`pending`: the provider asks a new contact to confirm; `subscribed`: they have agreed. An existing contact keeps its status.',
    fields: { description: 'By the names that `getAudience` lists.', examples: [{ FNAME: 'Nora' }] },
  },
)

export const updateContactTagsInput = documented(
  model.tagChange,
  { id: 'UpdateTags' },
  {
    add: { examples: [['VIP']] },
    remove: { examples: [['New']] },
  },
)

const campaignInput = {
  name: campaignName,
  subject,
  fromName: { description: 'Default: the account’s own.', examples: ['Ada’s Bakery'] },
  fromEmail: { description: 'Default: the account’s own.', examples: ['ada@bakery.example'] },
  audienceId,
  html,
}
export const createCampaignInput = documented(model.newCampaign, { id: 'CreateCampaign' }, campaignInput)
export const updateCampaignInput = documented(
  model.campaignChange,
  { id: 'UpdateCampaign', description: 'Members that are left out stay. Only drafts can be updated.' },
  { name: campaignName, subject, html },
)

export const sendTestEmailInput = z
  .strictObject({ to: model.testAddresses.meta({ examples: [['nora@letters.example']] }) })
  .meta({ id: 'SendTestEmail' })

export const createSendRequestInput = documented(
  model.newSendRequest,
  { id: 'CreateSendRequest' },
  {
    scheduledAt: { description: 'Default: as soon as it is approved.', ...time },
  },
)

export const approveSendRequestInput = documented(
  model.approval,
  { id: 'ApproveSendRequest' },
  {
    approvalText: {
      description: 'The send request’s `approvalText`, as the user has typed it.',
      examples: ['Newsletter'],
    },
  },
)
