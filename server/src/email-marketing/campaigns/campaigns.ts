import type { Campaign, UpdateCampaignInput, CreateCampaignInput } from '@letterlock/sdk/wire.ts'
import type { CampaignToCreate } from '../adapters/campaign-adapter.ts'
import { ProblemError, invalidRequest } from '../../kernel/errors.ts'
import { MINUTE } from '../../kernel/time.ts'
import { assertSupported } from '../assert-supported.ts'
import { withCampaign } from '../sending/campaign-lease.ts'
import { assertDraft } from '../sending/check-campaign.ts'
import type { AccountClient } from '../get-account-client.ts'

/**
 * Creates a draft.
 * @throws ProblemError unsupported_by_provider, sender_required, provider_rejected_request, outcome_unknown
 */
export async function createCampaign(
  { adapter, api, now, record }: AccountClient,
  input: CreateCampaignInput,
): Promise<Campaign> {
  const campaign = await withContent({ adapter, api }, input)
  const begunAt = now()
  const created = await adapter.createCampaign(api, campaign).catch(async (error: unknown) => {
    const begun = isUnknown(error) && (await findBegun({ adapter, api }, campaign, begunAt))
    if (!begun) throw error
    return adapter.updateCampaign(api, begun, campaign)
  })
  await record({ type: 'campaign.created', data: { campaignId: created.id, campaignName: created.name } })
  return created
}

/** Adds the template's HTML, if it can be read. @throws ProblemError invalid_request, unsupported_by_provider, resource_not_found */
async function withContent(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  { html, templateId, ...campaign }: CreateCampaignInput,
): Promise<CampaignToCreate> {
  if (html !== undefined && templateId === undefined) return { ...campaign, html }
  if (html !== undefined || templateId === undefined)
    throw invalidRequest({ pointer: '/html', detail: 'Pass either html or a template.' })
  assertSupported(adapter, 'templates', 'templates')
  return adapter.capabilities.templateContents
    ? { ...campaign, html: await adapter.templateContent(api, templateId) }
    : { ...campaign, html: '', templateId }
}

/** @throws ProblemError campaign_not_draft, campaign_busy, unsupported_by_provider */
export async function updateCampaign(
  account: AccountClient,
  id: string,
  change: UpdateCampaignInput,
): Promise<Campaign> {
  const { adapter, api, record } = account
  const changedFields = Object.entries(change).flatMap(([name, value]) => (value === undefined ? [] : [name]))
  if (changedFields.length === 0)
    throw invalidRequest({ pointer: '', detail: 'Pass at least one member to change.' })
  return withCampaign(account, id, { purpose: 'change' }, async (assertHeld) => {
    const campaign = await adapter.campaign(api, id)
    assertDraft(campaign)
    await assertHeld()
    const updated = await adapter.updateCampaign(api, campaign, change)
    await record({
      type: 'campaign.updated',
      data: { campaignId: id, campaignName: updated.name, changedFields },
    })
    return updated
  })
}

/**
 * Sends a draft to test addresses.
 * @throws ProblemError campaign_not_draft, campaign_busy, provider_rejected_request
 */
export async function testCampaign(
  account: AccountClient,
  id: string,
  to: readonly string[],
): Promise<Campaign> {
  const { adapter, api, record } = account
  return withCampaign(account, id, { purpose: 'change' }, async (assertHeld) => {
    const campaign = await adapter.campaign(api, id)
    assertDraft(campaign)
    await assertHeld()
    await adapter.testCampaign(api, campaign, to)
    await record({
      type: 'campaign.test_email_sent',
      data: {
        campaignId: id,
        campaignName: campaign.name,
        recipientCount: to.length,
      },
    })
    return campaign
  })
}

/**
 * Makes a scheduled campaign a draft again.
 * @throws ProblemError campaign_not_scheduled, campaign_busy
 */
export async function unscheduleCampaign(account: AccountClient, id: string): Promise<Campaign> {
  const { adapter, api, record } = account
  return withCampaign(account, id, { purpose: 'change' }, async (assertHeld) => {
    const campaign = await adapter.campaign(api, id)
    if (campaign.status !== 'scheduled') throw new ProblemError('campaign_not_scheduled')
    await assertHeld()
    await adapter.unschedule(api, campaign)
    await record({
      type: 'campaign.unscheduled',
      data: {
        campaignId: id,
        campaignName: campaign.name,
        scheduledAt: campaign.scheduledAt,
      },
    })
    return adapter.campaign(api, id)
  })
}

const LOOKED_THROUGH = 100
/** Tolerance for the provider's clock. */
const CLOCKS_DIFFER_MS = MINUTE

const isUnknown = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'outcome_unknown'

/**
 * Finds the draft of a create request whose response was lost, so that it is not created twice. Providers have no idempotency keys, so it is
 * found by name and creation time.
 */
async function findBegun(
  { adapter, api }: Pick<AccountClient, 'adapter' | 'api'>,
  { name }: CreateCampaignInput,
  begunAt: Date,
): Promise<Campaign | undefined> {
  const { items } = await adapter.campaigns(api, { limit: LOOKED_THROUGH, at: null })
  const since = begunAt.getTime() - CLOCKS_DIFFER_MS
  for (const campaign of items) {
    if (campaign.name !== name || campaign.status !== 'draft') continue
    // Some lists have no creation time.
    const { createdAt } = campaign.createdAt === null ? await adapter.campaign(api, campaign.id) : campaign
    if (Date.parse(createdAt ?? '') >= since) return campaign
  }
  return undefined
}
