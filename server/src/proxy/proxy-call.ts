import type { CallRecord } from '../calls/call-record.ts'
import { ProblemError, aboutProvider } from '../kernel/errors.ts'
import { SECOND } from '../kernel/time.ts'
import type { AbortCallback } from '../outbound/abortable.ts'
import { assertCallAllowed } from './assert-call-allowed.ts'
import { judgeBusy, type NotRetried } from './retry-policy.ts'
import { ByteBuffer } from '../outbound/byte-buffer.ts'
import { providerQueue } from '../outbound/provider-queue.ts'
import type { Principal } from '../workspaces/principal.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import { outgoingHeaders, returnedHeaders } from './proxy-headers.ts'
import type { ProxyContext } from './context.ts'
import { callPath } from '../workspaces/call-path.ts'
import { ownPath } from './own-path.ts'
import type { ResponseHeaders, ResponseSink } from '../outbound/streamed-request.ts'
import { readProxyPath } from './proxy-path.ts'
import type { CallSlot } from '../outbound/rate-limiter.ts'

/** Error responses are small; a larger one is streamed without being held. */
const MAX_HELD_BYTES = 64 * 1024

const LEAVING_TOGETHER_MS = 100

/** A response that is held until it is known whether the call is sent again. */
interface Held {
  readonly headers: ResponseHeaders
  readonly body: ByteBuffer
  /** null if the provider rejected the credential. */
  readonly waitMs: number | null
}

export interface ProxyRequest {
  readonly connectionId: string
  readonly method: string
  /** Path with query as in the request. An absolute URL of the account's own API follows the first slash. */
  readonly path: string
  /** Alternating names and values, as received. */
  readonly rawHeaders: readonly string[]
  /** A buffer can be sent again, a stream cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
  /** Milliseconds that a sent call may continue after a disconnect. Absent: it is aborted. */
  readonly graceMs?: number
  /** Called before a call that changes or sends a campaign; rejects while a campaign of the connection is sent. */
  readonly assertCampaignsFree?: (connectionId: string) => Promise<void>
  /** Where the call is noted for the log. */
  readonly record?: CallRecord | null
}

/** One forwarded call, from the queue to the response. A class, because closures for each call would cost more than the rest of it. */
export class ProxyCall implements ResponseSink {
  readonly #context: ProxyContext
  readonly #principal: Principal
  readonly #request: ProxyRequest
  readonly #answer: ResponseSink
  #fresh: UsableCredential | undefined
  #turn: CallSlot | undefined
  #refreshed = false
  #retries = 0
  #busyRetries = 0
  #waitedMs = 0
  #status = 0
  #held: Held | undefined

  constructor(context: ProxyContext, principal: Principal, request: ProxyRequest, answer: ResponseSink) {
    this.#context = context
    this.#principal = principal
    this.#request = request
    this.#answer = answer
  }

  send(fresh: UsableCredential): Promise<void> | void {
    try {
      return this.#send(fresh)
    } catch (error) {
      throw aboutProvider(error, fresh.provider)
    }
  }

  #send(fresh: UsableCredential): Promise<void> | void {
    const { connection, provider } = fresh
    const { method, assertCampaignsFree, record } = this.#request
    // Known to exist in the principal's workspace only now.
    if (record) record.connectionId = connection.id
    const path = ownPath(fresh.apiBaseUrl, this.#request.path)
    const call = { method, path: readProxyPath(path) }
    const permission = assertCallAllowed(this.#principal, connection, provider, call)
    if (assertCampaignsFree && (permission === 'campaigns:write' || permission === 'campaigns:send'))
      return assertCampaignsFree(connection.id).then(() => this.#enqueue(fresh, path, call.path))
    return this.#enqueue(fresh, path, call.path)
  }

  /** @param calledPath decoded, without query */
  #enqueue(fresh: UsableCredential, path: string, calledPath: string): Promise<void> | void {
    const { connection, provider } = fresh
    this.#assertPresent()
    if (this.#retries === 0) this.#context.usage.count('call.forwarded', this.#principal, connection.id)
    const { account, oauthAppId } = connection
    const queue = providerQueue(this.#context.rateLimiter, provider, {
      accountId: account.id,
      oauthAppId,
      path: calledPath,
    })
    this.#fresh = fresh
    const turn = queue.acquire(this)
    return turn instanceof Promise
      ? turn.then((turn) => this.#dispatch(fresh, path, turn))
      : this.#dispatch(fresh, path, turn)
  }

  #dispatch(
    { provider, placed, apiBaseUrl, app, credential }: UsableCredential,
    path: string,
    turn: CallSlot,
  ): void {
    const { method, rawHeaders, body, graceMs = 0, record } = this.#request
    this.#turn = turn
    try {
      this.#assertPresent()
      this.#context.outbound.stream(
        provider,
        {
          method,
          apiBaseUrl,
          path: callPath(provider, path, { app, placed }),
          headers: outgoingHeaders(rawHeaders, placed, provider.api.allowedRequestHeaders),
          body: record ? record.sent(body, credential) : body,
          timeoutMs: provider.api.timeoutSeconds * SECOND,
          graceMs,
        },
        this,
      )
    } catch (error) {
      turn.release()
      throw error
    }
  }

  /** The credential of the call that was sent last. */
  get #used(): UsableCredential {
    if (!this.#fresh) throw new Error('no call was sent')
    return this.#fresh
  }

