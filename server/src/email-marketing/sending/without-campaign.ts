import type { Campaign } from '@letterlock/sdk/wire.ts'
import type { ShownCampaign } from './check-campaign.ts'
import type { SendRequestRow } from './send-request.ts'

/**
 * What a send request itself stores about its campaign, for a campaign that was deleted at the provider or whose connection is disconnected.
 * @param now epoch milliseconds
 */
export function withoutCampaign(row: SendRequestRow, now: number): ShownCampaign {
  const { campaignId, campaignName, audienceIds, segments, segmentNames, scheduledAt, usedAt } = row
  const time = scheduledAt === null ? null : new Date(scheduledAt).toISOString()
  const status = usedAt === null ? 'draft' : (scheduledAt ?? 0) > now ? 'scheduled' : 'sent'
  const campaign: Campaign = {
    id: campaignId,
    name: campaignName,
    subject: null,
    status,
    audienceIds: [...audienceIds],
    segmentIds: segments.filter(({ name }) => segmentNames.includes(name)).map(({ id }) => id),
    fromName: null,
    fromEmail: null,
    scheduledAt: status === 'scheduled' ? time : null,
    sentAt: null,
    createdAt: null,
  }
  return {
    campaign,
    audienceNames: [...row.audienceNames],
    segmentNames: [...segmentNames],
    recipientCount: row.recipientCount,
    recipientCountIsUpperBound: false,
    blockers: [],
    html: '',
    previewText: null,
    plainText: null,
    linkHosts: null,
  }
}
