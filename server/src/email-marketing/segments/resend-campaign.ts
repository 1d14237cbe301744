import type { Campaign } from '@letterlock/sdk/wire.ts'
import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import { copyCampaign } from '../campaigns/copy-campaign.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { ResendCampaignInput } from '../model/input-schemas.ts'
import { createSegment } from './segments.ts'

/**
 * Creates a draft of a sent campaign for the contacts who received it and did not open it: a segment of them, and a copy for that segment.
 * Nothing is sent.
 * @throws ProblemError insufficient_scope, invalid_request, campaign_not_sent, segment_too_large, unsupported_by_provider
 */
export async function resendCampaign(
  account: AccountClient,
  id: string,
  change: ResendCampaignInput,
): Promise<Campaign> {
  account.assertScope('audiences:write')
  const original = await account.adapter.campaign(account.api, id)
  if (original.status !== 'sent')
    throw new ProblemError('campaign_not_sent', { facts: { campaign: id, campaignStatus: original.status } })
  const [audienceId, ...others] = original.audienceIds
  if (audienceId === undefined)
    throw invalidRequest({ pointer: '', detail: 'The campaign was sent to no audience of its own.' })
  if (others.length > 0)
    throw invalidRequest({
      pointer: '',
      detail: `The campaign was sent to ${others.length + 1} audiences: for each, create a segment of those who did not open it, and copy the campaign to that.`,
    })
  const at = account.now().toISOString().slice(0, 16).replace('T', ' ')
  const segment = await createSegment(account, audienceId, {
    name: `Did not open ${original.name}`.slice(0, 55).toWellFormed() + ` (${at})`,
    match: 'all',
    conditions: [
      { by: 'received', op: 'did', campaignId: id },
      { by: 'opened', op: 'did_not', campaignId: id },
    ],
  })
  return copyCampaign(account, id, { ...change, audienceId, segmentId: segment.id })
}
