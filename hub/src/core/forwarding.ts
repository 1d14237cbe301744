import { HubError } from '../errors.ts'
import { SECOND } from '../time.ts'
import type { Gone } from './abortable.ts'
import { assertCallAllowed } from './assert-call-allowed.ts'
import { judgeBusy, type NotRetried } from './busy-answer.ts'
import { ByteBuffer } from './byte-buffer.ts'
import { callLane } from './call-lane.ts'
import type { Caller } from './caller.ts'
import type { FreshToken } from './fresh-token.ts'
import { outgoingHeaders, returnedHeaders } from './forwarded-headers.ts'
import type { ForwardParts, ForwardRequest } from './forward-request.ts'
import { nameApp } from './name-app.ts'
import { ownPath } from './own-path.ts'
import type { AnswerHeaders, ForwardCaller } from './ports.ts'
import { readProxyPath } from './proxy-path.ts'
import type { Turn } from './turns.ts'

/** What a refusal says is small; a larger one is passed on as it comes. */
const MOST_HELD_BYTES = 64 * 1024

const LEAVING_TOGETHER_MS = 100

/** An answer that is held back, until it is known whether asking again does better. */
interface Held {
  readonly headers: AnswerHeaders
  readonly body: ByteBuffer
  /** null: the credential was refused. */
  readonly waitMs: number | null
}

/** One forwarded call, from the queue to the answer. A class, since a closure for each of its methods and each call would cost more than the rest of it. */
export class Forwarding implements ForwardCaller {
  readonly #parts: ForwardParts
  readonly #caller: Caller
  readonly #request: ForwardRequest
  readonly #answer: ForwardCaller
  #fresh: FreshToken | undefined
  #turn: Turn | undefined
  #renewed = false
  #retries = 0
  #busyRetries = 0
  #waitedMs = 0
  #status = 0
  #held: Held | undefined

  constructor(parts: ForwardParts, caller: Caller, request: ForwardRequest, answer: ForwardCaller) {
    this.#parts = parts
    this.#caller = caller
    this.#request = request
    this.#answer = answer
  }

