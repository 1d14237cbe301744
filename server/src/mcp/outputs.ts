import { z } from 'zod'
import { campaign, contact } from '../email-marketing/schemas.ts'

/* What tools answer. Every assistant pays for these schemas in each conversation: they say no more than is needed. */

/** What every answer carries beside its facts: what was done or found, and what to take its texts for. */
export const REMARKS = { summary: z.string(), notice: z.string() }

const source = z.object({
  connection: z.string(),
  provider: z.string(),
  account: z.string(),
  credential: z.string(),
  fallbackReason: z.string().nullable(),
})

/** With the account that an answer is from, and the credential that served it. */
export function sourced<T extends z.ZodRawShape>(item: z.ZodObject<T>) {
  return item.extend({ source })
}

export function sourcedPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), source })
}

/** What a change answers: the rest can be read. */
export const changedContact = contact
  .pick({ id: true, email: true, tags: true })
  .extend({ status: z.string() })
export const changedCampaign = campaign
  .pick({ id: true, name: true, subject: true, sendAt: true, fromName: true, fromEmail: true })
  .extend({ status: z.string() })
