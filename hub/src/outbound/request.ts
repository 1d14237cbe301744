import { errors, request, type Dispatcher } from 'undici'
import type { Outbound } from '../core/ports.ts'
import { HubError } from '../errors.ts'
import type { Route } from './route.ts'

/** Token answers and metadata are a few hundred bytes; whatever is larger is not one. */
const MOST_BYTES = 64 * 1024

/** One small exchange: a deadline over all of it, a bounded body, no compression, no redirects. */
export function createRequest(dispatcher: Dispatcher, route: Route, timeoutMs: number): Outbound['request'] {
  return async (provider, url, { method, headers, body, timeoutMs: own = timeoutMs }) => {
    const signal = AbortSignal.timeout(own)
    const target = route(provider, new URL(url))
    try {
      const answer = await request(target, {
        method,
        dispatcher,
        signal,
        headers: {
          ...headers,
          accept: 'application/json',
          'accept-encoding': 'identity',
          'user-agent': 'letterlock',
        },
        body: body ?? null,
      })
      return {
        status: answer.statusCode,
        text: await readBounded(answer.body),
        retryAfterSeconds: readRetryAfter(answer.headers['retry-after'], answer.headers['date']),
      }
    } catch (cause) {
      if (cause instanceof HubError) throw cause
      const late = signal.aborted || cause instanceof errors.ConnectTimeoutError
      const detail = `${method} ${target.host}${target.pathname}: ${(cause as Error).message}`
      throw new HubError(late ? 'platform_timeout' : 'platform_unreachable', { detail, cause })
    }
  }
}

const LONGEST_WAIT_SECONDS = 86_400

/** RFC 9110 section 10.2.3: seconds, or a date, which is compared with the platform's own clock. */
function readRetryAfter(value: Header, date: Header): number | null {
  if (typeof value !== 'string') return null
  const at = typeof date === 'string' ? Date.parse(date) : Date.now()
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - at) / 1000)
  return Number.isNaN(seconds) ? null : Math.min(Math.max(seconds, 0), LONGEST_WAIT_SECONDS)
}

type Header = string | string[] | undefined

async function readBounded(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > MOST_BYTES)
      throw new HubError('token_answer_invalid', { detail: `the answer is over ${MOST_BYTES} bytes` })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
