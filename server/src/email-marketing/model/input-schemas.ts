import { z } from 'zod'
import {
  MAX_APPROVAL_TEXT_LENGTH,
  MAX_CAMPAIGN_NAME_LENGTH,
  MAX_CONTACT_FIELD_LENGTH,
  MAX_CONTACT_FIELD_NAME_LENGTH,
  MAX_FOREIGN_ID_LENGTH,
  MAX_HTML_BYTES,
} from '../../kernel/limits.ts'
import { isInRange, TIME_RANGE } from '../../kernel/time.ts'
import { isAddress } from './addresses.ts'

/* The inputs of the email marketing model as schemas, for the API and for assistants. */

const id = z.string().min(1).max(MAX_FOREIGN_ID_LENGTH)
export const address = z.string().trim().max(254).refine(isAddress, 'must be an email address')
const words = z.string().trim().min(1)

const fields = z
  .record(z.string().max(MAX_CONTACT_FIELD_NAME_LENGTH), z.string().max(MAX_CONTACT_FIELD_LENGTH))
  .default({})

export const contactToSave = z.strictObject({
  email: address,
  audienceId: id,
  status: z.enum(['pending', 'subscribed']).default('pending'),
  fields,
})

/** The input with its defaults filled in. */
export type UpsertContactInput = z.output<typeof contactToSave>

export const contactRow = z.strictObject({
  email: address,
  fields,
})
export const MAX_IMPORT_ROWS = 500

export const contactsToImport = z.strictObject({
  audienceId: id,
  status: z.enum(['pending', 'subscribed']).default('pending'),
  contacts: z.array(contactRow).min(1).max(MAX_IMPORT_ROWS),
})
export type ImportContactsInput = z.output<typeof contactsToImport>

const tags = z.array(words.max(100)).max(20).default([])
export const tagChange = z.strictObject({ add: tags, remove: tags })

export type UpdateTagsInput = z.output<typeof tagChange>

export const newCampaign = z.strictObject({
  name: words.max(MAX_CAMPAIGN_NAME_LENGTH),
  subject: words.max(200),
  fromName: words.max(100).optional(),
  fromEmail: address.optional(),
  audienceId: id,
  segmentId: id.optional(),
  html: words.max(MAX_HTML_BYTES).optional(),
  /** Instead of `html`. */
  templateId: id.optional(),
})

export const campaignChange = newCampaign.omit({ templateId: true }).partial()

export const campaignCopy = newCampaign
  .omit({ html: true, templateId: true, fromName: true, fromEmail: true })
  .partial()
export type CopyCampaignInput = z.output<typeof campaignCopy>

/** A draft for those who did not open a campaign. */
export const campaignResend = campaignCopy.pick({ name: true, subject: true })
export type ResendCampaignInput = z.output<typeof campaignResend>

export const testAddresses = z.array(address).min(1).max(5)

/** A time with its offset, for queries of the API and arguments of tools. */
export const givenTime = z.iso.datetime({ offset: true }).refine(isInRange, TIME_RANGE)

/** Without an offset, a time in the account's zone. */
export const sendTime = z.iso.datetime({ offset: true, local: true }).refine(isInRange, TIME_RANGE)

export const newSendRequest = z.strictObject({ scheduledAt: sendTime.nullish() })

export const approval = z.strictObject({
  approvalText: z.string().max(MAX_APPROVAL_TEXT_LENGTH),
})
