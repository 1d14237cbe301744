/** Options of `new Letterlock()`. */
export interface LetterlockOptions {
  /** URL of the server, such as `https://letterlock.example.com`. Default: the environment variable `LETTERLOCK_URL`. */
  url?: string | undefined
  /**
   * A secret key (`llk_…`). Keep it on your server, never in a browser. Default: the environment variable
   * `LETTERLOCK_SECRET_KEY`.
   */
  secretKey?: string | undefined
  /** Timeout of each attempt, in milliseconds. Default: 60 000. `Infinity` disables it. */
  timeoutMs?: number | undefined
  /** Maximum number of retries of a request that is safe to repeat. Default: 2. */
  maxRetries?: number | undefined
  /** For tests and other runtimes. Default: the global `fetch`. */
  fetch?: typeof fetch | undefined
}

/** The last argument of every method. */
export interface RequestOptions {
  /** Aborts the request, its retries and the reading of its body. The promise rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /**
   * The server executes requests with the same key once, and returns the same response for 24 hours. The SDK creates a key for every POST
   * that accepts one. Pass your own to repeat a request safely after your process has restarted. Up to 255 characters.
   */
  idempotencyKey?: string | undefined
  /** Overrides the client's `timeoutMs`. */
  timeoutMs?: number | undefined
}

/** Options with their defaults applied. */
export interface TransportOptions {
  /** Without a trailing slash. */
  readonly baseUrl: string
  /** null: the browser's cookie authenticates. */
  readonly secretKey: string | null
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly fetch: typeof fetch
}

const DEFAULT_TIMEOUT_MS = 60_000
const DEFAULT_MAX_RETRIES = 2

/** @throws TypeError for a missing or invalid option */
export function readOptions(options: LetterlockOptions): TransportOptions {
  const { url = setting('LETTERLOCK_URL'), secretKey = setting('LETTERLOCK_SECRET_KEY') } = options
  if (url === undefined) throw new TypeError('url is missing. Pass it, or set LETTERLOCK_URL.')
  if (secretKey === undefined)
    throw new TypeError('secretKey is missing. Pass it, or set LETTERLOCK_SECRET_KEY.')
  return { ...readConnectionOptions({ ...options, url }), secretKey: readSecretKey(secretKey) }
}

/** All options except the secret key. @throws TypeError */
export function readConnectionOptions({
  url,
  timeoutMs = DEFAULT_TIMEOUT_MS,
  maxRetries = DEFAULT_MAX_RETRIES,
  fetch = globalThis.fetch,
}: LetterlockOptions & { url: string }): Omit<TransportOptions, 'secretKey'> {
  assertTimeout(timeoutMs)
  if (!Number.isInteger(maxRetries) || maxRetries < 0)
    throw new TypeError(`maxRetries must be 0 or a higher integer, but is ${maxRetries}.`)
  return { baseUrl: readUrl(url), timeoutMs, maxRetries, fetch }
}

/** @throws TypeError */
export function assertTimeout(timeoutMs: number): void {
  if (!(timeoutMs > 0)) throw new TypeError(`timeoutMs must be a number above 0, but is ${timeoutMs}.`)
}

function readUrl(text: string): string {
  if (!/^https?:\/\//i.test(text)) throw new TypeError('url must begin with http:// or https://.')
  const { origin, pathname, search, hash, username, password } = new URL(text)
  if (search || hash || username || password)
    throw new TypeError('url must have no user name, password, query or fragment.')
  return origin + pathname.replace(/\/+$/, '')
}

/** A key that was read from a file may end with a newline. The error message does not contain the key. */
function readSecretKey(text: string): string {
  const secretKey = text.trim()
  if (!/^[\x21-\x7e]+$/.test(secretKey))
    throw new TypeError('secretKey must be visible ASCII characters without blanks, such as llk_….')
  return secretKey
}

interface Runtime {
  readonly process?: { readonly env?: Readonly<Record<string, string | undefined>> }
}

/** A browser has no environment variables. An empty one counts as unset. */
function setting(name: string): string | undefined {
  return (globalThis as Runtime).process?.env?.[name] || undefined
}
