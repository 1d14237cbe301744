import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { test } from 'node:test'
import { ERROR_CATALOGUE, ERROR_CODES } from '../error-catalogue.ts'
import { PLACEHOLDER } from '../fill-in.ts'
import { ERROR_WORDS } from './index.ts'
import { messageIn } from './message-in.ts'
import { PHRASES } from './phrases.ts'
import { sayError } from './say-error.ts'

const SOURCES = resolve(import.meta.dirname, '../..')

/** Its names; true: with something to say without the fact. */
const placeholdersOf = (...sentences: readonly string[]): Map<string, boolean> =>
  new Map(
    sentences
      .flatMap((sentence) => [...sentence.matchAll(PLACEHOLDER)])
      .map(([, , name = '', otherwise]) => [name, otherwise !== undefined]),
  )

for (const [locale, words] of Object.entries(ERROR_WORDS)) {
  test(`${locale}: each code has sentences of its own, and names only facts that the error has`, () => {
    assert.deepEqual(Object.keys(words.sentences).toSorted(), [...ERROR_CODES].toSorted())
    const wrong = ERROR_CODES.filter((code) => {
      const { detail, nextStep } = ERROR_CATALOGUE[code]
      const english = placeholdersOf(detail, nextStep)
      const sentences = words.sentences[code]
      const untold = [...placeholdersOf(...sentences)].filter(
        ([name, hasOtherwise]) =>
          !english.has(name) || (english.get(name) === true && !hasOtherwise) || sentences.includes(''),
      )
      return untold.length > 0 || sentences.some((sentence) => sentence === detail || sentence === nextStep)
    })
    assert.deepEqual(wrong, [])
  })

  test(`${locale}: a sentence without a provider's name is grammatical, and none keeps a placeholder`, () => {
    for (const code of ERROR_CODES.filter((one) => one !== 'provider_not_defined')) {
      const facts = Object.fromEntries(
        [
          ...placeholdersOf(...words.sentences[code]).keys(),
          ...(words.sentences[code].join().includes('kept') ? ['keptUntil'] : []),
        ].map((name) => [name, '7']),
      )
      const said = sayError(words, { code, providerName: undefined, facts })
      assert.doesNotMatch(`${said?.detail} ${said?.nextStep}`, /[{}|]|[Tt]he provider|undefined/, code)
    }
  })
}

test('what a fact says in English has words in each language, and is still said', () => {
  const sources = globSync('**/*.ts', { cwd: SOURCES })
    .filter((file) => !file.includes('error-words') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(resolve(SOURCES, file), 'utf8'))
    .join('\n')
  const unsaid = PHRASES.filter((phrase) => !sources.includes(`'${phrase}'`))
  assert.deepEqual(unsaid, [])
  const capabilities = [
    ...sources.matchAll(/capability: '([^']+)'|assertSupported\(adapter, '\w+', '([^']+)'/g),
  ].map(([, thrown, asserted]) => thrown ?? asserted ?? '')
  assert.ok(capabilities.length > 15)
  const known: ReadonlySet<string> = new Set(PHRASES)
  assert.deepEqual(
    [...new Set(capabilities)].filter((one) => !known.has(one)),
    [],
  )
})

test('an error is said with its facts: the provider’s name, phrases in the language, until when tokens are kept', () => {
  const provider = { id: 'mailup', name: 'MailUp' }
  assert.deepEqual(
    messageIn('de', { code: 'unsupported_by_provider', provider, facts: { capability: 'tags' } }),
    {
      detail: 'MailUp unterstützt das nicht: Tags.',
      nextStep: 'Nehmen Sie einen anderen Weg, oder erledigen Sie es bei MailUp.',
    },
  )
  const blockers = 'it has no subject; a sentence of the provider'
  assert.equal(
    messageIn('it', { code: 'campaign_not_ready', provider: undefined, facts: { blockers } }).detail,
    'La campagna non si può inviare: manca l’oggetto; a sentence of the provider.',
  )
  const facts = { credentialType: 'API key', keptUntil: '18:20' }
  assert.equal(
    messageIn('fr', { code: 'credentials_rejected', provider, facts }).nextStep,
    'Vérifiez qu’ils sont complets et appartiennent à ce compte. Les nouveaux jetons sont conservés jusqu’à 18:20 : réessayez d’ici là.',
  )
  assert.equal(
    messageIn('en', { code: 'provider_timeout', provider, facts: {} }).detail,
    'MailUp did not respond in time.',
  )
  const weak = {
    code: 'password_too_weak',
    provider: undefined,
    facts: { problem: 'it contains a date' },
  } as const
  assert.equal(messageIn('en', weak).detail, 'This password is easy to guess: it contains a date.')
  assert.equal(messageIn('de', weak).detail, 'Dieses Passwort ist leicht zu erraten: Es enthält ein Datum.')
  const errors = [
    { pointer: '/name', detail: 'name must have at most 100 characters.', rule: 'too_long', limit: 100 },
    { pointer: '/allowedReturnUrls/0', detail: 'A return URL uses https and has no query.' },
    { pointer: '/labels/constructor', detail: 'labels.constructor is missing.', rule: 'missing' },
    { pointer: '', detail: 'The body is missing.', rule: 'missing' },
  ] as const
  assert.equal(
    messageIn('de', { code: 'invalid_request', provider: undefined, facts: { problem: 'name …' }, errors })
      .detail,
    'Die Angaben sind ungültig: „Name“ ist zu lang (höchstens 100 Zeichen); Eine Rückkehr-URL verwendet https und hat keine Parameter; „constructor“ fehlt; The body is missing.',
  )
})
