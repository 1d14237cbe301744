import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hasOffset, instantIn, inZone } from './local-time.ts'

const shown = (time: string, zone: string): string | undefined => instantIn(time, zone)?.toISOString()

test('a time in a zone is the instant at which its clocks show it', () => {
  assert.equal(shown('2026-12-01T09:00', 'Europe/Rome'), '2026-12-01T08:00:00.000Z')
  assert.equal(shown('2026-07-01T09:00:00', 'Europe/Rome'), '2026-07-01T07:00:00.000Z')
  assert.equal(shown('2026-07-01T09:00', 'America/Los_Angeles'), '2026-07-01T16:00:00.000Z')
  assert.equal(shown('2026-07-01T09:00', 'Asia/Kolkata'), '2026-07-01T03:30:00.000Z')
  assert.equal(shown('2026-07-01T09:00', 'Pacific/Kiritimati'), '2026-06-30T19:00:00.000Z')
  assert.equal(shown('2026-07-01T09:00', 'UTC'), '2026-07-01T09:00:00.000Z')
})

test('a time that the clocks show twice is the first, and one that they skip is none', () => {
  assert.equal(shown('2026-10-25T02:30', 'Europe/Rome'), '2026-10-25T00:30:00.000Z')
  assert.equal(shown('2026-03-29T02:30', 'Europe/Rome'), undefined)
  assert.equal(shown('2026-03-29T03:00', 'Europe/Rome'), '2026-03-29T01:00:00.000Z')
})

test('offsets are recognized', () => {
  assert.deepEqual(
    ['2026-12-01T09:00Z', '2026-12-01T09:00+01:00', '2026-12-01T09:00', '2026-12-01T09:00:00'].map(hasOffset),
    [true, true, false, false],
  )
})

test('an instant is shown as the clocks of a zone show it', () => {
  assert.equal(inZone('2026-12-01T08:00:00.000Z', 'Europe/Rome'), '2026-12-01T09:00:00+01:00')
  assert.equal(inZone('2026-07-01T16:00:00Z', 'America/Los_Angeles'), '2026-07-01T09:00:00-07:00')
  assert.equal(inZone('2026-07-01T03:30:00Z', 'Asia/Kolkata'), '2026-07-01T09:00:00+05:30')
  assert.equal(inZone('2026-07-01T09:00:00Z', 'UTC'), '2026-07-01T09:00:00+00:00')
  assert.equal(inZone('soon', 'UTC'), 'soon')
})
