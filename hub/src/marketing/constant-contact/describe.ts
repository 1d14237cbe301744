import type { Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import { NOTHING_TOLD, textOrNull, timeOrNull } from '../values.ts'

/* How Constant Contact v3 writes what the model has, and what becomes of it. */

export interface ContactBody {
  contact_id: string
  email_address: { address: string; permission_to_send: string }
  first_name?: string | null
  last_name?: string | null
  company_name?: string | null
  job_title?: string | null
  list_memberships?: string[]
  taggings?: string[]
  updated_at?: string
  deleted_at?: string | null
}

export interface CampaignBody {
  campaign_id: string
  name: string
  current_status: string
  created_at: string
  campaign_activities?: { campaign_activity_id: string; role: string }[]
}

export interface Activity {
  campaign_activity_id: string
  html_content?: string
  subject: string
  from_name: string
  from_email: string
  contact_list_ids?: string[]
  segment_ids?: number[]
}

export interface ListBody {
  list_id: string
  name: string
  created_at: string
  membership_count?: number
}

export const CONTACT_STATUS: Readonly<Record<string, ContactStatus>> = {
  explicit: 'subscribed',
  implicit: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending_confirmation: 'pending',
  temp_hold: 'suspended',
  not_set: 'not_subscribed',
}

export const CAMPAIGN_STATUS: Readonly<Record<string, Campaign['status']>> = {
  draft: 'draft',
  scheduled: 'scheduled',
  executing: 'sending',
  done: 'sent',
  error: 'failed',
  removed: 'archived',
}

/** Those of a contact that this model writes; custom ones are not covered. */
export const FIELDS = ['first_name', 'last_name', 'company_name', 'job_title'] as const

export function describeList({ list_id, name, created_at, membership_count }: ListBody) {
  const contacts = membership_count ?? null
  return { ...NOTHING_TOLD, id: list_id, name, contacts, createdAt: timeOrNull(created_at) }
}

export function describeContact(body: ContactBody): Contact {
  const { first_name, last_name } = body
  const fields = FIELDS.map((name) => [name, body[name]])
  const name = [first_name, last_name].filter((part) => typeof part === 'string' && part !== '').join(' ')
  return {
    id: body.contact_id,
    email: body.email_address.address,
    status: body.deleted_at
      ? 'archived'
      : (CONTACT_STATUS[body.email_address.permission_to_send] ?? 'not_subscribed'),
    name: textOrNull(name),
    fields: Object.fromEntries(
      fields.filter((field): field is [string, string] => textOrNull(field[1]) !== null),
    ),
    tags: body.taggings ?? null,
    audiences: body.list_memberships ?? [],
    changedAt: timeOrNull(body.updated_at),
  }
}

/** Status is in title case in one place and in capitals in another. */
export function describeCampaign(body: CampaignBody, activity: Activity | null = null): Campaign {
  return {
    id: body.campaign_id,
    name: body.name,
    subject: textOrNull(activity?.subject),
    status: CAMPAIGN_STATUS[body.current_status.toLowerCase()] ?? 'draft',
    audiences: activity?.contact_list_ids ?? [],
    segments: (activity?.segment_ids ?? []).map(String),
    fromName: textOrNull(activity?.from_name),
    fromEmail: textOrNull(activity?.from_email),
    sendAt: null,
    createdAt: timeOrNull(body.created_at),
  }
}
