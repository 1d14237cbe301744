import type { UpdateCampaignInput } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { CampaignWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { id, maybeText } from '../shapes.ts'
import { numericId, segment } from '../values.ts'
import { withoutNulls } from '../writing.ts'
import { type Activity, campaignBody } from './describe.ts'
import { primaryActivity, reading } from './reading.ts'
import { isOwnSegment } from './segments.ts'

const EMAILS = '/v3/emails'

/** @throws ProblemError resource_not_found */
async function activityOf(api: ProviderApi, campaign: string): Promise<Activity> {
  const body = await api.get(`${EMAILS}/${segment(campaign)}`, campaignBody)
  const activity = await primaryActivity(api, body)
  if (!activity) throw new ProblemError('resource_not_found')
  return activity
}

async function pathOf(api: ProviderApi, campaign: string, action: string): Promise<string> {
  const { campaign_activity_id: id } = await activityOf(api, campaign)
  return `${EMAILS}/activities/${segment(id)}/${action}`
}

const addresses = z.array(z.object({ email_address: z.string(), confirm_status: maybeText }))

interface Sender {
  readonly from_name: string
  readonly from_email: string
  readonly reply_to_email: string
}

/**
 * The given sender if it is confirmed, else the account's first confirmed address.
 * @throws ProblemError sender_required
 */
async function senderOf(api: ProviderApi, { fromName, fromEmail }: UpdateCampaignInput): Promise<Sender> {
  const known = await api.get('/v3/account/emails', addresses)
  const confirmed = known.find(({ confirm_status }) => confirm_status === 'CONFIRMED')?.email_address
  const email = fromEmail ?? confirmed
  if (email === undefined) throw new ProblemError('sender_required')
  return {
    from_name: fromName ?? (await reading.account(api)).name,
    from_email: email,
    reply_to_email: email,
  }
}

/** Segments add recipients to lists instead of narrowing them, so a segment is used alone. A segment of chosen contacts is a list. */
function recipientsOf(activity: Activity, audienceId: string | undefined, narrowing: string | undefined) {
  const { contact_list_ids, segment_ids } = activity
  if (narrowing !== undefined)
    return isOwnSegment(narrowing)
      ? { contact_list_ids: [], segment_ids: [numericId(narrowing)] }
      : { contact_list_ids: [narrowing], segment_ids: [] }
  if (audienceId !== undefined) return { contact_list_ids: [audienceId], segment_ids: [] }
  return { contact_list_ids, segment_ids: segment_ids?.map(numericId) }
}

/** The whole activity with the changes, because PUT replaces it. */
function changed(activity: Activity, change: UpdateCampaignInput): Record<string, unknown> {
  const { subject, fromName, fromEmail, audienceId, segmentId: narrowing, html } = change
  return {
    ...activity,
    subject: subject ?? activity.subject,
    from_name: fromName ?? activity.from_name,
    from_email: fromEmail ?? activity.from_email,
    ...recipientsOf(activity, audienceId, narrowing),
    html_content: html ?? activity.html_content,
  }
}

export const campaignWriting: CampaignWriting = {
  async content(api, id) {
    return (await activityOf(api, id)).html_content ?? ''
  },

  async createCampaign(api, campaign) {
    const { name, subject, html } = campaign
    const sender = await senderOf(api, campaign)
    const activity = { format_type: 5, ...sender, subject, html_content: html }
    const body = await api.sendFor('POST', EMAILS, z.object({ campaign_id: id }), {
      name,
      email_campaign_activities: [activity],
    })
    // The recipients cannot be set when a campaign is created.
    const { audienceId, segmentId } = campaign
    return campaignWriting.updateCampaign(api, await reading.campaign(api, body.campaign_id), {
      audienceId,
      segmentId,
    })
  },

  async updateCampaign(api, { id }, { name, ...change }) {
    if (name !== undefined) await api.send('PATCH', `${EMAILS}/${segment(id)}`, { name })
    if (Object.values(change).some((value) => value !== undefined)) {
      const activity = await activityOf(api, id)
      const path = `${EMAILS}/activities/${segment(activity.campaign_activity_id)}`
      await api.send('PUT', path, withoutNulls(changed(activity, change)))
    }
    return reading.campaign(api, id)
  },

  async testCampaign(api, { id }, to) {
    await api.send('POST', await pathOf(api, id, 'tests'), { email_addresses: to })
  },

  async sendCampaign(api, { id }, at) {
    const scheduled_date = at === null ? '0' : at.toISOString()
    await api.send('POST', await pathOf(api, id, 'schedules'), { scheduled_date })
  },

  async unschedule(api, { id }) {
    await api.send('DELETE', await pathOf(api, id, 'schedules'))
  },
}
