import { z } from 'zod'
import { isAddress } from './addresses.ts'

/* What the email marketing model is given, as schemas, for the API and for assistants. */

const id = z.string().min(1).max(200)
export const address = z.string().trim().max(254).refine(isAddress, 'must be an email address')
const words = z.string().trim().min(1)
const MAX_HTML = 1024 * 1024

export const contactToSave = z.strictObject({
  email: address,
  audienceId: id,
  status: z.enum(['pending', 'subscribed']).default('pending'),
  fields: z.record(z.string().max(100), z.string().max(1000)).default({}),
})

/** With its defaults filled in. */
export type UpsertContactInput = z.output<typeof contactToSave>

const importRow = z.strictObject({
  email: address,
  fields: z.record(z.string().max(100), z.string().max(1000)).default({}),
})
export const MAX_IMPORT_ROWS = 500

export const contactsToImport = z.strictObject({
  audienceId: id,
  status: z.enum(['pending', 'subscribed']).default('pending'),
  contacts: z.array(importRow).min(1).max(MAX_IMPORT_ROWS),
})
export type ImportContactsInput = z.output<typeof contactsToImport>

const tags = z.array(words.max(100)).max(20).default([])
export const tagChange = z.strictObject({ add: tags, remove: tags })

export type UpdateTagsInput = z.output<typeof tagChange>

export const newCampaign = z.strictObject({
  name: words.max(80),
  subject: words.max(200),
  fromName: words.max(100).optional(),
  fromEmail: address.optional(),
  audienceId: id,
  segmentId: id.optional(),
  html: words.max(MAX_HTML),
})

export const campaignChange = newCampaign.partial()

export const campaignCopy = newCampaign.omit({ html: true, fromName: true, fromEmail: true }).partial()
export type CopyCampaignInput = z.output<typeof campaignCopy>

export const testAddresses = z.array(address).min(1).max(5)

export const newSendRequest = z.strictObject({ scheduledAt: z.iso.datetime({ offset: true }).nullish() })

export const approval = z.strictObject({
  approvalText: z.string().max(1000),
})
