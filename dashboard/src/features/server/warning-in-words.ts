import type { ServerDescription } from '@letterlock/sdk'
import { texts } from '../../words/index.ts'
import { problemInWords } from '../activity/problem-in-words.ts'

type Warning = ServerDescription['warnings'][number]
type Said = Pick<Warning, 'detail' | 'nextStep'>
type Words = (typeof texts.server.warnings)['unchecked_contacts']

const WARNINGS: Readonly<Record<string, Words>> = texts.server.warnings

/** The server's warnings, in the language of the page. Warnings that this page does not know are in English. */
export function warningInWords({ code, detail, nextStep, facts }: Warning): Said {
  const words = WARNINGS[code]
  if (!words) return { detail, nextStep }
  const { ids = [], commands: [first = '', second = ''] = [], count = 0, errorCode = '' } = facts
  const named = { ids: ids.join(', '), first, second, count, problem: problemInWords(errorCode) }
  return { detail: words.detail(named), nextStep: words.nextStep(named) }
}
