import type { Campaign } from '@letterlock/sdk/wire.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MarketingAdapter } from '../adapters/adapter.ts'
import type { PageWanted } from '../adapters/page.ts'
import type { ProviderApi } from '../adapters/provider-api.ts'
import { constantContact } from '../adapters/constant-contact/index.ts'
import { findCampaigns } from './find-campaigns.ts'
import { pageOfAll } from '../adapters/values.ts'

const COUNT = 60
/** A provider that takes a second for each answer. */
const ANSWER_MS = 1000
const api = {} as ProviderApi

function slowProvider() {
  let time = Date.parse('2026-01-01T00:00:00Z')
  const campaigns = Array.from({ length: COUNT }, (_, index): Campaign => {
    const sentAt = new Date(Date.UTC(2025, 0, 1 + index)).toISOString()
    return {
      id: `c${index}`,
      name: `Campaign ${index}`,
      subject: null,
      status: 'sent',
      audienceIds: [],
      segmentIds: [],
      fromName: null,
      fromEmail: null,
      scheduledAt: null,
      sentAt,
      createdAt: null,
    }
  })
  const answered = <T>(value: T): Promise<T> => {
    time += ANSWER_MS
    return Promise.resolve(value)
  }
  const adapter: MarketingAdapter = {
    ...constantContact,
    campaigns: (_api, page: PageWanted) =>
      answered(
        pageOfAll(
          campaigns.map((campaign) => ({ ...campaign, sentAt: null })),
          page,
        ),
      ),
    campaign: (_api, id) => answered(campaigns.find((campaign) => campaign.id === id) ?? assert.fail()),
  }
  return { adapter, api, now: () => new Date(time) }
}

test('a request that would take minutes ends, and its cursor goes on where it ended', async () => {
  const account = slowProvider()
  const found: string[] = []
  let at: string | null = null
  let requests = 0
  do {
    const begun = account.now().getTime()
    const page = await findCampaigns(account, { since: '2025-01-05T00:00:00Z' }, { limit: 50, at })
    assert.ok(account.now().getTime() - begun <= 12 * ANSWER_MS)
    found.push(...page.items.map(({ id }) => id))
    at = page.next
    requests++
  } while (at !== null && requests < 100)
  assert.deepEqual(
    found,
    Array.from({ length: COUNT - 4 }, (_, index) => `c${index + 4}`),
  )
  assert.ok(requests > 3)
})
