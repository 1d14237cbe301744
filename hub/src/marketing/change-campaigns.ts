import type { Campaign, CampaignChange, NewCampaign } from '@letterlock/client/wire.ts'
import { HubError, invalidRequest } from '../errors.ts'
import { assertDraft } from './check-campaign.ts'
import type { OpenAccount } from './open-account.ts'

/** A draft: nothing goes out. @throws HubError capability_missing, sender_missing, platform_refused */
export async function createCampaign(
  { adapter, api, record }: OpenAccount,
  campaign: NewCampaign,
): Promise<Campaign> {
  const created = await adapter.createCampaign(api, campaign)
  await record('campaign.created', { campaign: created.id, name: created.name })
  return created
}

/** @throws HubError campaign_not_draft, capability_missing */
export async function updateCampaign(
  { adapter, api, record }: OpenAccount,
  id: string,
  change: CampaignChange,
): Promise<Campaign> {
  const changed = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (changed.length === 0)
    throw invalidRequest({ pointer: '', detail: 'Name at least one thing to change.' })
  const campaign = await adapter.campaign(api, id)
  assertDraft(campaign)
  const updated = await adapter.updateCampaign(api, campaign, change)
  await record('campaign.changed', { campaign: id, name: updated.name, changed })
  return updated
}

/** To a few addresses, as a look before it goes out. @throws HubError campaign_not_draft, platform_refused */
export async function testCampaign(
  { adapter, api, record }: OpenAccount,
  id: string,
  to: readonly string[],
): Promise<Campaign> {
  const campaign = await adapter.campaign(api, id)
  assertDraft(campaign)
  await adapter.testCampaign(api, campaign, to)
  await record('campaign.tested', { campaign: id, name: campaign.name, count: to.length })
  return campaign
}

/** What waits for its time is a draft again. @throws HubError campaign_not_scheduled */
export async function unscheduleCampaign(
  { adapter, api, record }: OpenAccount,
  id: string,
): Promise<Campaign> {
  const campaign = await adapter.campaign(api, id)
  if (campaign.status !== 'scheduled') throw new HubError('campaign_not_scheduled')
  await adapter.unschedule(api, campaign)
  await record('campaign.unscheduled', { campaign: id, name: campaign.name })
  return adapter.campaign(api, id)
}
