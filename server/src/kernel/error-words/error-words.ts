import type { ErrorCode } from '../error-catalogue.ts'
import type { Phrase } from './phrases.ts'

/** What is wrong, and what to do about it; with the facts of the code, as in the catalogue. */
export type ErrorSentences = readonly [detail: string, nextStep: string]

/** The sentences of some codes. */
export type SentencesOf<Codes> = Readonly<Record<keyof Codes, ErrorSentences>>

/** What a person reads about errors in a language. The catalogue has the English, which is also what programs get. */
export interface ErrorWords {
  readonly sentences: Readonly<Record<ErrorCode, ErrorSentences>>
  /** What facts say in English. */
  readonly phrases: Readonly<Record<Phrase, string>>
  /** `kept` of sentences, with `keptUntil`. */
  readonly kept: string
}
