import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Connection } from '../connections/connection.ts'
import { connection as working, NOW } from '../store/store.fixtures.ts'
import { judgeFindings, type Findings } from './credential-check.ts'

const account = working.account
const moved = { ...account, dataCenter: 'us2', apiBaseUrl: 'https://us2.example.com' }

const failedOauth = (reason: string): object => ({
  credential: 'oauth',
  reason,
  activeCredential: null,
  responseLost: false,
})

const CASES: readonly [
  what: string,
  before: Partial<Connection>,
  findings: Findings,
  change: object,
  events: readonly [type: string, data?: object][],
][] = [
  [
    'a working token changes nothing',
    {},
    { tokens: { works: true, account } },
    {},
    [['connection.checked', { oauthValid: true, apiKeyValid: null }]],
  ],
  [
    'a refused token is given its reason',
    {},
    { tokens: { works: false, reason: 'revoked_at_provider' } },
    { reason: 'revoked_at_provider' },
    [
      ['connection.checked', { oauthValid: false, apiKeyValid: null }],
      ['connection.credential_failed', failedOauth('revoked_at_provider')],
    ],
  ],
  [
    'what is known already makes no new event',
    { reason: 'account_disabled' },
    { tokens: { works: false, reason: 'account_disabled' } },
    {},
    [['connection.checked', { oauthValid: false, apiKeyValid: null }]],
  ],
  [
    'after a refused refresh, a refused call says nothing new',
    { reason: 'refresh_rejected' },
    { tokens: { works: false, reason: 'revoked_at_provider' } },
    {},
    [['connection.checked', { oauthValid: false, apiKeyValid: null }]],
  ],
  [
    'after a refused refresh, a disabled account is news',
    { reason: 'refresh_rejected' },
    { tokens: { works: false, reason: 'account_disabled' } },
    { reason: 'account_disabled' },
    [
      ['connection.checked', { oauthValid: false, apiKeyValid: null }],
      ['connection.credential_failed', failedOauth('account_disabled')],
    ],
  ],
  [
    'a token that works again recovers the connection',
    { reason: 'account_disabled' },
    { tokens: { works: true } },
    { reason: null },
    [
      ['connection.checked', { oauthValid: true, apiKeyValid: null }],
      ['connection.recovered', { credential: 'oauth' }],
    ],
  ],
  [
    'an account that moved is found at its new address',
    {},
    { tokens: { works: true, account: moved } },
    { account: moved },
    [
      ['connection.checked', { oauthValid: true, apiKeyValid: null }],
      ['connection.data_center_changed', { from: 'us1', to: 'us2' }],
    ],
  ],
  [
    'an API key is judged by itself',
    {},
    { tokens: { works: true }, key: { works: false, reason: 'revoked_at_provider' } },
    { apiKeyReason: 'revoked_at_provider' },
    [
      ['connection.checked', { oauthValid: true, apiKeyValid: false }],
      [
        'connection.credential_failed',
        {
          credential: 'api_key',
          reason: 'revoked_at_provider',
          activeCredential: 'oauth',
          responseLost: false,
        },
      ],
    ],
  ],
  [
    'an API key that works again loses its reason',
    { apiKeyReason: 'account_disabled' },
    { key: { works: true } },
    { apiKeyReason: null },
    [
      ['connection.checked', { oauthValid: null, apiKeyValid: true }],
      ['connection.recovered', { credential: 'api_key' }],
    ],
  ],
]

for (const [what, before, findings, change, events] of CASES)
  test(`a checked credential: ${what}`, () => {
    const judged = judgeFindings({ ...working, ...before }, findings, NOW)
    assert.deepEqual(judged.change, change)
    assert.deepEqual(
      judged.events,
      events.map(([type, data]) => ({ type, ...(data && { data }) })),
    )
  })
