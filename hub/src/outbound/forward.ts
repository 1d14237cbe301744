import { Readable } from 'node:stream'
import type { Dispatcher } from 'undici'
import type { ForwardCaller, ForwardedCall, Outbound } from '../core/ports.ts'
import type { Provider } from '../core/provider.ts'
import { HubError } from '../errors.ts'
import type { Route } from './route.ts'

/** Where an account's API is reached. */
interface Base {
  readonly origin: string
  readonly prefix: string
}

/** Data centres are few; tenants may be many. */
const MOST_BASES = 10_000

/**
 * Streams one call at the level of undici's dispatcher, which takes a third of what `fetch` takes. The deadline is
 * over the whole exchange: a platform that drips a byte now and then does not hold it open.
 */
export function createForward(dispatcher: Dispatcher, route: Route): Outbound['forward'] {
  const bases = new Map<string, Base>()
  const baseOf = (provider: Provider, apiBaseUrl: string): Base => {
    let base = bases.get(apiBaseUrl)
    if (!base) {
      const { origin, pathname } = route(provider, new URL(apiBaseUrl))
      if (bases.size >= MOST_BASES) bases.clear()
      bases.set(apiBaseUrl, (base = { origin, prefix: pathname.replace(/\/$/, '') }))
    }
    return base
  }

  return (provider: Provider, call: ForwardedCall, caller: ForwardCaller) => {
    const { origin, prefix } = baseOf(provider, call.apiBaseUrl)
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    let controller: Dispatcher.DispatchController | undefined
    let late = false
    const cut = (): void => controller?.abort(new Error('cut'))
    const deadline = setTimeout(() => ((late = true), cut()), call.timeoutMs)
    let gone = false
    caller.onGone(() => ((gone = true), cut()))
    const over = (settle: () => void): void => {
      clearTimeout(deadline)
      settle()
    }
    dispatcher.dispatch(
      {
        origin,
        path: prefix + call.path,
        method: call.method,
        headers: call.headers,
        body: call.body === null ? null : Readable.from(call.body),
      },
      {
        onRequestStart(started) {
          controller = started
          if (late || gone) cut()
        },
        onResponseStart(_controller, status, headers) {
          caller.head(status, headers)
        },
        onResponseData(started, chunk) {
          if (!caller.data(chunk, () => started.resume())) started.pause()
        },
        onResponseEnd() {
          over(() => {
            caller.end()
            resolve()
          })
        },
        onResponseError(_controller, cause) {
          const code = late ? 'platform_timeout' : 'platform_unreachable'
          const refused =
            cause instanceof HubError ? cause : new HubError(code, { detail: cause.message, cause })
          over(() => reject(refused))
        },
      },
    )
    return promise
  }
}
