import type { Campaign, Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { id, maybeCount, maybeList, maybeText, maybeTime, integerId, oneOf } from '../shapes.ts'
import { NO_STATISTICS } from '../values.ts'

const CONTACT_STATUS = {
  explicit: 'subscribed',
  implicit: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending_confirmation: 'pending',
  temp_hold: 'suspended',
  not_set: 'not_subscribed',
} as const satisfies Readonly<Record<string, ContactStatus>>

/** The statuses that contacts can be filtered by. */
export const CONTACT_STATUSES = [
  'subscribed',
  'unsubscribed',
  'pending',
  'suspended',
  'not_subscribed',
  'archived',
] as const satisfies readonly ContactStatus[]

/** The provider's values for filters, which differ from those of a contact's own status. */
export const STATUS_FILTER = {
  subscribed: 'active',
  unsubscribed: 'unsubscribed',
  pending: 'pending_confirmation',
  suspended: 'temp_hold',
  not_subscribed: 'not_set',
  archived: 'deleted',
} as const satisfies Record<(typeof CONTACT_STATUSES)[number], string>

const CAMPAIGN_STATUS = {
  draft: 'draft',
  scheduled: 'scheduled',
  executing: 'sending',
  done: 'sent',
  error: 'failed',
  removed: 'archived',
} as const satisfies Readonly<Record<string, Campaign['status']>>

/** The contact fields that can be written; custom fields are not supported. */
export const FIELDS = ['first_name', 'last_name', 'company_name', 'job_title'] as const

/** A contact with all members, because PUT replaces them. */
export const contactBody = z.looseObject({
  contact_id: id,
  email_address: z.object({ address: z.string(), permission_to_send: oneOf(CONTACT_STATUS) }),
  first_name: maybeText,
  last_name: maybeText,
  company_name: maybeText,
  job_title: maybeText,
  list_memberships: maybeList(id),
  taggings: maybeList(id),
  updated_at: maybeTime,
  deleted_at: maybeText,
})

export const campaignBody = z.object({
  campaign_id: id,
  name: z.string(),
  // Title case at one endpoint, upper case at another.
  current_status: z.string().toLowerCase().pipe(oneOf(CAMPAIGN_STATUS)),
  created_at: maybeTime,
  updated_at: maybeTime,
  campaign_activities: maybeList(z.object({ campaign_activity_id: id, role: z.string() })),
})

/** A campaign activity with all members, because PUT replaces them. */
export const activityBody = z.looseObject({
  campaign_activity_id: id,
  html_content: maybeText,
  subject: maybeText,
  from_name: maybeText,
  from_email: maybeText,
  contact_list_ids: maybeList(id),
  segment_ids: maybeList(integerId),
})
export type Activity = z.output<typeof activityBody>

export const listBody = z.object({
  list_id: id,
  name: z.string(),
  created_at: maybeTime,
  membership_count: maybeCount,
})

export function describeList({ list_id, name, created_at, membership_count }: z.output<typeof listBody>) {
  return { ...NO_STATISTICS, id: list_id, name, contactCount: membership_count, createdAt: created_at }
}

export function describeContact(body: z.output<typeof contactBody>): Contact {
  const { first_name, last_name, email_address } = body
  const fields = FIELDS.flatMap((name): [string, string][] =>
    body[name] === null ? [] : [[name, body[name]]],
  )
  return {
    id: body.contact_id,
    email: email_address.address,
    status: body.deleted_at === null ? email_address.permission_to_send : 'archived',
    name: [first_name, last_name].filter((part) => part !== null).join(' ') || null,
    fields: Object.fromEntries(fields),
    tags: body.taggings,
    audienceIds: body.list_memberships ?? [],
    updatedAt: body.updated_at,
  }
}

export function describeCampaign(
  { campaign_id, name, current_status, created_at }: z.output<typeof campaignBody>,
  activity: Activity | null = null,
): Campaign {
  return {
    id: campaign_id,
    name,
    subject: activity?.subject ?? null,
    status: current_status,
    audienceIds: activity?.contact_list_ids ?? [],
    segmentIds: (activity?.segment_ids ?? []).map(String),
    fromName: activity?.from_name ?? null,
    fromEmail: activity?.from_email ?? null,
    scheduledAt: null,
    sentAt: null,
    createdAt: created_at,
  }
}
