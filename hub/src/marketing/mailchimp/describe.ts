import type { Audience, Campaign, Contact, ContactStatus } from '@letterlock/client/wire.ts'
import { textOrNull, timeOrNull } from '../values.ts'

/* How Mailchimp writes what the model has, and what becomes of it. */

export interface List {
  id: string
  name: string
  date_created: string
  stats: {
    member_count: number
    open_rate: number
    click_rate: number
    avg_sub_rate: number
    avg_unsub_rate: number
  }
}

export interface Member {
  id: string
  email_address: string
  status: string
  full_name?: string
  merge_fields?: Record<string, unknown>
  tags?: { name: string }[]
  list_id: string
  last_changed: string
}

export interface CampaignBody {
  id: string
  status: string
  create_time: string
  send_time: string | null
  recipients: { list_id: string; recipient_count?: number; segment_opts?: { saved_segment_id?: number } }
  settings: { title: string; subject_line: string; from_name: string; reply_to: string }
}

export interface ReportBody {
  id: string
  emails_sent: number
  abuse_reports: number
  unsubscribed: number
  bounces: { hard_bounces: number; soft_bounces: number; syntax_errors: number }
  opens: { opens_total: number; unique_opens: number }
  clicks: { clicks_total: number; unique_subscriber_clicks: number }
}

export const CONTACT_STATUS: Readonly<Record<string, ContactStatus>> = {
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending: 'pending',
  cleaned: 'bounced',
  archived: 'archived',
  transactional: 'not_subscribed',
}

export const CAMPAIGN_STATUS: Readonly<Record<string, Campaign['status']>> = {
  save: 'draft',
  paused: 'paused',
  schedule: 'scheduled',
  sending: 'sending',
  sent: 'sent',
  canceled: 'cancelled',
  canceling: 'cancelled',
  archived: 'archived',
}

/** Rates of a list are percentages, those of a report fractions. */
export function describeList({ id, name, date_created, stats }: List): Audience {
  return {
    id,
    name,
    contacts: stats.member_count,
    createdAt: timeOrNull(date_created),
    openRate: stats.open_rate / 100,
    clickRate: stats.click_rate / 100,
    joinedPerMonth: stats.avg_sub_rate,
    leftPerMonth: stats.avg_unsub_rate,
  }
}

export function describeMember(member: Member): Contact {
  const { id, email_address, status, full_name, merge_fields = {}, tags, list_id, last_changed } = member
  const fields = Object.entries(merge_fields).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  )
  return {
    id,
    email: email_address,
    status: CONTACT_STATUS[status] ?? 'not_subscribed',
    name: textOrNull(full_name),
    fields: Object.fromEntries(fields),
    tags: tags ? tags.map(({ name }) => name) : null,
    audiences: [list_id],
    changedAt: timeOrNull(last_changed),
  }
}

export function describeCampaign({
  id,
  status,
  create_time,
  send_time,
  recipients,
  settings,
}: CampaignBody): Campaign {
  const subject = textOrNull(settings.subject_line)
  const narrowing = recipients.segment_opts?.saved_segment_id
  return {
    id,
    name: textOrNull(settings.title) ?? subject ?? id,
    subject,
    status: CAMPAIGN_STATUS[status] ?? 'draft',
    audiences: textOrNull(recipients.list_id) === null ? [] : [recipients.list_id],
    segments: narrowing === undefined ? [] : [String(narrowing)],
    fromName: textOrNull(settings.from_name),
    fromEmail: textOrNull(settings.reply_to),
    sendAt: timeOrNull(send_time),
    createdAt: timeOrNull(create_time),
  }
}
