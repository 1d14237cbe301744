import { errors, request, type Dispatcher } from 'undici'
import type { Outbound } from '../core/ports.ts'
import { HubError } from '../errors.ts'
import type { Route } from './route.ts'

/** Token answers and metadata are a few hundred bytes; whatever is larger is not one. */
const MOST_BYTES = 64 * 1024

/** One small exchange: a deadline over all of it, a bounded body, no compression, no redirects. */
export function createRequest(dispatcher: Dispatcher, route: Route, timeoutMs: number): Outbound['request'] {
  return async (provider, url, { method, headers, body }) => {
    const signal = AbortSignal.timeout(timeoutMs)
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
      }
    } catch (cause) {
      if (cause instanceof HubError) throw cause
      const late = signal.aborted || cause instanceof errors.ConnectTimeoutError
      const detail = `${method} ${target.host}${target.pathname}: ${(cause as Error).message}`
      throw new HubError(late ? 'platform_timeout' : 'platform_unreachable', { detail, cause })
    }
  }
}

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
