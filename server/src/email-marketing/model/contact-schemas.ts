import { z } from 'zod'
import { address, tagChange } from './input-schemas.ts'
import { contact } from './schemas.ts'

/* Contacts across audiences, and less frequent changes of contacts. */

const text = z.string()
const maybe = z.string().nullable()
const count = z.number()

export const deletedContact = z.object({ id: text, email: text, deleted: z.literal(true) })

export const taggedContact = z.object({
  contact: text,
  outcome: z.enum(['updated', 'failed']),
  errorCode: maybe,
  detail: maybe,
})
export const tagContactsResult = z.object({ updated: count, failed: count, contacts: z.array(taggedContact) })

export const contactEngagement = z.object({
  contact: text,
  lastSentAt: maybe,
  lastOpenedAt: maybe,
  lastClickedAt: maybe,
  sentCount: count,
  openedCount: count,
  clickedCount: count,
  isComplete: z.boolean(),
})

/** The contacts of one account with an address. */
export const accountContacts = z.object({
  connectionId: text,
  provider: text,
  accountName: text,
  outcome: z.enum(['found', 'not_found', 'failed']),
  contacts: z.array(contact),
  errorCode: maybe,
  detail: maybe,
})

/* Inputs. */

export const addressChange = z.strictObject({ email: address })

export const MAX_TAGGED = 500
export const contactsToTag = z.strictObject({
  audienceId: z.string().min(1).max(200).optional(),
  contacts: z.array(z.string().trim().min(1).max(254)).min(1).max(MAX_TAGGED).optional(),
  /** Instead of `contacts`, all contacts of a segment. */
  segmentId: z.string().min(1).max(200).optional(),
  ...tagChange.shape,
})

export type DeletedContact = z.output<typeof deletedContact>
export type TagContactsInput = z.output<typeof contactsToTag>
export type TagContactsResult = z.output<typeof tagContactsResult>
export type ContactEngagement = z.output<typeof contactEngagement>
export type AccountContacts = z.output<typeof accountContacts>
