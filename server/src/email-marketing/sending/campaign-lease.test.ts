import assert from 'node:assert/strict'
import { mock, test } from 'node:test'
import { ProblemError } from '../../kernel/errors.ts'
import { createLocalAccountLeases } from '../../store/email-marketing/local-account-leases.ts'
import { accountOf } from './account-ref.ts'
import { withCampaign } from './campaign-lease.ts'

const connection = {
  workspaceId: 'ws_1',
  providerSlug: 'mailchimp',
  account: { id: 'account_1', name: 'One', email: null },
  endUserId: 'user_1',
} as Parameters<typeof withCampaign>[0]['connection']

for (const [error, isSending] of [
  [
    new ProblemError('outcome_unknown', {
      provider: { id: 'mailchimp', name: 'Mailchimp' },
      facts: { problem: 'a timeout' },
    }),
    true,
  ],
  [new ProblemError('campaign_changed'), false],
] as const)
  test(`after a sending that ends as ${error.code}, its account is ${isSending ? 'held for a moment' : 'free'}`, async () => {
    const accountLeases = createLocalAccountLeases()
    const extend = mock.method(accountLeases, 'extend')
    const sending = withCampaign(
      { connection, accountLeases, held: new Set() },
      'camp_1',
      { purpose: 'send' },
      () => Promise.reject(error),
    )
    await assert.rejects(sending, { code: error.code })
    assert.equal(await accountLeases.isSending(accountOf(connection)), isSending)
    assert.deepEqual(
      extend.mock.calls.map(({ arguments: [, leaseMs] }) => leaseMs),
      isSending ? [5000] : [],
    )
  })
