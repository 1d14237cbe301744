import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayChange } from './may-change.ts'
import type { SendRequestRow } from './send-request.ts'
import { readWrittenBody } from './written-body.ts'

const json = ['content-type', 'application/json']
const read = (text: string) => readWrittenBody({ body: Buffer.from(text), rawHeaders: json })

test('a body with too many values, or nested too deep, is not looked at, and says so', () => {
  const tags = (count: number): string => JSON.stringify({ tags: Array.from({ length: count }, () => 'a') })
  assert.ok('body' in read(tags(40_000)))
  assert.match(read(tags(200_000)).howToRead ?? '', /at most 50,000 values/)
  assert.ok('howToRead' in read('['.repeat(500_000) + ']'.repeat(500_000)))
})

const waiting = { id: '7', name: 'S', parts: ['9'], tags: ['Bologna', 'Milano'] }
/** What is compared of a send request. */
const held = (): SendRequestRow =>
  ({
    provider: 'mailchimp',
    campaignId: 'c',
    campaignPartIds: [],
    audienceIds: ['a'],
    usedAt: null,
    segments: [waiting],
  }) as Partial<SendRequestRow> as SendRequestRow

test('what a write names is read once, however many send requests wait', () => {
  const tags = Array.from({ length: 50_000 }, (_, index) => `Tag ${index}`)
  const lists = Array.from({ length: 50_000 }, (_, index) => String(1000 + index))
  const began = process.cpuUsage()
  for (let count = 0; count < 100; count++) {
    assert.ok(!mayChange(held(), { effect: 'tags', ids: tags }, 'mailchimp'))
    assert.ok(!mayChange(held(), { effect: 'segment', ids: lists }, 'mailchimp'))
  }
  const ms = process.cpuUsage(began).user / 1000
  assert.ok(ms < 2000, `${ms} ms`)
  assert.ok(mayChange(held(), { effect: 'tags', ids: [...tags, ' bologna'] }, 'mailchimp'))
})
