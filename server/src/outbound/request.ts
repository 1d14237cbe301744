import type { Dispatcher } from 'undici'
import { errors } from './undici.ts'
import { ProblemError } from '../kernel/errors.ts'
import { reasonOf } from '../kernel/reason-of.ts'
import type { CountOutbound } from './count-outbound.ts'
import type { Outbound } from './outbound.ts'
import { readRetryAfter } from './retry-after.ts'
import type { Route } from './route.ts'
import { LateError, sendSmall, TooLargeError, type WholeResponse } from './small-exchange.ts'
import type { SmallResponse } from './small-request.ts'

/** Token responses and metadata have a few hundred bytes. */
const MAX_BYTES = 64 * 1024

/** Sends one small request: one timeout for all of it, limited size, no compression, no redirects. */
export function createRequest(
  dispatcher: Dispatcher,
  route: Route,
  { timeoutMs, countOutbound }: { readonly timeoutMs: number; readonly countOutbound: CountOutbound },
): Outbound['request'] {
  return async (provider, url, { method, headers, body, timeoutMs: own = timeoutMs }) => {
    const asked = new URL(url)
    const { origin, host, pathname, search } = route(provider, asked)
    const options = {
      origin,
      path: pathname + search,
      method,
      headers: {
        ...headers,
        accept: 'application/json',
        'accept-encoding': 'identity',
        'user-agent': 'letterlock',
      },
      body: body ?? null,
    }
    try {
      const response = await sendSmall(dispatcher, options, { timeoutMs: own, maxBytes: MAX_BYTES })
      countOutbound(asked.hostname, response.status)
      return toSmallResponse(response)
    } catch (cause) {
      const detail = `${method} ${host}${pathname}: ${reasonOf(cause)}`
      const code = codeOfFailure(cause)
      countOutbound(asked.hostname, code)
      throw new ProblemError(code, { detail, provider, cause })
    }
  }
}

function toSmallResponse({ status, headers, text }: WholeResponse): SmallResponse {
  const { location } = headers
  return {
    status,
    text,
    retryAfterSeconds: readRetryAfter(headers),
    location: typeof location === 'string' ? location : null,
  }
}

function codeOfFailure(
  cause: unknown,
): 'provider_response_invalid' | 'provider_timeout' | 'provider_unavailable' {
  if (cause instanceof TooLargeError) return 'provider_response_invalid'
  const isLate = cause instanceof LateError || cause instanceof errors.ConnectTimeoutError
  return isLate ? 'provider_timeout' : 'provider_unavailable'
}
