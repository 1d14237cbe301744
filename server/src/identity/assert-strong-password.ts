import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { Phrase } from '../kernel/error-words/phrases.ts'
import { ProblemError } from '../kernel/errors.ts'

/** The best score of zxcvbn (0 to 4): guessing takes 10^10 attempts or more. */
const STRONG = 4
/** Only so many characters are estimated: the time grows faster than the length. */
const MAX_ESTIMATED_LENGTH = 48

const WHY: Readonly<Record<string, Phrase>> = {
  simpleRepeat: 'it repeats one character',
  extendedRepeat: 'it repeats a few characters',
  sequences: 'it has characters in the order of the alphabet, or numbers in theirs',
  straightRow: 'it follows the order of the keys on a keyboard',
  keyPattern: 'it follows the order of the keys on a keyboard',
  userInputs: 'it is made of your name, your address, or the name of this product',
  dates: 'it contains a date',
  recentYears: 'it contains a year',
}
const OTHERWISE: Phrase = 'it is a common password, or made of few parts'

let loading: Promise<ZxcvbnFactory> | undefined

/** Loaded with the first new password: its dictionary is large. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ])
  return new ZxcvbnFactory({
    dictionary,
    graphs: adjacencyGraphs,
    maxLength: MAX_ESTIMATED_LENGTH,
    l33tMaxSubstitutions: 5,
  })
}

/** @param about what others may know of the user, such as name and email @throws ProblemError password_too_weak */
export async function assertStrongPassword(password: string, about: readonly string[]): Promise<void> {
  const estimator = await (loading ??= load())
  const known = about.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
  const { score, feedback } = estimator.check(password, [...known, 'letterlock'])
  if (score >= STRONG) return
  throw new ProblemError('password_too_weak', {
    facts: { problem: WHY[feedback.warning ?? ''] ?? OTHERWISE },
  })
}
