import type { ErrorCode } from '../error-catalogue.ts'
import type { FieldRule } from '../problem-error.ts'
import type { FieldName } from './field-name.ts'
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
  /** What is wrong with an invalid request, by field. */
  readonly fields: {
    /** Of what people fill in; another is called as the API calls it. */
    readonly names: Readonly<Record<FieldName, string>>
    /** With `name` and `limit`. */
    readonly rules: Readonly<Record<FieldRule, string>>
  }
  /** `kept` of sentences, with `keptUntil`. */
  readonly kept: string
}
