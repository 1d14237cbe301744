import { problems } from '../problem.ts'
import type { AccountData, Campaign, Member } from '../account-data.ts'
import { activityOf } from './activity.ts'
import { links, timestamp } from './representation.ts'
import { membersOf, segmentOf } from './segments.ts'
import { membersIn } from '../list-members.ts'

export function campaignOf(data: AccountData, id: string): Campaign {
  const campaign = data.campaigns[id]
  if (!campaign) throw problems.notFound()
  return campaign
}

/** Current recipients: the subscribed members of the audience or segment. */
export function audienceOf(campaign: Campaign, data: AccountData): Member[] {
  const list = data.lists[campaign.listId]
  if (!list) return []
  const members = campaign.segmentId
    ? membersOf(list, segmentOf(list, campaign.segmentId), data.campaigns)
    : membersIn(list)
  return members.filter((member) => member.status === 'subscribed')
}

export interface ChecklistItem {
  type: 'success' | 'warning' | 'error'
  id: number
  heading: string
  details: string
}

export function checklistOf(campaign: Campaign, data: AccountData): ChecklistItem[] {
  const { subject_line, from_name, reply_to } = campaign.settings
  const list = data.lists[campaign.listId]
  const item = (id: number, heading: string, fine: boolean, good: string, bad: string): ChecklistItem => ({
    type: fine ? 'success' : 'error',
    id,
    heading,
    details: fine ? good : bad,
  })
  const count = audienceOf(campaign, data).length
  return [
    item(
      501,
      'List',
      count > 0,
      `Your campaign will be sent to ${list?.name} (${count}).`,
      'Your list is empty.',
    ),
    item(502, 'Subject Line', Boolean(subject_line), String(subject_line), 'You need a subject line.'),
    item(
      503,
      'From',
      Boolean(from_name && reply_to),
      `${from_name} <${reply_to}>`,
      'You need a from name and address.',
    ),
    item(
      504,
      'HTML Email',
      campaign.content.html !== '',
      'You will send an HTML email.',
      'Your email is empty.',
    ),
    item(505, 'Tracking', true, 'Opens and clicks are tracked.', ''),
  ]
}

const TRACKING = {
  opens: true,
  html_clicks: true,
  text_clicks: false,
  goal_tracking: false,
  ecomm360: false,
  google_analytics: '',
  clicktale: '',
}

const record = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {})

export function describeCampaign(campaign: Campaign, data: AccountData, dc: string): Record<string, unknown> {
  const list = data.lists[campaign.listId]
  const { written = {} } = campaign
  const started = ['sent', 'sending', 'canceling'].includes(campaign.status)
  const activity = campaign.status === 'sent' ? activityOf(campaign) : undefined
  return {
    id: campaign.id,
    web_id: campaign.webId,
    type: campaign.type,
    create_time: timestamp(campaign.createdAt),
    archive_url: `https://eepurl.example.com/${campaign.id}`,
    long_archive_url: `https://mailchi.mp.example.com/${campaign.id}`,
    status: campaign.status,
    emails_sent: campaign.status === 'sent' ? campaign.recipients.length : 0,
    send_time: timestamp(campaign.sendTime),
    content_type: campaign.contentType,
    needs_block_refresh: false,
    resendable: campaign.status === 'sent',
    recipients: {
      list_id: campaign.listId,
      list_is_active: list !== undefined,
      list_name: list?.name ?? '',
      segment_text: '',
      recipient_count: started ? campaign.recipients.length : audienceOf(campaign, data).length,
      ...((campaign.segmentId !== null || written['segment_opts'] !== undefined) && {
        segment_opts: {
          ...record(written['segment_opts']),
          ...(campaign.segmentId && { saved_segment_id: campaign.segmentId }),
        },
      }),
    },
    settings: campaign.settings,
    tracking: { ...TRACKING, ...record(written['tracking']) },
    ...(written['social_card'] !== undefined && { social_card: written['social_card'] }),
    ...(written['rss_opts'] !== undefined && { rss_opts: written['rss_opts'] }),
    ...(written['variate_settings'] !== undefined && { variate_settings: written['variate_settings'] }),
    ...(activity && {
      report_summary: {
        opens: activity.opens,
        unique_opens: activity.uniqueOpens,
        open_rate: activity.openRate,
        clicks: activity.clicks,
        subscriber_clicks: activity.uniqueClicks,
        click_rate: activity.clickRate,
        ecommerce: { total_orders: 0, total_spent: 0, total_revenue: 0 },
      },
    }),
    delivery_status: { enabled: campaign.status === 'sending' },
    _links: links(dc, `/campaigns/${campaign.id}`),
  }
}
