import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toShortLine, toOneLine } from '../kernel/foreign-text.ts'
import { contactCount, pageSummary, percent, sourceLine } from './format-result.ts'

test('text from an account is one line, and cut to a readable length', () => {
  assert.equal(toOneLine(' a\n\tb\u202Ec '), 'a bc')
  assert.equal(toShortLine('x'.repeat(200)), 'x'.repeat(200))
  assert.equal(toShortLine('x'.repeat(201)), `${'x'.repeat(200)}…`)
  assert.ok(toShortLine(`${'x'.repeat(199)}🥐`).isWellFormed(), 'an emoji is not cut in two')
})

const source = {
  accountName: 'Ada’s\nBakery',
  provider: 'mailchimp',
  connectionId: 'conn_1',
  credential: 'oauth',
  fallbackReason: null,
} as const

test('the source names account, provider, connection and credential, and why a fallback was used', () => {
  assert.equal(
    sourceLine(source),
    'From Ada’s Bakery (mailchimp), by OAuth. Connection: conn_1; credential: oauth',
  )
  assert.match(
    sourceLine({ ...source, credential: 'api_key', fallbackReason: 'refresh_rejected' }),
    /by API key, .* OAuth is not working\. Reason: refresh_rejected\./,
  )
  assert.match(sourceLine({ ...source, credential: 'api_key' }), /by API key\. Connection/)
})

test('counts and rates that are unknown are said to be unknown', () => {
  assert.deepEqual([percent(0.256), percent(null)], ['25.6 %', 'unknown'])
  assert.deepEqual(
    [contactCount(1), contactCount(2), contactCount(2, true), contactCount(null, true)],
    ['1 contact', '2 contacts', 'at most 2 contacts', 'an unknown number of contacts'],
  )
})

test('a page says how many there are and how to get the next one', () => {
  const page = (count: number, nextCursor: string | null) =>
    pageSummary('contact', { items: Array.from({ length: count }), nextCursor })
  assert.deepEqual([page(1, null), page(2, null)], ['1 contact:', '2 contacts:'])
  assert.equal(page(0, null), 'No contacts.')
  assert.match(page(0, 'p1.x'), /^No contacts here yet\. There may be more: pass nextCursor/)
})
