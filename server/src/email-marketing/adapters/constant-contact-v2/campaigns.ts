import type { UpdateCampaignInput } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { CampaignWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { segment } from '../values.ts'
import { maybeText } from '../shapes.ts'
import { withoutNulls } from '../writing.ts'
import { campaignBody, describeCampaign, type CampaignBody } from './describe.ts'
import { reading } from './reading.ts'

const CAMPAIGNS = '/v2/emailmarketing/campaigns'

const pathOf = (id: string): string => `${CAMPAIGNS}/${segment(id)}`
export const read = (api: ProviderApi, id: string): Promise<CampaignBody> => api.get(pathOf(id), campaignBody)

/** The request body of a campaign. A segment is a list too. */
function bodyOf({
  name,
  subject,
  fromName,
  fromEmail,
  audienceId,
  segmentId: narrowing,
  html,
}: UpdateCampaignInput) {
  const list = narrowing ?? audienceId
  return {
    ...(name !== undefined && { name }),
    ...(subject !== undefined && { subject }),
    ...(fromName !== undefined && { from_name: fromName }),
    ...(fromEmail !== undefined && { from_email: fromEmail, reply_to_email: fromEmail }),
    ...(list !== undefined && { sent_to_contact_lists: [{ id: list }] }),
    ...(html !== undefined && { email_content: html, email_content_format: 'HTML' }),
  }
}

/**
 * The account's first confirmed address.
 * @throws ProblemError sender_required
 */
async function senderOf(api: ProviderApi): Promise<{ fromName: string; fromEmail: string }> {
  const shape = z.array(z.object({ email_address: z.string(), status: maybeText }))
  const addresses = await api.get('/v2/account/verifiedemailaddresses', shape)
  const confirmed = addresses.find(({ status }) => status === 'CONFIRMED')
  if (!confirmed) throw new ProblemError('sender_required')
  return { fromName: (await reading.account(api)).name, fromEmail: confirmed.email_address }
}

export const campaignWriting: CampaignWriting = {
  async content(api, id) {
    return (await read(api, id)).email_content ?? ''
  },

  async createCampaign(api, campaign) {
    const { fromName, fromEmail } = await senderOf(api)
    const body = bodyOf({
      ...campaign,
      fromName: campaign.fromName ?? fromName,
      fromEmail: campaign.fromEmail ?? fromEmail,
    })
    return describeCampaign(await api.sendFor('POST', CAMPAIGNS, campaignBody, body))
  },

  async updateCampaign(api, { id }, change) {
    // PUT replaces the whole campaign.
    const body = { ...withoutNulls(await read(api, id)), ...bodyOf(change) }
    return describeCampaign(await api.sendFor('PUT', pathOf(id), campaignBody, body))
  },

  async testCampaign(api, { id }, to) {
    await api.send('POST', `${pathOf(id)}/tests`, { email_addresses: to, format: 'HTML' })
  },

  async sendCampaign(api, { id }, at) {
    await api.send('POST', `${pathOf(id)}/schedules`, at === null ? {} : { scheduled_date: at.toISOString() })
  },

  async unschedule(api, { id }) {
    const [schedule] = await api.get(`${pathOf(id)}/schedules`, z.array(z.object({ id: z.string().min(1) })))
    if (!schedule) throw new ProblemError('campaign_not_scheduled')
    await api.send('DELETE', `${pathOf(id)}/schedules/${segment(schedule.id)}`)
  },
}
