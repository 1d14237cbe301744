import assert from 'node:assert/strict'
import { test } from 'node:test'
import { german } from './de/index.ts'
import { germanPages } from './de/pages.ts'
import { english } from './en/index.ts'
import { englishPages } from './en/pages.ts'
import { spanish } from './es/index.ts'
import { spanishPages } from './es/pages.ts'
import { french } from './fr/index.ts'
import { frenchPages } from './fr/pages.ts'
import { italian } from './it/index.ts'
import { italianPages } from './it/pages.ts'
import type { Words } from './words.ts'

/** Every text by its path. A function is a text with parameters. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[`${path}()`, value.toString()]]
  return Object.entries(value as object).flatMap(([name, part]) => textsOf(part, `${path}.${name}`))
}

const ORIGINAL: Words = { ...english, ...englishPages }
const LANGUAGES: Readonly<Record<string, Words>> = {
  german: { ...german, ...germanPages },
  italian: { ...italian, ...italianPages },
  spanish: { ...spanish, ...spanishPages },
  french: { ...french, ...frenchPages },
}

for (const [name, words] of Object.entries(LANGUAGES))
  test(`the ${name} catalogue has every text of the English one, in its own words`, () => {
    const [own, original] = [new Map(textsOf(words)), new Map(textsOf(ORIGINAL))]
    assert.deepEqual([...own.keys()].toSorted(), [...original.keys()].toSorted())
    const empty = [...own].filter(([, text]) => text.trim() === '')
    assert.deepEqual(empty, [])
    const same = [...own].filter(
      ([path, text]) => !path.endsWith(')') && text === original.get(path) && text.split(' ').length > 3,
    )
    assert.deepEqual(same, [], 'not translated')
  })

test('the choices of deliveries agree in number and gender: “Toutes”, “Acceptées”, “Échouées”', () => {
  for (const name of ['italian', 'spanish', 'french']) {
    const { all, succeeded, failed } = LANGUAGES[name]?.webhooks.outcomes ?? {}
    const endings = [all, succeeded, failed].map((text) => text?.slice(-2))
    assert.equal(new Set(endings).size, 1, `${name}: ${all}, ${succeeded}, ${failed}`)
  }
})

test('since when: the article and the preposition are those of the hour and of the day', () => {
  assert.equal(spanish.since.time('01:05'), 'desde la 01:05')
  assert.equal(spanish.since.time('11:05'), 'desde las 11:05')
  assert.equal(italian.since.day('8 nov 2026'), 'dall’8 nov 2026')
  assert.equal(italian.since.day('18 nov 2026'), 'dal 18 nov 2026')
  assert.equal(german.since.day('18.11.2026'), 'seit dem 18.11.2026')
})
