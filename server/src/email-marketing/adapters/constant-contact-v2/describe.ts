import type { Campaign, Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { count, id, keyOf, maybeList, maybeText, maybeTime } from '../shapes.ts'
import { NO_STATISTICS } from '../values.ts'

const CONTACT_STATUS = {
  ACTIVE: 'subscribed',
  OPTOUT: 'unsubscribed',
  UNCONFIRMED: 'pending',
  REMOVED: 'archived',
  NON_SUBSCRIBER: 'not_subscribed',
  VISITOR: 'not_subscribed',
  TEMP_HOLD: 'suspended',
} as const satisfies Readonly<Record<string, ContactStatus>>

/** The statuses that contacts can be filtered by. */
export const CONTACT_STATUSES = ['subscribed', 'unsubscribed', 'pending', 'archived'] as const
type Listed = (typeof CONTACT_STATUSES)[number]

/** The provider's values for the statuses. */
export const STATUS_FILTER = {
  subscribed: 'ACTIVE',
  unsubscribed: 'OPTOUT',
  pending: 'UNCONFIRMED',
  archived: 'REMOVED',
} as const satisfies Record<Listed, keyof typeof CONTACT_STATUS>

const CAMPAIGN_STATUS = {
  DRAFT: 'draft',
  SCHEDULED: 'scheduled',
  RUNNING: 'sending',
  SENT: 'sent',
  SUSPENDED: 'failed',
  DELETED: 'archived',
} as const satisfies Readonly<Record<string, Campaign['status']>>

/** The contact fields that can be written. */
export const FIELDS = ['first_name', 'last_name', 'company_name'] as const

export const listBody = z.object({ id, name: z.string(), contact_count: count, created_date: maybeTime })

const reference = z.object({ id })

/** An email address with all members, because PUT writes it back. */
const emailAddress = z.looseObject({
  email_address: z.string(),
  status: z.string().nullish(),
  opt_in_date: z.string().nullish(),
  opt_out_date: z.string().nullish(),
})

/** A contact with all members, because PUT replaces them. */
export const contactBody = z.looseObject({
  id,
  status: keyOf(CONTACT_STATUS),
  first_name: maybeText,
  last_name: maybeText,
  company_name: maybeText,
  email_addresses: z.array(emailAddress).min(1),
  lists: z.array(z.looseObject({ id })),
  modified_date: maybeTime,
})
export type ContactBody = z.output<typeof contactBody>

/** A campaign with all members, because PUT replaces them. */
export const campaignBody = z.looseObject({
  id,
  name: z.string(),
  status: keyOf(CAMPAIGN_STATUS),
  subject: maybeText,
  from_name: maybeText,
  from_email: maybeText,
  created_date: maybeTime,
  modified_date: maybeTime,
  last_run_date: maybeTime,
  next_run_date: maybeTime,
  sent_to_contact_lists: maybeList(reference),
  email_content: maybeText,
})
export type CampaignBody = z.output<typeof campaignBody>

export function describeList({ id, name, contact_count, created_date }: z.output<typeof listBody>) {
  return { ...NO_STATISTICS, id, name, contactCount: contact_count, createdAt: created_date }
}

export function describeContact(body: ContactBody): Contact {
  const { first_name, last_name } = body
  const fields = FIELDS.flatMap((name): [string, string][] =>
    body[name] === null ? [] : [[name, body[name]]],
  )
  return {
    id: body.id,
    email: body.email_addresses[0]?.email_address ?? '',
    status: CONTACT_STATUS[body.status],
    name: [first_name, last_name].filter((part) => part !== null).join(' ') || null,
    fields: Object.fromEntries(fields),
    tags: null,
    audienceIds: body.lists.map((list) => list.id),
    updatedAt: body.modified_date,
  }
}

export function describeCampaign(body: CampaignBody): Campaign {
  return {
    id: body.id,
    name: body.name,
    subject: body.subject,
    status: CAMPAIGN_STATUS[body.status],
    audienceIds: (body.sent_to_contact_lists ?? []).map((list) => list.id),
    segmentIds: [],
    fromName: body.from_name,
    fromEmail: body.from_email,
    scheduledAt: body.next_run_date,
    sentAt: body.last_run_date,
    createdAt: body.created_date,
  }
}
