import type { ErrorCode } from '../error-catalogue.ts'
import type { FieldRule } from '../problem-error.ts'
import type { FieldName } from './field-name.ts'
import type { Phrase } from './phrases.ts'

/** What is wrong, and what to do about it, with the placeholders of the catalogue. */
export type ErrorSentences = readonly [detail: string, nextStep: string]

/** The sentences of some codes. */
export type SentencesOf<Codes> = Readonly<Record<keyof Codes, ErrorSentences>>

/** The texts about errors in one language, for pages. The catalogue has the English ones, which the API returns. */
export interface ErrorWords {
  readonly sentences: Readonly<Record<ErrorCode, ErrorSentences>>
  /** Translations of the phrases in facts, by the English phrase. */
  readonly phrases: Readonly<Record<Phrase, string>>
  /** What is wrong with an invalid request, by field. */
  readonly fields: {
    /** Names of the fields that people fill in; other fields keep the API's name. */
    readonly names: Readonly<Record<FieldName, string>>
    /** With the placeholders `name` and `limit`. */
    readonly rules: Readonly<Record<FieldRule, string>>
  }
  /** The text of the placeholder `kept` in sentences; it has the placeholder `keptUntil`. */
  readonly kept: string
}
