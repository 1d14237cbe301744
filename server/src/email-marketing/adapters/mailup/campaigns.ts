import type { UpdateCampaignInput } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { CampaignWriting } from '../campaign-adapter.ts'
import { numericId, segment } from '../values.ts'
import { maybeText } from '../shapes.ts'
import { message, messageWithContent } from './describe.ts'
import { readNotes, writeNotes } from './notes.ts'
import { CONSOLE, items } from './paging.ts'
import { campaignId, messageOf, messagePath } from './campaign-id.ts'
import { queued, reading } from './reading.ts'

const listPath = (list: string): string => `${CONSOLE}/List/${segment(list)}/Email`

/**
 * Rejects a sender: a message always has that of its list.
 * @throws ProblemError unsupported_by_provider
 */
function assertPossible({ fromName, fromEmail }: UpdateCampaignInput): void {
  if (fromName !== undefined || fromEmail !== undefined)
    throw new ProblemError('unsupported_by_provider', { facts: { capability: 'a sender per campaign' } })
}

const bodyOf = ({ subject, html }: UpdateCampaignInput) => ({
  ...(subject !== undefined && { Subject: subject }),
  ...(html !== undefined && { Content: html }),
})

export const campaignWriting: CampaignWriting = {
  async content(api, id) {
    return (await api.get(messagePath(id), z.object({ Content: maybeText }))).Content ?? ''
  },

  async createCampaign(api, campaign) {
    assertPossible(campaign)
    const { idList, idMessage } = await api.sendFor('POST', listPath(campaign.audienceId), message, {
      ...bodyOf(campaign),
      Notes: writeNotes({ name: campaign.name, group: campaign.segmentId ?? null }),
    })
    return reading.campaign(api, campaignId(idList, idMessage))
  },

  async updateCampaign(api, { id, audienceIds: [current] }, change) {
    assertPossible(change)
    if (change.audienceId !== undefined && change.audienceId !== current)
      throw new ProblemError('unsupported_by_provider', {
        facts: { capability: 'moving a campaign to another audience' },
      })
    const path = messagePath(id)
    // PUT empties omitted members.
    const { Subject, Notes, Content } = await api.get(path, messageWithContent)
    const before = readNotes(Notes)
    await api.send('PUT', path, {
      Subject: Subject ?? '',
      Notes: writeNotes({ name: change.name ?? before.name, group: change.segmentId ?? before.group }),
      Content: Content ?? '',
      ...bodyOf(change),
    })
    return reading.campaign(api, id)
  },

  async testCampaign(api, { id }, to) {
    for (const Email of to)
      await api.send('POST', `${CONSOLE}/Email/Send`, { Email, idMessage: numericId(messageOf(id)) })
  },

  async recipients(api, { audienceIds: [list = ''], segmentIds: [group] }) {
    const path =
      group === undefined
        ? `${CONSOLE}/List/${segment(list)}/Recipients/Subscribed`
        : `${CONSOLE}/Group/${segment(group)}/Recipients`
    const { TotalElementsCount } = await api.get(path, items(z.unknown()), { pageSize: 1 })
    // A group may contain recipients who have unsubscribed from its list; they get nothing.
    return { count: TotalElementsCount, isUpperBound: group !== undefined }
  },

  async sendCampaign(api, { id, segmentIds: [group] }, at) {
    const time = at === null ? '' : `?datetime=${encodeURIComponent(`"${inTheirWords(at)}"`)}`
    const path =
      group === undefined
        ? messagePath(id)
        : `${CONSOLE}/Group/${segment(group)}/Email/${segment(messageOf(id))}`
    await api.send('POST', `${path}/Send${time}`)
  },

  async unschedule(api, { id }) {
    const sending = (await queued(api, 'Deferred')).find(({ IdMessage }) => IdMessage === messageOf(id))
    if (!sending) throw new ProblemError('campaign_not_scheduled')
    await api.send('POST', `${CONSOLE}/Email/Sendings/${sending.Id}/Stop`)
  },
}

/** The provider's format, such as `2015-10-20 05:00:00Z`. */
function inTheirWords(at: Date): string {
  return at.toISOString().replace('T', ' ').replace(/\.\d+/, '')
}
