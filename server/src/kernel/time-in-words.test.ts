import assert from 'node:assert/strict'
import { test } from 'node:test'
import { timeInWords, zoneOrNull } from './time-in-words.ts'

const AT = new Date('2026-12-01T08:00:00Z')

test('a time is shown in each zone once, and in UTC where none is known', () => {
  assert.equal(
    timeInWords(AT, ['Europe/Rome', null, 'Europe/Rome']),
    'Tuesday, 1 December 2026 at 09:00 GMT+01:00 (Europe/Rome)',
  )
  assert.match(
    timeInWords(AT, ['Europe/Rome', 'America/New_York']),
    /Rome\), that is Tuesday, .* at 03:00 GMT-05:00 \(America/,
  )
  assert.match(timeInWords(AT, [null, 'Mars/Olympus']), / at 08:00 GMT(\+00:00)? \(UTC\)$/)
})

test('a zone is one that this machine knows', () => {
  assert.deepEqual(
    [zoneOrNull('Europe/Rome'), zoneOrNull('nowhere'), zoneOrNull(''), zoneOrNull(undefined)],
    ['Europe/Rome', null, null, null],
  )
})
