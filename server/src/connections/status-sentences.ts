import { messageOf, type ErrorCode } from '../kernel/errors.ts'
import { keysOf } from '../kernel/keys-of.ts'
import { toTimeLocale, type Locale } from '../kernel/locale.ts'
import type { Provider } from '../providers/provider.ts'
import { ENGLISH_STATUS } from './status-words/english-status.ts'
import { STATUS_WORDS } from './status-words/index.ts'
import type { StatusFacts } from './status-words/status-facts.ts'
import type { NextStepCode, SentenceCode, StatusWords } from './status-words/status-words.ts'

/** A sentence about a connection, independent of language. Times are epoch milliseconds. */
export interface StatusSentence {
  readonly code: SentenceCode
  readonly since?: number | null
  readonly until?: number | null
  readonly minutes?: number
  readonly scopes?: readonly string[]
  readonly errorCode?: ErrorCode
}

export const SENTENCE_CODES: readonly SentenceCode[] = keysOf(ENGLISH_STATUS.sentences)
export const NEXT_STEP_CODES: readonly NextStepCode[] = keysOf(ENGLISH_STATUS.nextSteps)

/**
 * The sentences in English, as the API returns them: times such as `2026-11-28 01:15 UTC`, and errors in full.
 * @param provider undefined: its definition was removed, and only its slug is known
 */
export function sayInEnglish(
  sentences: readonly StatusSentence[],
  name: string,
  provider: Provider | undefined,
): string {
  const problemOf = (code: ErrorCode): string =>
    provider
      ? messageOf({ code, facts: {}, provider }).detail.replace(/\.$/, '')
      : problemInWords(code, ENGLISH_STATUS)
  return say(ENGLISH_STATUS, { sentences, name, problemOf, dateOf: isoInWords })
}

export function nextStepInEnglish(code: NextStepCode, name: string): string {
  return nextStepIn('en', code, name)
}

/** The sentences in a reader's language. Times are in UTC, because the reader's time zone is unknown. */
export function sayIn(locale: Locale, sentences: readonly StatusSentence[], name: string): string {
  const words = STATUS_WORDS[locale]
  const format = new Intl.DateTimeFormat(toTimeLocale(locale), {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'UTC',
  })
  return say(words, {
    sentences,
    name,
    problemOf: (code) => problemInWords(code, words),
    dateOf: (epochMs) => `${format.format(epochMs)} UTC`,
  })
}

export function nextStepIn(locale: Locale, code: NextStepCode, name: string): string {
  return STATUS_WORDS[locale].nextSteps[code](name)
}

interface Said {
  readonly sentences: readonly StatusSentence[]
  readonly name: string
  readonly problemOf: (code: ErrorCode) => string
  readonly dateOf: (epochMs: number) => string
}

function say(words: StatusWords, { sentences, name, problemOf, dateOf }: Said): string {
  const date = (at: number | null | undefined): string =>
    typeof at === 'number' ? dateOf(at) : words.unknownDate
  return sentences
    .map(({ code, since, until, minutes = 0, scopes = [], errorCode }) => {
      const facts: StatusFacts = {
        since: date(since),
        until: date(until),
        minutes: String(minutes),
        scopes: scopes.join(', '),
        problem: errorCode === undefined ? '' : problemOf(errorCode),
      }
      return words.sentences[code](name, facts)
    })
    .join(' ')
}

function problemInWords(code: ErrorCode, { problems }: StatusWords): string {
  return new Map<string, string>(Object.entries(problems)).get(code) ?? code.replaceAll('_', ' ')
}

function isoInWords(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}
