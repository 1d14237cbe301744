import { LetterlockError, LetterlockTimeoutError } from './errors.ts'
import { assertTimeout, type RequestOptions, type TransportOptions } from './options.ts'
import { toPathname, type Path } from './path.ts'
import { retryDelayMs, sleep } from './retry.ts'
import { toNetworkError } from './to-network-error.ts'

/** Whether a request may be sent more than once. */
export type Repetition =
  /** Always: the request only reads. */
  | 'safe'
  /** The server honours `Idempotency-Key`, so the SDK sends one. */
  | 'keyed'
  /** Only with an `Idempotency-Key` of the application. */
  | 'with-given-key'
  | 'never'

/** A body that `fetch` accepts. */
export type RequestBody = NonNullable<RequestInit['body']>

export interface ApiRequest {
  readonly method: string
  readonly path: Path
  /** Appended to the path unchanged, such as a path at the provider. */
  readonly rest?: string | undefined
  readonly query?: object | undefined
  readonly headers?: RequestInit['headers']
  readonly body?: RequestBody | undefined
  readonly repetition: Repetition
}

/** Sends requests, and retries those that are safe to repeat. */
export interface Transport {
  /**
   * @param read reads the response; if it throws, the attempt has failed
   * @throws LetterlockError, TypeError for an invalid argument, the reason of an aborted signal
   */
  send<T>(request: ApiRequest, options: RequestOptions, read: (response: Response) => Promise<T>): Promise<T>
}

/** Sends requests with `fetch`, to one server, with one secret key or the session cookie. */
export function createTransport(settings: TransportOptions): Transport {
  const { secretKey, maxRetries, timeoutMs: defaultTimeoutMs } = settings
  return {
    async send(request, { signal, idempotencyKey, timeoutMs = defaultTimeoutMs }, read) {
      assertTimeout(timeoutMs)
      const url = toUrl(settings.baseUrl, request)
      const headers = new Headers(request.headers)
      if (secretKey !== null) headers.set('authorization', `Bearer ${secretKey}`)
      const { method, body, repetition } = request
      // Without retries, a key is useless and costs the server work.
      const key = idempotencyKey ?? (repetition === 'keyed' && maxRetries > 0 ? newKey() : undefined)
      if (key !== undefined) headers.set('idempotency-key', key)
      const isRepeatable = canRepeat(request, key)
      const init = { method, headers, ...(body !== undefined && { body, duplex: 'half' as const }) }

      for (let retries = 0; ; retries++) {
        try {
          return await attempt(settings, { url, init, signal, timeoutMs, read })
        } catch (error) {
          if (!(error instanceof LetterlockError) || !isRepeatable || retries >= maxRetries) throw error
          const delayMs = retryDelayMs(error, retries)
          if (delayMs === undefined) throw error
          await sleep(delayMs, signal)
        }
      }
    },
  }
}

interface Attempt<T> {
  readonly url: string
  readonly init: RequestInit
  readonly signal: AbortSignal | undefined
  readonly timeoutMs: number
  readonly read: (response: Response) => Promise<T>
}

/** One attempt. The timeout includes `read`. The application's signal also aborts a body that is read later. */
async function attempt<T>(
  { fetch, baseUrl }: TransportOptions,
  { url, init, signal, timeoutMs, read }: Attempt<T>,
): Promise<T> {
  signal?.throwIfAborted()
  const timeout = new AbortController()
  const timer = timeoutMs > MAX_TIMER_MS ? undefined : setTimeout(() => timeout.abort(), timeoutMs)
  try {
    const either = signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal
    return await read(await fetch(url, { ...init, redirect: 'manual', signal: either }))
  } catch (cause) {
    if (cause instanceof LetterlockError) throw cause
    signal?.throwIfAborted()
    if (timeout.signal.aborted)
      throw new LetterlockTimeoutError(`No response from ${baseUrl} within ${timeoutMs} ms.`, timeoutMs)
    throw toNetworkError(baseUrl, cause)
  } finally {
    clearTimeout(timer)
  }
}

/** A timer of more than 2³¹ − 1 ms fires immediately. */
const MAX_TIMER_MS = 2 ** 31 - 1

function canRepeat({ repetition, body }: ApiRequest, key: string | undefined): boolean {
  // A stream can be sent once.
  if (repetition === 'never' || body instanceof ReadableStream) return false
  return repetition === 'safe' || key !== undefined
}

/** @throws TypeError */
function toUrl(baseUrl: string, { path, rest = '', query = {} }: ApiRequest): string {
  const start = baseUrl + toPathname(path)
  // “#” would begin the fragment.
  const url = new URL(start + rest.replaceAll('#', '%23'))
  // Browsers and Node resolve “..” before they send a request.
  if (!url.href.startsWith(start)) throw new TypeError('The path must not contain “..” that lead out of it.')
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) url.searchParams.append(name, String(value))
  return url.href
}

/** `crypto.randomUUID` is missing on pages without TLS. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
