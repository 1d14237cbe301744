import { LetterlockError, LetterlockUnreachableError } from './errors.ts'
import type { Problem } from './wire.ts'

export interface LetterlockOptions {
  /** URL of the server, such as `http://127.0.0.1:4400`. */
  url: string
  /** A secret key (`llk_…`). Keep it on your server, never in a browser. The dashboard omits it and uses a cookie. */
  secretKey?: string
  /** For tests and other runtimes. Default: the global `fetch`. */
  fetch?: typeof fetch
}

/** Sends the SDK's requests. */
export interface Transport {
  /**
   * Returns any response, whatever its status.
   * @throws LetterlockUnreachableError
   */
  request(method: string, path: string, init?: RequestInit): Promise<Response>
  /**
   * Sends and receives JSON.
   * @throws LetterlockError, LetterlockUnreachableError
   */
  call<T>(method: string, path: string, body?: unknown): Promise<T>
}

export function createTransport({ url, secretKey, fetch: send = fetch }: LetterlockOptions): Transport {
  if (!/^https?:\/\//i.test(url)) throw new TypeError('url must begin with http:// or https://.')
  const base = url.replace(/\/+$/, '')

  const request: Transport['request'] = async (method, path, init = {}) => {
    const headers = new Headers(init.headers)
    if (secretKey !== undefined) headers.set('authorization', `Bearer ${secretKey}`)
    try {
      return await send(`${base}${path}`, { ...init, method, headers, redirect: 'manual' })
    } catch (cause) {
      throw new LetterlockUnreachableError(`No response from ${base}. Is the server running?`, { cause })
    }
  }

  return {
    request,
    async call<T>(method: string, path: string, body?: unknown): Promise<T> {
      const json = body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }
      const response = await request(method, path, json || {})
      if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
      throw new LetterlockError(await readProblem(response, base))
    },
  }
}

export function withQuery(path: string, query: object): string {
  const text = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  ).toString()
  return text === '' ? path : `${path}?${text}`
}

async function readProblem(response: Response, base: string): Promise<Problem> {
  const body: unknown = await response.json().catch(() => undefined)
  if (typeof body === 'object' && body !== null && 'code' in body) return body as Problem
  throw new LetterlockUnreachableError(`The server at ${base} is not Letterlock (status ${response.status}).`)
}
