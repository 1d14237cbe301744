import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearestParameter, sameParameter } from './nearest-parameter.ts'

const KNOWN = ['connection', 'audience', 'campaign', 'cursor', 'limit', 'scheduledAt', 'responseFormat']

for (const [given, meant] of [
  ['campaign_id', 'campaign'],
  ['campaignId', 'campaign'],
  ['Campaigns', 'campaign'],
  ['scheduled-at', 'scheduledAt'],
  ['list', undefined],
] as const)
  test(`${given} is another spelling of ${meant}`, () => assert.equal(sameParameter(given, KNOWN), meant))

test('a spelling that fits two parameters is neither', () => {
  assert.equal(sameParameter('campaign_id', ['campaign', 'campaigns']), undefined)
})

for (const [given, near] of [
  ['list_id', 'audience'],
  ['page', 'cursor'],
  ['campain', 'campaign'],
  ['scheduled', 'scheduledAt'],
  ['format', 'responseFormat'],
  ['zebra', undefined],
  ['x', undefined],
  ['constructor', undefined],
  ['__proto__', undefined],
] as const)
  test(`for ${given}, ${near} is proposed`, () => assert.equal(nearestParameter(given, KNOWN), near))
