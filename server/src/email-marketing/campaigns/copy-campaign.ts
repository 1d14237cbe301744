import type { Campaign } from '@letterlock/sdk/wire.ts'
import { MAX_CAMPAIGN_NAME_LENGTH } from '../../kernel/limits.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { createCampaign } from './campaigns.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { CopyCampaignInput } from '../model/input-schemas.ts'

/**
 * Copies a campaign of any status as a new draft, with changes. Its content is not returned to the client.
 * @throws ProblemError resource_not_found, sender_required, unsupported_by_provider, provider_rejected_request, outcome_unknown
 */
export async function copyCampaign(
  account: AccountClient,
  id: string,
  change: CopyCampaignInput,
): Promise<Campaign> {
  const { adapter, api } = account
  const original = await adapter.campaign(api, id)
  const [firstAudience] = original.audienceIds
  const audienceId = change.audienceId ?? firstAudience
  if (audienceId === undefined)
    throw invalidRequest({ pointer: '/audienceId', detail: 'The campaign has no audience: pass one.' })
  const [firstSegment] = original.segmentIds
  const segmentId = change.segmentId ?? (change.audienceId === undefined ? firstSegment : undefined)
  const { fromName, fromEmail, subject } = original
  return createCampaign(account, {
    name: change.name ?? copyName(original.name, account.now()),
    subject: change.subject ?? subject ?? original.name,
    audienceId,
    html: await adapter.content(api, id),
    ...(segmentId !== undefined && { segmentId }),
    ...(adapter.capabilities.campaignSenders && {
      ...(fromName !== null && { fromName }),
      ...(fromEmail !== null && { fromEmail }),
    }),
  })
}

/** A name that differs from earlier copies: some providers reject a name that is in use. */
function copyName(name: string, at: Date): string {
  const suffix = ` (copy ${at.toISOString().slice(0, 19).replace('T', ' ')})`
  return name.slice(0, MAX_CAMPAIGN_NAME_LENGTH - suffix.length).toWellFormed() + suffix
}