  send(fresh: FreshToken): Promise<void> | void {
    const { connection, provider } = fresh
    const { method } = this.#request
    const path = ownPath(fresh.apiBaseUrl, this.#request.path)
    assertCallAllowed(this.#caller, connection, provider, { method, path: readProxyPath(path) })
    this.#assertPresent()
    if (this.#retries === 0) this.#parts.usage.count('proxy.called', this.#caller, connection.id)
    const { account, appId } = connection
    const lane = callLane(this.#parts.turns, provider, { accountId: account.id, appId })
    this.#fresh = fresh
    const turn = lane.take(this)
    return turn instanceof Promise
      ? turn.then((turn) => this.#dispatch(fresh, path, turn))
      : this.#dispatch(fresh, path, turn)
  }

  #dispatch({ provider, authorization, apiBaseUrl, app }: FreshToken, path: string, turn: Turn): void {
    const { method, rawHeaders, body, graceMs = 0 } = this.#request
    this.#turn = turn
    try {
      this.#assertPresent()
      this.#parts.ports.outbound.forward(
        provider,
        {
          method,
          apiBaseUrl,
          path: nameApp(provider, path, app),
          headers: outgoingHeaders(rawHeaders, authorization.reveal(), provider.api.requestHeaders),
          body,
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

  /** @throws HubError request_cancelled */
  #assertPresent(): void {
    if (this.#answer.isGone) throw new HubError('request_cancelled')
  }

  get isGone(): boolean {
    return this.#answer.isGone
  }

  onGone(gone: Gone | null): void {
    this.#answer.onGone(gone)
  }

  head(status: number, headers: AnswerHeaders): void {
    const { provider, credential } = this.#fresh as FreshToken
    this.#status = status
    const returned = returnedHeaders(headers, credential)
    const busy = status === 429 || status === 503 ? judgeBusy(status, headers, this.#tried()) : undefined
    if (status === provider.api.unauthorizedStatus && !this.#renewed) this.#hold(returned, null)
    else if (busy && 'waitMs' in busy) this.#hold(returned, busy.waitMs)
    else this.#passHead(returned, busy?.because)
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

  #hold(headers: AnswerHeaders, waitMs: number | null): void {
    this.#held = { headers, body: new ByteBuffer(), waitMs }
  }

  #passHead(headers: AnswerHeaders, because?: NotRetried): void {
    if (this.#retries > 0 || because) headers['letterlock-retries'] = String(this.#retries)
    if (because) headers['letterlock-not-retried'] = because
    this.#answer.head(this.#status, headers)
  }

  data(chunk: Uint8Array, resume: () => void): boolean {
    const held = this.#held
    if (!held) return this.#answer.data(chunk, resume)
    held.body.append(chunk)
    if (held.body.size > MOST_HELD_BYTES) this.#passOn()
    return true
  }

  end(): void {
    this.#turn?.release()
    const held = this.#held
    if (!held) {
      const { connection } = this.#fresh as FreshToken
      if (this.#status < 400) this.#parts.usage.answered(connection.id)
      this.#answer.end()
    } else if (this.#answer.isGone) this.#answer.fail(new HubError('request_cancelled'))
    else if (held.waitMs === null) void this.#renewAndGoOn()
    else this.#waitAndGoOn(held.waitMs)
  }

  fail(error: HubError): void {
    const turn = this.#turn
    // Callers who leave together are seen to leave one after the other: the next in line may be about to.
    if (turn && this.#answer.isGone) setTimeout(() => turn.release(), LEAVING_TOGETHER_MS)
    else turn?.release()
    this.#answer.fail(error)
  }

  async #renewAndGoOn(): Promise<void> {
    this.#renewed = true
    const better = await this.#renew().catch((error: unknown) => {
      this.#parts.ports.log.warn({ err: error }, 'what a refusal means could not be found out')
      return undefined
    })
    if (!better) this.#finish()
    else if (!this.#isKept()) this.#finish('body_not_kept')
    else this.#sendAgain(better)
  }

  /** A credential that the platform has not refused just now, if there is one. */
  async #renew(): Promise<FreshToken | undefined> {
    const { door, refresher, checker, patienceMs } = this.#parts
    const refused = this.#fresh as FreshToken
    const { id, workspaceId, renewal } = refused.connection
    if (refused.credential === 'oauth' && renewal !== 'never')
      await refresher.refresh(refused.connection, { patienceMs, refused: true })
    else await checker.check({ scope: { workspaceId, owner: null }, id, actor: 'system' })
    door.forget(id)
    const better = await door.freshToken(workspaceId, id)
    return isAnother(better, refused) ? better : undefined
  }

  #waitAndGoOn(waitMs: number): void {
    this.#busyRetries++
    this.#waitedMs += waitMs
    const timer = setTimeout(() => {
      this.#answer.onGone(null)
      this.#sendAgain(this.#fresh as FreshToken)
    }, waitMs)
    const gone = (): void => {
      clearTimeout(timer)
      this.#answer.fail(new HubError('request_cancelled'))
    }
    this.#answer.onGone({ gone })
  }

  #sendAgain(fresh: FreshToken): void {
    this.#held = undefined
    this.#retries++
    try {
      this.send(fresh)?.catch((error: unknown) => this.#answer.fail(error as HubError))
    } catch (error) {
      this.#answer.fail(error as HubError)
    }
  }

  #finish(because?: NotRetried): void {
    this.#passOn(because)
    this.#answer.end()
  }

  /** The platform's own words. */
  #passOn(because?: NotRetried): void {
    const held = this.#held
    this.#held = undefined
    if (!held) return
    this.#passHead(held.headers, because)
    if (held.body.size > 0) this.#answer.data(held.body.bytes(), () => undefined)
  }
}

function isAnother(better: FreshToken, refused: FreshToken): boolean {
  return (
    better.credential !== refused.credential ||
    better.connection.generation !== refused.connection.generation ||
    better.apiBaseUrl !== refused.apiBaseUrl
  )
}
