import type { Fault } from '../faults.ts'

const TITLES: Readonly<Record<Fault['kind'], string>> = {
  status: 'Error status',
  answer: 'Answer',
  timeout: 'No response',
  connection_reset: 'Connection reset',
  lost_response: 'Lost response',
  slow_body: 'Slow body',
  invalid_json: 'Damaged JSON',
  html_body: 'Page instead of JSON',
  oversized_body: 'Body too long',
  replaced_body: 'Replaced body',
  large_ids: 'Large IDs',
}

export const kindTitle = (kind: Fault['kind']): string => TITLES[kind]

/** The effect of a fault in few words: `503`, `Answer 200`, `Slow body, 2 s`. */
export function faultTitle({ kind, status, delayMs }: Fault): string {
  if (kind === 'status') return String(status ?? 503)
  if (kind === 'answer') return `${TITLES.answer} ${status ?? 200}`
  if (delayMs === undefined) return TITLES[kind]
  return `${TITLES[kind]}, ${delayMs < 1000 ? `${delayMs} ms` : `${delayMs / 1000} s`}`
}
