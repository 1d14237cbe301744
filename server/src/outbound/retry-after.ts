import { SECOND } from '../kernel/time.ts'
import type { ResponseHeaders } from './streamed-request.ts'

const MAX_WAIT_SECONDS = 86_400

/**
 * Seconds of `Retry-After`; a date is compared with the response's own `Date`. null if absent.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3
 */
export function readRetryAfter({ 'retry-after': value, date }: ResponseHeaders): number | null {
  if (typeof value !== 'string') return null
  const at = typeof date === 'string' ? Date.parse(date) : Date.now()
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - at) / SECOND)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), MAX_WAIT_SECONDS)
}
