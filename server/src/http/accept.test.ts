import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptBoth } from './accept.ts'

const BOTH = 'application/json, text/event-stream'

for (const given of [
  null,
  '',
  ' ',
  '*/*',
  'application/*, text/*',
  'TEXT/event-stream;q=0.5,application/json',
])
  test(`Accept: ${given} takes both types`, () => assert.equal(acceptBoth(given), BOTH))

for (const given of [
  'application/json',
  'text/event-stream',
  'application/json, text/event-stream;q=0',
  'text/html',
])
  test(`Accept: ${given} stays, so that the library says what is missing`, () =>
    assert.equal(acceptBoth(given), given))
