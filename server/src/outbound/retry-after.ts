import { SECOND } from '../kernel/time.ts'
import type { ResponseHeaders } from './streamed-request.ts'

const LONGEST_WAIT_SECONDS = 86_400

/** RFC 9110 section 10.2.3: seconds, or a date, which is compared with the platform's own clock. null: the answer does not say. */
export function readRetryAfter({ 'retry-after': value, date }: ResponseHeaders): number | null {
  if (typeof value !== 'string') return null
  const at = typeof date === 'string' ? Date.parse(date) : Date.now()
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - at) / SECOND)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS)
}
