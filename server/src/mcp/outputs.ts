import { z } from 'zod'
import { campaign, contact } from '../email-marketing/model/schemas.ts'

/* The tools' output schemas. Every assistant pays for them in tokens, so they are minimal. */

/** Members of every result: what was done or found, and the mark of untrusted text. */
export const REMARKS = { summary: z.string(), notice: z.string() }

/** The source of a result. It also has the account's name and the credential, which are not described, to save tokens. */
const source = z.looseObject({ connectionId: z.string(), provider: z.string() })

/** Adds the account and the credential behind the result. */
export function sourced<T extends z.ZodRawShape>(item: z.ZodObject<T>) {
  return item.extend({ source })
}

export function sourcedPage<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), source })
}

/** The result of a change; the get tools return the rest. */
export const changedContact = contact
  .pick({ id: true, email: true, tags: true })
  .extend({ status: z.string() })
export const changedCampaign = campaign
  .pick({
    id: true,
    name: true,
    subject: true,
    scheduledAt: true,
    sentAt: true,
    fromName: true,
    fromEmail: true,
  })
  .extend({ status: z.string() })
