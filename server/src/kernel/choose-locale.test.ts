import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chooseLocale } from './choose-locale.ts'

test('the language of a page: the first preferred one that there is, else English', () => {
  const cases = [
    [undefined, 'en'],
    ['', 'en'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en;q=0.3, fr-CH;q=0.9', 'fr'],
    ['ja, IT;q=0.5', 'it'],
    ['es;q=0, *', 'en'],
    ['nonsense;;;q=x', 'en'],
  ] as const
  for (const [given, expected] of cases) assert.equal(chooseLocale(given), expected, given)
})
