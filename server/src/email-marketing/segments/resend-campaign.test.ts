import type { Campaign } from '@letterlock/sdk/wire.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ProblemError } from '../../kernel/errors.ts'
import { constantContact } from '../adapters/constant-contact/index.ts'
import type { AccountClient } from '../get-account-client.ts'
import { resendCampaign } from './resend-campaign.ts'

test('a campaign that was sent to several audiences is not sent again to the first of them alone', async () => {
  const campaign = { id: 'c1', name: 'Rye', status: 'sent', audienceIds: ['a1', 'a2'], segmentIds: [] }
  const adapter = { ...constantContact, campaign: () => Promise.resolve(campaign as unknown as Campaign) }
  const account = { adapter, assertScope: () => undefined, now: () => new Date() } as unknown as AccountClient
  await assert.rejects(resendCampaign(account, 'c1', {}), (error: unknown) => {
    assert.ok(error instanceof ProblemError && error.code === 'invalid_request')
    assert.match(error.errors[0]?.detail ?? '', /2 audiences/)
    return true
  })
})
