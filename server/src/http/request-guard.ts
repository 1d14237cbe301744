import type { Scope } from '@letterlock/sdk/wire.ts'
import type { IncomingMessage } from 'node:http'
import { createRequestIds } from '../kernel/id.ts'
import { ProblemError } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import { logRejection } from '../kernel/log-rejection.ts'
import { assertScope, type Principal } from '../workspaces/principal.ts'
import { createGuessLimit, type GuessLimit } from './guess-limit.ts'
import type { HttpContext } from './context.ts'
import { toProblemResponse, toProblemError, type ProblemResponse } from './errors.ts'
import { givenRequestId, REQUEST_ID_HEADER } from './request-id.ts'

type GuardContext = Pick<
  HttpContext,
  | 'store'
  | 'log'
  | 'publicUrl'
  | 'secretKeyGuard'
  | 'rateLimit'
  | 'clientAddress'
  | 'usage'
  | 'metrics'
  | 'settings'
  | 'tracing'
>

/**
 * The rules that every request passes: authentication by secret key, rate limits, scopes, the error response, security headers, request
 * IDs and metrics. The framework's routes and the fast path use the same guard; they differ only in how they write a response.
 */
export class RequestGuard {
  readonly #newRequestId = createRequestIds()
  /** Set on every response except a proxied one, whose headers are the provider's. */
  readonly securityHeaders: Readonly<Record<string, string>>
  readonly #context: GuardContext
  readonly #guesses: GuessLimit

  constructor(context: GuardContext) {
    this.#context = context
    this.#guesses = createGuessLimit('token', context.rateLimit.maxPerMinute, context.store.guessCounts)
    const isSecure = context.publicUrl().startsWith('https:')
    this.securityHeaders = {
      'x-content-type-options': 'nosniff',
      ...(isSecure && { 'strict-transport-security': 'max-age=31536000' }),
    }
  }

  /** The ID of a request: the client's, or a new one. New ones are unique across processes, and ascend within one. */
  requestIdOf(rawHeaders: readonly string[]): string {
    return givenRequestId(rawHeaders) ?? this.#newRequestId()
  }

  /**
   * Authenticates a secret key. Returns no promise for a cached key.
   * @param authorization the `Authorization` header; undefined if it is missing
   * @throws ProblemError authentication_required, invalid_token
   */
  authenticate(authorization: string | undefined): Principal | Promise<Principal> {
    return this.#context.secretKeyGuard.authenticate(authorization)
  }

  /**
   * Counts a failed authentication against the client's address, which limits guessing.
   * @throws ProblemError the given error, or rate_limited
   */
  async rejectUnauthenticated(error: unknown, request: IncomingMessage): Promise<never> {
    const { rateLimit, clientAddress } = this.#context
    const address = clientAddress(request)
    rateLimit.countAddress(address)
    if (error instanceof ProblemError && error.code === 'invalid_token')
      await this.#guesses.countAddress(address)
    throw error
  }

  /**
   * Counts a request of an authenticated principal and checks its scope.
   * @param scope null: any principal is allowed
   * @throws ProblemError rate_limited, insufficient_scope
   */
  admit(principal: Principal, scope: Scope | null): void {
    const { rateLimit, usage } = this.#context
    rateLimit.count(principal.principalId)
    if (scope !== null) assertScope(principal, scope)
    if (principal.kind === 'secret_key') usage.usedKey(principal.principalId)
  }

  /**
   * The response to anything that was thrown. Logs it first, with the private details that the response leaves out.
   * @param limitBytes the largest body that the route reads
   */
  reject(thrown: unknown, { limitBytes = 0, ...where }: RejectedRequest): ProblemResponse {
    const error = toProblemError(thrown, limitBytes)
    logRejection(this.#context.log, error, where)
    const response = toProblemResponse(error, where.requestId)
    return { ...response, headers: { ...response.headers, [REQUEST_ID_HEADER]: where.requestId } }
  }

  /** Records a finished request. */
  observe(request: IncomingMessage, finished: FinishedRequest): void {
    const { metrics, log, settings, tracing } = this.#context
    const { method, route, statusCode, seconds, requestId, principalId } = finished
    metrics.observe(method, route, statusCode, seconds)
    tracing?.served(request, finished)
    if (!settings.logsRequests) return
    const durationMs = Math.round(seconds * SECOND)
    log.info({ requestId, method, route, statusCode, durationMs, principalId }, 'request completed')
  }
}

interface FinishedRequest {
  readonly method: string
  /** The route's pattern, never a URL. */
  readonly route: string
  readonly statusCode: number
  readonly seconds: number
  readonly requestId: string
  /** null if the request was not authenticated. */
  readonly principalId: string | null
}

interface RejectedRequest {
  readonly requestId: string
  /** Absent if no request could be read. */
  readonly method?: string
  /** The route's pattern. */
  readonly route: string
  readonly limitBytes?: number
}
