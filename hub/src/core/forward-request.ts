import type { HubError } from '../errors.ts'
import { SECOND } from '../time.ts'
import { assertCallAllowed } from './assert-call-allowed.ts'
import { callLane } from './call-lane.ts'
import type { Caller } from './caller.ts'
import type { Checker } from './check-connection.ts'
import { MIN_VALID_MS, type FreshToken, type TokenDoor } from './fresh-token.ts'
import { outgoingHeaders, returnedHeaders } from './forwarded-headers.ts'
import { nameApp } from './name-app.ts'
import type { AnswerHeaders, ForwardCaller, Gone, Ports } from './ports.ts'
import { readProxyPath } from './proxy-path.ts'
import type { Refresher } from './refresher.ts'
import type { Lane, Turns } from './turns.ts'
import type { UsageCounter } from './usage.ts'

export interface ForwardParts {
  readonly ports: Ports
  readonly door: TokenDoor
  readonly refresher: Refresher
  readonly checker: Checker
  readonly turns: Turns
  readonly usage: UsageCounter
  /** How long a caller waits for a renewal. */
  readonly patienceMs: number
}

export interface ForwardRequest {
  readonly connectionId: string
  readonly method: string
  /** With its query, as it stood in the request. */
  readonly path: string
  /** Name, value, name, value, …: as they came. */
  readonly rawHeaders: readonly string[]
  /** A body that is whole can be sent again; one that streams cannot. */
  readonly body: Buffer | AsyncIterable<Uint8Array> | null
}

/**
 * Forwards one call to the platform, authorized, and streams the answer. What the call needs is looked up in the
 * provider's table and must be allowed by the person; the host is the account's own and no other. A refused credential
 * is renewed or checked, once, and the call sent once more; then the platform's answer is passed on as it is.
 * @throws HubError connection_not_found, disconnected, access_not_allowed, missing_right, proxy_path_refused,
 *   proxy_path_unknown, platform_busy, platform_timeout, platform_unreachable, renewal_failing, renewal_under_way
 */
export function forwardRequest(
  parts: ForwardParts,
  caller: Caller,
  request: ForwardRequest,
  answer: ForwardCaller,
): Promise<void> | void {
  const { door } = parts
  const { workspaceId } = caller
  const forwarding = new Forwarding(parts, caller, request, answer)
  // A hot connection needs no promise; with one for each step a call would cost a third more.
  const fresh = door.remembered(workspaceId, request.connectionId, MIN_VALID_MS)
  return fresh
    ? forwarding.send(fresh)
    : door.freshToken(workspaceId, request.connectionId).then((fresh) => forwarding.send(fresh))
}

/** What a refusal says is small; a larger one is passed on as it comes. */
const MOST_REFUSAL_BYTES = 64 * 1024

/** A class, since a closure for each of its methods and each call would cost more than the rest of it. */
class Forwarding implements ForwardCaller {
  readonly #parts: ForwardParts
  readonly #caller: Caller
  readonly #request: ForwardRequest
  readonly #answer: ForwardCaller
  #fresh: FreshToken | undefined
  #lane: Lane | undefined
  #again = false
  #status = 0
  /** A refusal, held back until it is known whether another credential does better. */
  #refusal: { headers: AnswerHeaders; chunks: Uint8Array[]; size: number } | undefined

  constructor(parts: ForwardParts, caller: Caller, request: ForwardRequest, answer: ForwardCaller) {
    this.#parts = parts
    this.#caller = caller
    this.#request = request
    this.#answer = answer
  }

  send(fresh: FreshToken): Promise<void> | void {
    const { connection, provider } = fresh
    const { method, path } = this.#request
    assertCallAllowed(this.#caller, connection, provider, { method, path: readProxyPath(path) })
    if (!this.#again) this.#parts.usage.count('proxy.called', this.#caller, connection.id)
    const { account, appId } = connection
    const lane = callLane(this.#parts.turns, provider, { accountId: account.id, appId })
    this.#fresh = fresh
    this.#lane = lane
    const turn = lane.take()
    return turn ? turn.then(() => this.#dispatch(fresh)) : this.#dispatch(fresh)
  }

  #dispatch({ provider, authorization, apiBaseUrl, app }: FreshToken): void {
    const { method, path, rawHeaders, body } = this.#request
    this.#parts.ports.outbound.forward(
      provider,
      {
        method,
        apiBaseUrl,
        path: nameApp(provider, path, app),
        headers: outgoingHeaders(rawHeaders, authorization.reveal(), provider.api.requestHeaders),
        body,
        timeoutMs: provider.api.timeoutSeconds * SECOND,
      },
      this,
    )
  }

  onGone(gone: Gone): void {
    this.#answer.onGone(gone)
  }

  head(status: number, headers: AnswerHeaders): void {
    const { provider, credential } = this.#fresh as FreshToken
    this.#status = status
    const returned = returnedHeaders(headers, credential)
    if (status === provider.api.unauthorizedStatus && !this.#again)
      this.#refusal = { headers: returned, chunks: [], size: 0 }
    else this.#answer.head(status, returned)
  }

  data(chunk: Uint8Array, resume: () => void): boolean {
    const refusal = this.#refusal
    if (!refusal) return this.#answer.data(chunk, resume)
    refusal.chunks.push(chunk)
    refusal.size += chunk.length
    if (refusal.size > MOST_REFUSAL_BYTES) this.#passOn()
    return true
  }

  end(): void {
    this.#lane?.end()
    if (this.#refusal) {
      this.#renew().then(
        (better) => (better ? this.#sendAgain(better) : this.#finish()),
        (error: unknown) => {
          this.#parts.ports.log.warn({ err: error }, 'what a refusal means could not be found out')
          this.#finish()
        },
      )
      return
    }
    const { connection } = this.#fresh as FreshToken
    if (this.#status < 400) this.#parts.usage.answered(connection.id)
    this.#answer.end()
  }

  fail(error: HubError): void {
    this.#lane?.end()
    this.#answer.fail(error)
  }

  /** A credential that the platform has not refused just now, if there is one and the call can be sent again. */
  async #renew(): Promise<FreshToken | undefined> {
    const { door, refresher, checker, patienceMs } = this.#parts
    const refused = this.#fresh as FreshToken
    const { id, workspaceId, renewal } = refused.connection
    if (refused.credential === 'oauth' && renewal !== 'never')
      await refresher.refresh(refused.connection, { patienceMs, refused: true })
    else await checker.check({ scope: { workspaceId, owner: null }, id, actor: 'system' })
    door.forget(id)
    const { body } = this.#request
    if (body !== null && !Buffer.isBuffer(body)) return undefined
    const better = await door.freshToken(workspaceId, id)
    return isAnother(better, refused) ? better : undefined
  }

  #sendAgain(better: FreshToken): void {
    this.#refusal = undefined
    this.#again = true
    try {
      this.send(better)?.catch((error: unknown) => this.#answer.fail(error as HubError))
    } catch (error) {
      this.#answer.fail(error as HubError)
    }
  }

  #finish(): void {
    this.#passOn()
    this.#answer.end()
  }

  /** The platform's own words. */
  #passOn(): void {
    const refusal = this.#refusal
    this.#refusal = undefined
    if (!refusal) return
    this.#answer.head(this.#status, refusal.headers)
    if (refusal.size > 0) this.#answer.data(Buffer.concat(refusal.chunks), () => undefined)
  }
}

function isAnother(better: FreshToken, refused: FreshToken): boolean {
  return (
    better.credential !== refused.credential ||
    better.connection.generation !== refused.connection.generation ||
    better.apiBaseUrl !== refused.apiBaseUrl
  )
}
