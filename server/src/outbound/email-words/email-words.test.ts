import assert from 'node:assert/strict'
import { test } from 'node:test'
import { EMAIL_WORDS } from './index.ts'

/** Every text by its path. A function stands for a text with gaps. */
function textsOf(value: unknown, path = ''): [path: string, text: string][] {
  if (typeof value === 'string') return [[path, value]]
  if (typeof value === 'function') return [[`${path}()`, value.toString()]]
  return Object.entries(value as object).flatMap(([name, part]) => textsOf(part, `${path}.${name}`))
}

/** That are right in both languages. */
const SAME_WORDS = new Set(['fr.sendRequest.segment()'])
const { en: ENGLISH, ...OTHERS } = EMAIL_WORDS

for (const [locale, words] of Object.entries(OTHERS))
  test(`${locale}: emails have every text of the English ones, in words of their own`, () => {
    const [own, original] = [new Map(textsOf(words)), new Map(textsOf(ENGLISH))]
    assert.deepEqual([...own.keys()].toSorted(), [...original.keys()].toSorted())
    assert.equal(words.locale, locale)
    const same = [...own]
      .filter(([path, text]) => text === original.get(path) && text.includes(' '))
      .filter(([path]) => !SAME_WORDS.has(`${locale}${path}`))
    assert.deepEqual(same, [], 'not translated')
  })
