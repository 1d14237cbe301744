import { z } from 'zod'
import type { ProviderResponse } from '../../proxy/call-provider.ts'
import { ProblemError, aboutProvider, messageOf, outageOf, type NamedProvider } from '../../kernel/errors.ts'
import type { AccountMemory } from './account-memory.ts'
import { problemIn, readJson } from './provider-json.ts'

/** The API of the account. Paths begin with a slash; `segment` escapes values in them. */
export interface ProviderApi extends AccountMemory {
  readonly provider: NamedProvider
  /** @throws ProblemError resource_not_found, provider_rejected_request, provider_rate_limited, provider_unavailable, provider_response_invalid, … */
  get<S extends z.ZodType>(path: string, shape: S, query?: Query): Promise<z.output<S>>
  /** Sends a write and ignores the content of its response. Never retried after an unclear outcome. */
  send(method: Method, path: string, body?: unknown): Promise<void>
  /** Sends a write and parses its response. */
  sendFor<S extends z.ZodType>(method: Method, path: string, shape: S, body?: unknown): Promise<z.output<S>>
  /** Makes calls that continue after the client disconnects, because the work must not stay half done. */
  untilDone<T>(work: (api: ProviderApi) => Promise<T>): Promise<T>
  /** Runs work after the calls. Once a write was sent, an error must not ask to repeat the request. @throws ProblemError outcome_unknown */
  afterCalls<T>(work: () => Promise<T>): Promise<T>
}

type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export type Query = Readonly<Record<string, string | number | undefined>>

/** Sends one call to the provider, for the account's connection. */
export type SendCall = (request: {
  method: string
  path: string
  body?: unknown
  /** Whether the call continues after the client disconnects. */
  mustFinish: boolean
}) => Promise<ProviderResponse>

/** A client for the account's API: validates each response against its schema. */
export function createProviderApi(
  provider: NamedProvider,
  call: SendCall,
  memory: AccountMemory,
): ProviderApi {
  const unexpected = (detail: string): ProblemError =>
    new ProblemError('provider_response_invalid', { detail, provider })
  const read = <S extends z.ZodType>(path: string, answer: ProviderResponse, shape: S): z.output<S> => {
    const given = readJson(answered(answer, provider))
    if ('problem' in given) throw unexpected(`${path}: ${given.problem}`)
    const parsed = shape.safeParse(given.value)
    if (!parsed.success) throw unexpected(`${path}: ${z.prettifyError(parsed.error).slice(0, 300)}`)
    return parsed.data
  }
  let hasWritten = false
  /** After a write was sent, any later failure means that its outcome is unknown. */
  const careful = async <T>(isWrite: boolean, ask: () => Promise<T>): Promise<T> => {
    try {
      const answer = await ask()
      hasWritten ||= isWrite
      return answer
    } catch (error) {
      if (error instanceof ProblemError && (hasWritten || (isWrite && mayHaveBeenDone(error))))
        throw outcomeUnknown(provider, error)
      throw aboutProvider(error, provider)
    }
  }
  const apiOf = (mustFinish: boolean): ProviderApi => ({
    ...memory,
    provider,
    get: (path, shape, query = {}) =>
      careful(false, async () =>
        read(path, await call({ method: 'GET', path: withQuery(path, query), mustFinish }), shape),
      ),
    send: (method, path, body) =>
      careful(true, async () => void answered(await call({ method, path, body, mustFinish }), provider)),
    sendFor: (method, path, shape, body) =>
      careful(true, async () => read(path, await call({ method, path, body, mustFinish }), shape)),
    untilDone: (work) => work(apiOf(true)),
    async afterCalls(work) {
      try {
        return await work()
      } catch (error) {
        if (!hasWritten) throw error
        throw outcomeUnknown(provider, error instanceof ProblemError ? error : internal(error))
      }
    },
  })
  return apiOf(false)
}

const internal = (cause: unknown): ProblemError =>
  outageOf(cause) ?? new ProblemError('internal_error', { cause })

/** Errors before the provider received anything. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Whether a failed write may have been completed. */
function mayHaveBeenDone({ code, cause, facts }: ProblemError): boolean {
  if (code === 'provider_response_invalid' || code === 'provider_timeout') return true
  // The client has disconnected; with a cause, while the call was in progress.
  if (code === 'request_canceled') return cause !== undefined
  if (code !== 'provider_unavailable') return false
  // 503: the server did not handle the request (RFC 9110 section 15.6.4).
  const isRefused = facts['providerStatus'] === 503
  const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return !isRefused && !NOT_SENT.has(reason)
}

function outcomeUnknown(provider: NamedProvider, error: ProblemError): ProblemError {
  const { code, facts: known, provider: named = provider } = error
  const facts = { problem: messageOf({ code, facts: known, provider: named }).detail }
  return new ProblemError('outcome_unknown', {
    provider,
    facts,
    detail: `${error.code}: ${error.detail}`,
    // With an outage as its cause, the error would count as an outage, which asks to repeat the request.
    ...(outageOf(error) === undefined && { cause: error }),
  })
}

function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}

/**
 * The body of a 2xx response.
 * @throws ProblemError for any other status
 */
function answered({ status, headers, text }: ProviderResponse, provider: NamedProvider): string {
  if (status >= 200 && status < 300) return text
  const detail = `${status} ${text.slice(0, 300)}`
  if (status === 404) throw new ProblemError('resource_not_found', { detail })
  if (status === 401)
    throw new ProblemError('connection_disconnected', { detail, facts: { reason: 'revoked_at_provider' } })
  if (status === 429) {
    const seconds = Number(headers['retry-after'])
    const facts = seconds > 0 ? { retryAfterSeconds: Math.ceil(seconds) } : {}
    throw new ProblemError('provider_rate_limited', { detail, provider, facts })
  }
  if (status >= 500)
    throw new ProblemError('provider_unavailable', { detail, provider, facts: { providerStatus: status } })
  if (status < 400) throw new ProblemError('provider_response_invalid', { detail, provider })
  throw new ProblemError('provider_rejected_request', {
    detail,
    provider,
    facts: { providerStatus: status, problem: problemIn(text) },
  })
}