  /** @throws ProblemError request_canceled */
  #assertPresent(): void {
    if (this.#answer.isAborted) throw new ProblemError('request_canceled')
  }

  get isAborted(): boolean {
    return this.#answer.isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#answer.setAbortCallback(aborted)
  }

  head(status: number, headers: ResponseHeaders): void {
    const { provider, credential } = this.#used
    this.#status = status
    const returned = returnedHeaders(headers, credential)
    const busy = status === 429 || status === 503 ? judgeBusy(status, headers, this.#tried()) : undefined
    if (provider.api.unauthorizedStatuses.includes(status) && !this.#refreshed) this.#hold(returned, null)
    else if (busy && 'waitMs' in busy) this.#hold(returned, busy.waitMs)
    else this.#passHead(returned, busy?.notRetried)
  }

  #tried() {
    const { method } = this.#request
    const retries = this.#busyRetries
    return { method, kept: this.#isKept(), retries, waitedMs: this.#waitedMs, random: Math.random() }
  }

  #isKept(): boolean {
    const { body } = this.#request
    return body === null || Buffer.isBuffer(body)
  }

  #hold(headers: ResponseHeaders, waitMs: number | null): void {
    this.#held = { headers, body: new ByteBuffer(), waitMs }
  }

  #passHead(headers: ResponseHeaders, notRetried?: NotRetried): void {
    if (this.#retries > 0 || notRetried) headers['letterlock-retries'] = String(this.#retries)
    if (notRetried) headers['letterlock-not-retried'] = notRetried
    this.#answer.head(this.#status, headers)
  }

  data(chunk: Uint8Array, resume: () => void): boolean {
    const held = this.#held
    const { record } = this.#request
    if (record) record.responseBytes += chunk.length
    if (!held) return this.#answer.data(chunk, resume)
    held.body.append(chunk)
    if (held.body.size > MAX_HELD_BYTES) this.#passOn()
    return true
  }

  end(): void {
    this.#turn?.release()
    this.#request.record?.ended()
    const held = this.#held
    if (!held) {
      const { connection } = this.#used
      if (this.#status < 400) this.#context.usage.answered(connection.id)
      this.#answer.end()
    } else if (this.#answer.isAborted) this.#answer.fail(new ProblemError('request_canceled'))
    else if (held.waitMs === null) void this.#refreshAndRetry()
    else this.#waitAndRetry(held.waitMs)
  }

  fail(error: ProblemError): void {
    this.#request.record?.ended()
    const turn = this.#turn
    // Clients that disconnect together are noticed one by one: the next in the queue may be gone too.
    if (turn && this.#answer.isAborted) setTimeout(() => turn.release(), LEAVING_TOGETHER_MS)
    else turn?.release()
    this.#answer.fail(error)
  }

  async #refreshAndRetry(): Promise<void> {
    this.#refreshed = true
    const better = await this.#refreshCredential().catch((error: unknown) => {
      this.#context.log.warn({ err: error }, 'classifying an error response failed')
      return undefined
    })
    if (!better) this.#finish()
    else if (!this.#isKept()) this.#finish('body_not_kept')
    else this.#sendAgain(better)
  }

  /** Returns a credential that the provider has not just rejected, if there is one. */
  async #refreshCredential(): Promise<UsableCredential | undefined> {
    const { accessTokens, refreshCoordinator, checker, waitTimeoutMs } = this.#context
    const refused = this.#used
    const { id, workspaceId, refreshType } = refused.connection
    if (refused.credential === 'oauth' && refreshType !== 'none')
      await refreshCoordinator.refresh(refused.connection, { waitTimeoutMs, refused: true })
    else
      await checker.check({
        access: { workspaceId, endUserId: null, connectionIds: null },
        id,
        actor: 'system',
      })
    accessTokens.forget(id)
    const better = await accessTokens.getAccessToken(workspaceId, id)
    return isAnother(better, refused) ? better : undefined
  }

  #waitAndRetry(waitMs: number): void {
    this.#busyRetries++
    this.#waitedMs += waitMs
    const timer = setTimeout(() => {
      this.#answer.setAbortCallback(null)
      this.#sendAgain(this.#used)
    }, waitMs)
    const aborted = (): void => {
      clearTimeout(timer)
      this.#answer.fail(new ProblemError('request_canceled'))
    }
    this.#answer.setAbortCallback({ onAbort: aborted })
  }

  #sendAgain(fresh: UsableCredential): void {
    this.#held = undefined
    this.#retries++
    const { record } = this.#request
    if (record) record.retryCount++
    try {
      this.send(fresh)?.catch((error: unknown) => this.#answer.fail(toProblem(error)))
    } catch (error) {
      this.#answer.fail(toProblem(error))
    }
  }

  #finish(notRetried?: NotRetried): void {
    this.#passOn(notRetried)
    this.#answer.end()
  }

  /** Passes the held response on unchanged. */
  #passOn(notRetried?: NotRetried): void {
    const held = this.#held
    this.#held = undefined
    if (!held) return
    this.#passHead(held.headers, notRetried)
    if (held.body.size > 0) this.#answer.data(held.body.bytes(), () => undefined)
  }
}

function toProblem(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('internal_error', { cause: error })
}

function isAnother(better: UsableCredential, refused: UsableCredential): boolean {
  return better.token.reveal() !== refused.token.reveal() || better.apiBaseUrl !== refused.apiBaseUrl
}
