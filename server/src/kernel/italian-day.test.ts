import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beforeItalianDay } from './italian-day.ts'

test('the article before a day in Italian is shortened where its number begins with a vowel', () => {
  const said = ['1 dic', '8 nov 2026', '11 nov 2026, 08:00', '18 nov', '28 nov', '30 nov'].map((day) =>
    beforeItalianDay('dal', day),
  )
  assert.deepEqual(said, [
    'dal 1 dic',
    'dall’8 nov 2026',
    'dall’11 nov 2026, 08:00',
    'dal 18 nov',
    'dal 28 nov',
    'dal 30 nov',
  ])
  assert.equal(beforeItalianDay('il', '8 nov'), 'l’8 nov')
  assert.equal(beforeItalianDay('al', '12 nov'), 'al 12 nov')
})
