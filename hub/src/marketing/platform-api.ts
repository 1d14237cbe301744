import { z } from 'zod'
import type { PlatformAnswer } from '../core/call-platform.ts'
import { HubError, sentenceOf } from '../errors.ts'
import type { PlatformApi, Query } from './adapter.ts'
import { problemIn, readJson } from './platform-json.ts'

/** One call to the platform, on behalf of whoever has opened the account. */
export type Call = (request: { method: string; path: string; body?: unknown }) => Promise<PlatformAnswer>

/**
 * The connected account's API: every answer is read through the shape that it must have.
 * @param platform the platform's name, for sentences
 */
export function createPlatformApi(platform: string, call: Call): PlatformApi {
  const unexpected = (detail: string): HubError =>
    new HubError('platform_answer_unexpected', { detail, facts: { platform } })
  const read = <S extends z.ZodType>(path: string, answer: PlatformAnswer, shape: S): z.output<S> => {
    const given = readJson(answered(answer, platform))
    if ('problem' in given) throw unexpected(`${path}: ${given.problem}`)
    const parsed = shape.safeParse(given.value)
    if (!parsed.success) throw unexpected(`${path}: ${z.prettifyError(parsed.error).slice(0, 300)}`)
    return parsed.data
  }
  let hasWritten = false
  /** What has begun to change something must not be taken for undone when it, or what follows, does not end well. */
  const careful = async <T>(isWrite: boolean, ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask()
      hasWritten ||= isWrite
      return answer
    } catch (error) {
      if (error instanceof HubError && (hasWritten || (isWrite && mayHaveBeenDone(error))))
        throw outcomeUnknown(platform, error)
      throw error
    }
  }
  return {
    get: (path, shape, query = {}) =>
      careful(false, async () =>
        read(path, await call({ method: 'GET', path: withQuery(path, query) }), shape),
      ),
    send: (method, path, body) =>
      careful(true, async () => void answered(await call({ method, path, body }), platform)),
    sendFor: (method, path, shape, body) =>
      careful(true, async () => read(path, await call({ method, path, body }), shape)),
  }
}

/** Nothing has reached the platform. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether a write that failed in this way may have been done all the same. */
function mayHaveBeenDone({ code, cause, facts }: HubError): boolean {
  if (code === 'platform_answer_unexpected' || code === 'platform_timeout') return true
  if (code !== 'platform_unreachable') return false
  // RFC 9110, section 15.6.4: the server does not handle requests just now.
  const isRefused = facts['status'] === 503
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return !isRefused && !NOT_SENT.has(reason)
}

function outcomeUnknown(platform: string, error: HubError): HubError {
  const facts = { platform, problem: sentenceOf(error).happened }
  return new HubError('outcome_unknown', { facts, detail: `${error.code}: ${error.detail}`, cause: error })
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/** The text of what was answered with success. */
function answered({ status, headers, text }: PlatformAnswer, platform: string): string {
  if (status >= 200 && status < 300) return text
  const detail = `${status} ${text.slice(0, 300)}`
  if (status === 404) throw new HubError('resource_not_found', { detail })
  if (status === 401) throw new HubError('disconnected', { detail, facts: { reason: 'revoked_at_provider' } })
  if (status === 429) {
    const seconds = Number(headers['retry-after'])
    const facts = seconds > 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {}
    throw new HubError('platform_busy', { detail, facts })
  }
  if (status >= 500) throw new HubError('platform_unreachable', { detail, facts: { status } })
  if (status < 400) throw new HubError('platform_answer_unexpected', { detail, facts: { platform } })
  throw new HubError('platform_refused', { detail, facts: { status, problem: problemIn(text) } })
}
