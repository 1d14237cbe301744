import { texts } from '../../words/index.ts'

const PROBLEMS: Readonly<Record<string, string>> = texts.problems

/** Why a check or a refresh failed, from the code of its error. */
export const problemInWords = (errorCode: string): string =>
  PROBLEMS[errorCode] ?? errorCode.replaceAll('_', ' ')
