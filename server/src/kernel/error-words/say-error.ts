import type { ErrorCode } from '../error-catalogue.ts'
import { fillIn } from '../fill-in.ts'
import type { ErrorWords } from './error-words.ts'
import type { Phrase } from './phrases.ts'
import { sayFields } from './say-fields.ts'

interface SaidError {
  readonly code: ErrorCode
  readonly providerName: string | undefined
  /** The members of the response in addition to the sentences. */
  readonly facts: Readonly<Record<string, unknown>>
}

/** The text about an error; undefined for a code of a newer server. Browsers run this function too. */
export function sayError(
  words: ErrorWords,
  { code, providerName, facts }: SaidError,
): { readonly detail: string; readonly nextStep: string } | undefined {
  // A newer server may have sent it.
  const sentences: readonly string[] | undefined = words.sentences[code]
  if (!sentences) return undefined
  const known = Object.entries(facts).flatMap(([name, fact]): [string, string][] =>
    typeof fact === 'string' || typeof fact === 'number' ? [[name, sayPhrases(words, String(fact))]] : [],
  )
  const values: Record<string, string | undefined> = { ...Object.fromEntries(known), provider: providerName }
  values['problem'] = sayFields(words, facts['errors']) ?? values['problem']
  const kept = values['keptUntil'] === undefined ? '' : fillIn(words.kept, values)
  const [detail = '', nextStep = ''] = sentences.map((sentence) => fillIn(sentence, { ...values, kept }))
  return { detail, nextStep }
}

/** Translates a fact that is a phrase or a list of phrases. Other texts stay as they are. */
export function sayPhrases({ phrases }: Pick<ErrorWords, 'phrases'>, text: string): string {
  const isPhrase = (one: string): one is Phrase => Object.hasOwn(phrases, one)
  return text
    .split('; ')
    .map((one) => (isPhrase(one) ? phrases[one] : one))
    .join('; ')
}
