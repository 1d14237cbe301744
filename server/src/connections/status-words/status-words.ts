import type { ENGLISH_STATUS } from './english-status.ts'

type English = typeof ENGLISH_STATUS
export type SentenceCode = keyof English['sentences']
export type NextStepCode = keyof English['nextSteps']

/** The sentences about the status of a connection in one language. */
export interface StatusWords {
  readonly sentences: {
    readonly [Code in SentenceCode]: (...named: Parameters<English['sentences'][Code]>) => string
  }
  readonly nextSteps: {
    readonly [Code in NextStepCode]: (...named: Parameters<English['nextSteps'][Code]>) => string
  }
  /** Why a check or a refresh failed, by the code of its error. */
  readonly problems: Readonly<Record<keyof English['problems'], string>>
  readonly unknownDate: string
}
