import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingScopeFor, missingScopes, parseScopes } from './granted-scopes.ts'
import { builtInProviders } from './index.ts'

const provider = builtInProviders().get('constant-contact') ?? assert.fail()
const granted = { grantedScopes: ['account_read', 'campaign_data'], refreshType: 'rotating' } as const

test('a scope that was not granted is found for each permission of its area', () => {
  assert.deepEqual(missingScopes(provider, granted), ['contact_data'])
  assert.equal(missingScopeFor(provider, granted, 'audiences:read'), 'contact_data')
  assert.equal(missingScopeFor(provider, granted, 'audiences:write'), 'contact_data')
  assert.equal(missingScopeFor(provider, granted, 'all:read'), 'contact_data')
  for (const permission of ['none', 'campaigns:write', 'campaigns:send', 'reports:read'] as const)
    assert.equal(missingScopeFor(provider, granted, permission), undefined, permission)
  assert.equal(missingScopeFor(provider, { ...granted, grantedScopes: null }, 'audiences:read'), undefined)
})

test('the scope of a token response is split; without one, all were granted', () => {
  assert.deepEqual(parseScopes('a, b  c'), ['a', 'b', 'c'])
  assert.equal(parseScopes(' '), null)
  assert.equal(parseScopes(null), null)
})
