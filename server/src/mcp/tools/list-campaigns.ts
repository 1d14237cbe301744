import { z } from 'zod'
import { givenTime } from '../../email-marketing/model/input-schemas.ts'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import type { Campaign } from '@letterlock/sdk/wire.ts'
import type { Found, PageWanted } from '../../email-marketing/adapters/page.ts'
import { assertSupported } from '../../email-marketing/assert-supported.ts'
import type { AccountClient } from '../../email-marketing/get-account-client.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { findCampaigns } from '../../email-marketing/campaigns/find-campaigns.ts'
import { campaign, campaignStatus } from '../../email-marketing/model/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { campaignKind, connection, defineTool, page, reference, responseFormat } from '../tool.ts'

export const listCampaignsTool = defineTool({
  name: 'list_campaigns',
  title: 'List campaigns',
  description:
    'Lists campaigns with their status, such as draft, scheduled or sent, newest first; or the automations. For results use get_campaign_reports.',
  toolset: 'campaigns',
  scope: 'campaigns:read',
  effect: 'read',
  input: z.object({
    connection,
    kind: campaignKind,
    audience: reference.optional(),
    status: campaignStatus.optional(),
    since: givenTime.optional().describe('Sent, scheduled or created from this time on'),
    until: givenTime.optional(),
    search: z.string().min(1).max(MAX_SEARCH_LENGTH).optional().describe('A part of the name or subject'),
    responseFormat,
    ...page,
  }),
  output: sourcedPage(
    campaign.partial({ audienceIds: true, segmentIds: true, fromName: true, fromEmail: true }),
  ),
  openWorld: true,
  async answer(context, input) {
    const { status, since, until, search: words, responseFormat } = input
    if (input.kind === 'automations') assertNoFilter(input)
    const found = await pageOfAccount(context, input, async (account, wanted, { audience }) =>
      input.kind === 'automations'
        ? listAutomations(account, wanted)
        : findCampaigns(account, { audience, status, since, until, words }, wanted),
    )
    const items = found.items.map(
      ({ id, name, subject, audienceIds, status: is, scheduledAt, sentAt, createdAt, ...more }) => ({
        id,
        name,
        subject,
        // Campaigns of the same name, each to another audience, are common.
        audienceIds,
        status: is,
        scheduledAt,
        sentAt,
        createdAt,
        ...(responseFormat === 'detailed' && more),
      }),
    )
    return { summary: pageSummary(input.kind.replace(/s$/, ''), found), structured: { ...found, items } }
  },
})

const FILTERS = ['audience', 'status', 'since', 'until', 'search'] as const

/** Rejects filters for automations: there are few, and the filters do not apply to them. @throws ProblemError invalid_request */
function assertNoFilter(input: Partial<Record<(typeof FILTERS)[number], unknown>>): void {
  const given = FILTERS.find((name) => input[name] !== undefined)
  if (given !== undefined)
    throw invalidRequest({ pointer: `/${given}`, detail: `Leave ${given} out with automations.` })
}

/** The automations as campaigns, without a subject and times. */
async function listAutomations({ adapter, api }: AccountClient, page: PageWanted): Promise<Found<Campaign>> {
  assertSupported(adapter, 'automations', 'automations')
  const { items, next } = await adapter.automations(api, page)
  return { items: items.map((automation) => ({ ...NO_CAMPAIGN, ...automation })), next }
}

const NO_CAMPAIGN = {
  subject: null,
  segmentIds: [],
  fromName: null,
  fromEmail: null,
  scheduledAt: null,
  sentAt: null,
}
