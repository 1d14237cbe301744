import type { UpdateCampaignInput } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { CampaignChange, CampaignWriting } from '../campaign-adapter.ts'
import type { ProviderApi } from '../provider-api.ts'
import { maybeText } from '../shapes.ts'
import { numericId, segment } from '../values.ts'
import { campaignBody, describeCampaign } from './describe.ts'
import { NO_LINKS } from './paging.ts'

const defaults = z.object({ campaign_defaults: z.object({ from_name: z.string(), from_email: z.string() }) })
const checklist = z.object({
  items: z.array(z.object({ type: z.string(), heading: z.string(), details: z.string() })),
})

const pathOf = (id: string, action?: string): string =>
  `/3.0/campaigns/${segment(id)}${action === undefined ? '' : `/${action}`}`

/** The provider's campaign settings; omitted members stay unchanged. */
const settingsOf = ({ name, subject, fromName, fromEmail }: UpdateCampaignInput) => ({
  ...(name !== undefined && { title: name }),
  ...(subject !== undefined && { subject_line: subject }),
  ...(fromName !== undefined && { from_name: fromName }),
  ...(fromEmail !== undefined && { reply_to: fromEmail }),
})

const recipientsOf = (audience: string, saved: string | undefined) => ({
  list_id: audience,
  ...(saved !== undefined && { segment_opts: { saved_segment_id: numericId(saved) } }),
})

const write = async (
  api: ProviderApi,
  id: string,
  { html, templateId }: Pick<CampaignChange, 'html' | 'templateId'>,
): Promise<void> => {
  if (templateId !== undefined)
    await api.send('PUT', pathOf(id, 'content'), { template: { id: numericId(templateId) } })
  else if (html !== undefined) await api.send('PUT', pathOf(id, 'content'), { html })
}

export const campaignWriting: CampaignWriting = {
  async content(api, id) {
    return (await api.get(pathOf(id, 'content'), z.object({ html: maybeText }), NO_LINKS)).html ?? ''
  },

  async createCampaign(api, campaign) {
    const { audienceId, segmentId: saved, templateId } = campaign
    // Read before the draft is created, so that an error leaves none behind.
    if (templateId !== undefined)
      await api.get(`/3.0/templates/${segment(templateId)}`, z.object({ name: z.string() }), NO_LINKS)
    const { campaign_defaults: standard } = await api.get(`/3.0/lists/${segment(audienceId)}`, defaults, {
      fields: 'campaign_defaults',
    })
    const { fromName = standard.from_name, fromEmail = standard.from_email } = campaign
    const created = await api.sendFor('POST', '/3.0/campaigns', campaignBody, {
      type: 'regular',
      recipients: recipientsOf(audienceId, saved),
      settings: settingsOf({ ...campaign, fromName, fromEmail }),
    })
    await write(api, created.id, campaign)
    return describeCampaign(created)
  },

  async updateCampaign(api, { id, audienceIds: [current = ''] }, change) {
    const { audienceId = current, segmentId: saved } = change
    const settings = settingsOf(change)
    const moved = change.audienceId !== undefined || saved !== undefined
    if (moved || Object.keys(settings).length > 0)
      await api.send('PATCH', pathOf(id), {
        settings,
        ...(moved && { recipients: recipientsOf(audienceId, saved) }),
      })
    await write(api, id, change)
    return describeCampaign(await api.get(pathOf(id), campaignBody, NO_LINKS))
  },

  testCampaign: (api, { id }, to) =>
    api.send('POST', pathOf(id, 'actions/test'), { test_emails: to, send_type: 'html' }),

  async problems(api, { id }) {
    const { items } = await api.get(pathOf(id, 'send-checklist'), checklist, NO_LINKS)
    return items
      .filter(({ type }) => type === 'error')
      .map(({ heading, details }) => `${heading}: ${details.replaceAll(/<[^>]*(?:>|$)/g, '')}`)
  },

  async recipients(api, { id }) {
    const { recipients } = await api.get(pathOf(id), campaignBody, NO_LINKS)
    return { count: recipients.recipient_count, isUpperBound: false }
  },

  sendCampaign: (api, { id }, at) =>
    at === null
      ? api.send('POST', pathOf(id, 'actions/send'))
      : api.send('POST', pathOf(id, 'actions/schedule'), { schedule_time: at.toISOString() }),

  unschedule: (api, { id }) => api.send('POST', pathOf(id, 'actions/unschedule')),
}
