import type { Connection } from '@letterlock/sdk'
import { exactly } from '../../ui/time.ts'
import { texts } from '../../words/index.ts'
import { problemInWords } from '../activity/problem-in-words.ts'

interface StatusInWords {
  readonly detail: string
  readonly nextStep: string | null
}

type Say = (provider: string, facts: Facts) => string
type Facts = Parameters<(typeof texts.sentences)['refresh_failing']>[1]

const SENTENCES: Readonly<Record<string, Say>> = texts.sentences
const NEXT_STEPS: Readonly<Record<string, Say>> = texts.nextSteps

/** The server's sentences about a connection, in the language of the page. Codes that this page does not know are in English. */
export function statusInWords(
  { provider, sentences, nextStepCode, detail, nextStep }: Connection,
  providerName: (id: string) => string,
): StatusInWords {
  const name = providerName(provider)
  const said = sentences.map((sentence) => SENTENCES[sentence.code]?.(name, factsOf(sentence)))
  const step = nextStepCode === null ? undefined : NEXT_STEPS[nextStepCode]
  return {
    detail: said.includes(undefined) ? detail : said.join(' '),
    nextStep: step?.(name, factsOf({})) ?? nextStep,
  }
}

function factsOf({
  since,
  until,
  minutes = 0,
  scopes = [],
  errorCode = '',
}: Partial<Connection['sentences'][number]>): Facts {
  const date = (time: string | undefined): string => (time === undefined ? texts.unknownDate : exactly(time))
  return {
    since: date(since),
    until: date(until),
    minutes: String(minutes),
    scopes: scopes.join(', '),
    problem: problemInWords(errorCode),
  }
}
