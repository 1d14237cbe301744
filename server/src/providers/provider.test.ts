import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LOCALES } from '../kernel/locale.ts'
import { builtInProviders } from './index.ts'
import { requiredPermission, hasPermission } from './required-permission.ts'
import { defineProvider } from './define-provider.ts'
import { allowsHost } from './provider.ts'

const mailchimp = builtInProviders().get('mailchimp') ?? assert.fail()
const readOnly = { audiences: 'read', campaigns: 'read', reports: 'read', send: false } as const

test('what a call needs', () => {
  const needs: [string, string, string][] = [
    ['GET', '/3.0/', 'none'],
    ['GET', '/3.0/ping', 'none'],
    ['GET', '/3.0/lists', 'audiences:read'],
    ['GET', '/3.0/lists/a/members/b', 'audiences:read'],
    ['POST', '/3.0/lists/a/members', 'audiences:write'],
    ['GET', '/3.0/reports/a/open-details', 'reports:read'],
    ['PATCH', '/3.0/campaigns/a', 'campaigns:write'],
    ['POST', '/3.0/campaigns/a/actions/send', 'campaigns:send'],
    ['POST', '/3.0/campaigns/a/actions/schedule', 'campaigns:send'],
    ['POST', '/3.0/campaigns/a/actions/unheard-of', 'campaigns:send'],
    ['POST', '/3.0/campaigns/a/actions/pause', 'campaigns:write'],
    ['POST', '/3.0/batches', 'campaigns:send'],
    ['GET', '/3.0/unheard-of', 'campaigns:send'],
    ['GET', '/2.0/lists', 'campaigns:send'],
    ['DELETE', '/3.0/listsx', 'campaigns:send'],
  ]
  for (const [method, path, need] of needs)
    assert.equal(requiredPermission(mailchimp, method, path), need, `${method} ${path}`)
})

test('write includes read; send stands alone; unlisted counts as send', () => {
  assert.equal(hasPermission(readOnly, 'audiences:read'), true)
  assert.equal(hasPermission(readOnly, 'audiences:write'), false)
  assert.equal(hasPermission({ ...readOnly, campaigns: 'write' }, 'campaigns:read'), true)
  assert.equal(hasPermission({ ...readOnly, campaigns: 'write' }, 'campaigns:send'), false)
  assert.equal(hasPermission({ ...readOnly, send: true }, 'campaigns:send'), true)
  assert.equal(hasPermission({ ...readOnly, reports: 'none' }, 'none'), true)
})

test('SF-02: only the provider’s own hosts', () => {
  for (const host of ['login.mailchimp.com', 'us21.api.mailchimp.com'])
    assert.equal(allowsHost(mailchimp, host), true)
  for (const host of [
    'evil.com',
    'us1.api.mailchimp.com.evil.com',
    'x.us1.api.mailchimp.com',
    'api.mailchimp.com',
    'us1.evil.com',
  ])
    assert.equal(allowsHost(mailchimp, host), false, host)
})

test('OA-14: a provider file with a plain http address is refused', () => {
  const token = { ...mailchimp.token, url: 'http://login.mailchimp.com/oauth2/token' }
  assert.throws(() => defineProvider({ ...mailchimp, token }), /is not https/)
  const elsewhere = { ...mailchimp.token, url: 'https://evil.example/token' }
  assert.throws(() => defineProvider({ ...mailchimp, token: elsewhere }), /"hosts" does not contain/)
})

for (const { id, developerPortal } of builtInProviders().values())
  for (const member of ['registrationSteps', 'secretRotationSteps'] as const)
    test(`${member} of ${id} are in every language, as many as in English, with the redirect URI where that has it`, () => {
      const steps = developerPortal[member]
      const shapeOf = (sentences: readonly string[] = []): boolean[] =>
        sentences.map((sentence) => sentence.includes('{redirectUri}'))
      assert.deepEqual(Object.keys(steps), [...LOCALES])
      for (const locale of LOCALES) assert.deepEqual(shapeOf(steps[locale]), shapeOf(steps.en), locale)
      assert.equal(new Set(LOCALES.map((locale) => steps[locale]?.join())).size, LOCALES.length)
    })
