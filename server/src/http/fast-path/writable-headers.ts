import { validateHeaderName, validateHeaderValue } from '../node-http.ts'
import type { ResponseHeaders } from '../../outbound/streamed-request.ts'

/**
 * Node writes headers in latin-1 and rejects other characters. A value with other characters is sent as its UTF-8 bytes; a header that cannot
 * be written even then, such as one with a control character, is dropped.
 */
export function writableHeaders(given: ResponseHeaders): { headers: ResponseHeaders; dropped: string[] } {
  const headers: ResponseHeaders = {}
  const dropped: string[] = []
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue
    const octets = Array.isArray(value) ? value.map(toOctets) : toOctets(value)
    if (isWritable(name, octets)) headers[name] = octets
    else dropped.push(name)
  }
  return { headers, dropped }
}

/** Each character is one byte, as received. */
function toOctets(text: string): string {
  return /[^\0-\xff]/.test(text) ? Buffer.from(text, 'utf8').toString('latin1') : text
}

function isWritable(name: string, value: string | string[]): boolean {
  try {
    validateHeaderName(name)
    for (const one of [value].flat()) validateHeaderValue(name, one)
    return true
  } catch {
    return false
  }
}
