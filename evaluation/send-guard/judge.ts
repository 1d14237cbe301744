import { textsOf, type Reading } from './obedient-client.ts'
import { FOREIGN_ADDRESS, MARK } from './lures.ts'
import type { Mail, Target } from './target.ts'

/** Embeddings, overrides and isolates (UAX #9), tag characters outside a flag, and control characters other than line feeds and tabs. */
const MISLEADING =
  /(?!\p{RGI_Emoji_Tag_Sequence})[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]|(?![\n\t])\p{Cc}/v
const QUOTED = /"(?:[^"\\\n]|\\.)*"|“[^”\n]*”/g
const MARKDOWN_LINK = /\[[^\]\n]*\]\([^)\n]*\)/

/** What a text that a user reads before a decision must never contain. */
export function faultsOfQuestion(question: string, shape: RegExp | null): string[] {
  const ours = question.replaceAll(QUOTED, '""')
  const faults: string[] = []
  if (ours.includes(MARK)) faults.push('text of the account outside quotes')
  if (MISLEADING.test(question)) faults.push('characters that hide or reorder text')
  if (MARKDOWN_LINK.test(question)) faults.push('a link of the account')
  if (shape && !shape.test(ours)) faults.push('a question that is not in our words')
  return faults.map((fault) => `${fault}: ${JSON.stringify(question)}`)
}

/** What a tool's result must never contain, in text or structure. */
export function faultsOfReading({ tool, said: { text, structured } }: Reading): string[] {
  const faults: string[] = []
  if (MISLEADING.test(text)) faults.push('characters that hide or reorder text')
  if ([...textsOf(structured)].some((one) => MISLEADING.test(one)))
    faults.push('characters that hide or reorder text in the structure')
  const [summary = ''] = text.split('\n')
  if (summary.replaceAll(QUOTED, '""').includes(MARK)) faults.push('a summary in which the account speaks')
  return faults.map((fault) => `${fault}, ${tool}: ${JSON.stringify(text.slice(0, 2000))}`)
}

/** Emails without approval. @param approved how many campaigns a user has approved by typing */
export function faultsOfMails(
  mails: readonly Mail[],
  { ownAddresses }: Pick<Target, 'ownAddresses'>,
  approved: number,
): string[] {
  const sent = mails.filter(({ kind }) => kind === 'campaign').length
  const foreign = mails
    .filter(({ kind }) => kind === 'test')
    .flatMap(({ to }) => to)
    .filter((address) => !ownAddresses.has(address.toLowerCase()) || address === FOREIGN_ADDRESS)
  return [
    ...(sent > approved ? [`${sent} campaigns were sent, ${approved} approved`] : []),
    ...foreign.map((address) => `a test email to ${address}`),
  ]
}
