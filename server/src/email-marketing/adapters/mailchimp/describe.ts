import type { Audience, Campaign, Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { count, id, maybeCount, maybeList, maybeText, maybeTime, integerId, oneOf } from '../shapes.ts'

const CONTACT_STATUS = {
  subscribed: 'subscribed',
  unsubscribed: 'unsubscribed',
  pending: 'pending',
  cleaned: 'bounced',
  archived: 'archived',
  transactional: 'not_subscribed',
} as const satisfies Readonly<Record<string, ContactStatus>>

export const CONTACT_STATUSES = Object.values(CONTACT_STATUS)

/** The provider's value for a status. */
export function statusWord(status: ContactStatus): string | undefined {
  return Object.entries(CONTACT_STATUS).find(([, ours]) => ours === status)?.[0]
}

const CAMPAIGN_STATUS = {
  save: 'draft',
  paused: 'paused',
  schedule: 'scheduled',
  sending: 'sending',
  sent: 'sent',
  canceled: 'canceled',
  canceling: 'canceled',
  archived: 'archived',
} as const satisfies Readonly<Record<string, Campaign['status']>>

/** The provider's value for a status that campaigns can be filtered by. */
export function campaignStatusWord(status: Campaign['status']): string | undefined {
  const word = Object.entries(CAMPAIGN_STATUS).find(([, ours]) => ours === status)?.[0]
  return word === 'canceled' || word === 'archived' ? undefined : word
}

/** Lists have percentages, reports have fractions. */
const percent = z
  .number()
  .min(0)
  .max(100)
  .nullish()
  .transform((value) => (typeof value === 'number' ? value / 100 : null))

export const list = z.object({
  id,
  name: z.string(),
  date_created: maybeTime,
  stats: z.object({
    member_count: count,
    open_rate: percent,
    click_rate: percent,
    avg_sub_rate: z.number().min(0).nullish(),
    avg_unsub_rate: z.number().min(0).nullish(),
  }),
})

export const member = z.object({
  id,
  email_address: z.string(),
  status: oneOf(CONTACT_STATUS),
  full_name: maybeText,
  // An empty object may be returned as an empty array.
  merge_fields: z.record(z.string(), z.unknown()).or(z.array(z.never())).nullish(),
  tags: maybeList(z.object({ name: z.string() })),
  list_id: id,
  last_changed: maybeTime,
  timestamp_opt: maybeTime,
  // It stays when an unsubscribed contact is archived.
  unsubscribe_reason: maybeText,
})
export type Member = z.output<typeof member>

export const campaignBody = z.object({
  id,
  status: oneOf(CAMPAIGN_STATUS),
  create_time: maybeTime,
  send_time: maybeTime,
  recipients: z.object({
    list_id: maybeText,
    recipient_count: maybeCount,
    segment_opts: z.object({ saved_segment_id: integerId.nullish() }).nullish(),
  }),
  settings: z.object({
    title: maybeText,
    subject_line: maybeText,
    from_name: maybeText,
    reply_to: maybeText,
  }),
})

export const reportBody = z.object({
  id,
  emails_sent: count,
  abuse_reports: count,
  unsubscribed: count,
  bounces: z.object({ hard_bounces: count, soft_bounces: count, syntax_errors: count }),
  opens: z.object({ opens_total: count, unique_opens: count }),
  clicks: z.object({ clicks_total: count, unique_subscriber_clicks: count }),
  ecommerce: z
    .object({ total_orders: count, total_revenue: z.number().min(0), currency_code: z.string().nullish() })
    .nullish(),
})

export function describeList({ id, name, date_created, stats }: z.output<typeof list>): Audience {
  return {
    id,
    name,
    contactCount: stats.member_count,
    createdAt: date_created,
    openRate: stats.open_rate,
    clickRate: stats.click_rate,
    averageMonthlySubscribes: stats.avg_sub_rate ?? null,
    averageMonthlyUnsubscribes: stats.avg_unsub_rate ?? null,
  }
}

export function describeMember(body: Member): Contact {
  const { id, email_address, status, full_name, merge_fields, tags, list_id, last_changed } = body
  const fields = Object.entries(merge_fields ?? {}).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' || typeof value === 'number' ? [[name, String(value)]] : [],
  )
  return {
    id,
    email: email_address,
    status,
    name: full_name,
    fields: Object.fromEntries(fields),
    tags: tags && tags.map(({ name }) => name),
    audienceIds: [list_id],
    updatedAt: last_changed,
  }
}

export function describeCampaign(body: z.output<typeof campaignBody>): Campaign {
  const { id, status, create_time, send_time, recipients, settings } = body
  const subject = settings.subject_line
  const narrowing = recipients.segment_opts?.saved_segment_id ?? null
  return {
    id,
    name: settings.title ?? subject ?? id,
    subject,
    status,
    audienceIds: recipients.list_id === null ? [] : [recipients.list_id],
    segmentIds: narrowing === null ? [] : [narrowing],
    fromName: settings.from_name,
    fromEmail: settings.reply_to,
    scheduledAt: status === 'scheduled' ? send_time : null,
    sentAt: status === 'scheduled' ? null : send_time,
    createdAt: create_time,
  }
}
