import { invalidRequest } from '../kernel/errors.ts'

/**
 * Headers with a single value (RFC 9110 section 5.3) that this server or a library reads. Of two, programs disagree on which one counts: a
 * proxy in front may have checked the other one.
 */
export const SINGLE_HEADERS = [
  'Host',
  'Authorization',
  'Proxy-Authorization',
  'Content-Type',
  'Content-Length',
  'Content-Encoding',
  'Idempotency-Key',
  'Origin',
  'Sec-Fetch-Site',
  'Sec-Fetch-Mode',
  'Last-Event-ID',
  'Mcp-Session-Id',
  'Mcp-Protocol-Version',
  'Access-Control-Request-Method',
] as const

const BITS: ReadonlyMap<string, number> = new Map(
  SINGLE_HEADERS.map((name, index) => [name.toLowerCase(), 1 << index]),
)
const LENGTHS: readonly boolean[] = Array.from({ length: 32 }, (_, length) =>
  SINGLE_HEADERS.some((name) => name.length === length),
)

/**
 * Rejects repeated headers. Called for every request, before anything is read from it.
 * @param raw alternating names and values
 * @throws ProblemError invalid_request, if a header of one value occurs twice
 */
export function assertSingleHeaders(raw: readonly string[]): void {
  let seen = 0
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? ''
    if (!LENGTHS[name.length]) continue
    const bit = BITS.get(name.toLowerCase()) ?? 0
    if (seen & bit) throw twice(bit)
    seen |= bit
  }
}

function twice(bit: number): Error {
  const header = SINGLE_HEADERS[Math.log2(bit)] ?? ''
  return invalidRequest({ header, detail: `${header} must occur once.` })
}
