import { z } from 'zod'
import * as model from '../../email-marketing/model/input-schemas.ts'
import { importResult as importOutcome } from '../../email-marketing/model/schemas.ts'
import { documented, time, audienceId, email, html, subject, campaignName } from './documented.ts'

/* The inputs of the email marketing model, as the API documents them. */

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
export const createCampaignInput = documented(
  model.newCampaign,
  { id: 'CreateCampaign' },
  {
    ...campaignInput,
    templateId: 'Instead of `html`, a template of the account.',
  },
)
export const updateCampaignInput = documented(
  model.campaignChange,
  { id: 'UpdateCampaign', description: 'Members that are left out stay. Only drafts can be updated.' },
  { name: campaignName, subject, html },
)

export const copyCampaignInput = documented(
  model.campaignCopy,
  { id: 'CopyCampaign', description: 'What is to differ from the original.' },
  { name: campaignName, subject, audienceId },
)

export const importContactsInput = documented(
  model.contactsToImport,
  { id: 'ImportContacts', description: 'Contacts of one audience, with one status for the new ones.' },
  {
    audienceId,
    status:
      '`pending`: the provider asks new contacts to confirm; `subscribed`: they have agreed. Existing contacts keep their status.',
    contacts: { examples: [[{ email: 'nora@letters.example', fields: { FNAME: 'Nora' } }]] },
  },
)

export const importResult = documented(
  importOutcome,
  { id: 'ImportResult', description: 'How many contacts were written, and what became of each.' },
  {
    skipped: 'Unsubscribed, bounced or suspended contacts: they were not changed.',
    contacts: 'In the order of the request; of an address that was given twice, the last.',
  },
)

export const sendTestEmailInput = z
  .strictObject({ to: model.testAddresses.meta({ examples: [['nora@letters.example']] }) })
  .meta({ id: 'SendTestEmail' })

export const createSendRequestInput = documented(
  model.newSendRequest,
  { id: 'CreateSendRequest' },
  {
    scheduledAt: {
      description: 'Default: as soon as it is approved. Without an offset, it is in the account’s time zone.',
      ...time,
    },
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
