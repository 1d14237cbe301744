import { ProblemError } from '../kernel/errors.ts'
import type { AbortCallback } from '../outbound/abortable.ts'
import { ByteBuffer } from '../outbound/byte-buffer.ts'
import type { CallSlot } from '../outbound/rate-limiter.ts'
import type { ResponseFlow, ResponseHeaders, ResponseSink } from '../outbound/streamed-request.ts'
import type { UsableCredential } from '../tokens/access-tokens.ts'
import { getAnotherCredential } from './get-another-credential.ts'
import { ClientReading } from './client-reading.ts'
import type { AdmittedWrite } from './guard-write.ts'
import type { ProxyCall } from './proxy-call.ts'
import { returnedHeaders } from './proxy-headers.ts'
import { isBusy, judgeBusy, type NotRetried } from './retry-policy.ts'
import { sendCall, type CallSink } from './send-call.ts'

/** Error responses are small; a larger one is streamed, not held. */
const MAX_HELD_BYTES = 64 * 1024

const LEAVING_TOGETHER_MS = 100

/** The flow of a held response, which is passed on whole. */
const UNPAUSED: ResponseFlow = { resume: () => undefined, cut: () => undefined }

/** A response that is held until it is known whether the call is sent again. */
interface Held {
  readonly headers: ResponseHeaders
  readonly body: ByteBuffer
  /** null if the provider rejected the credential. */
  readonly waitMs: number | null
}

/**
 * The response of a forwarded call: passed on, or held and the call sent again. A class, because closures for each call would cost more
 * than the rest of it.
 */
export class CallResponse implements CallSink {
  readonly #call: ProxyCall
  readonly #answer: ResponseSink
  #credential: UsableCredential | undefined
  #slot: CallSlot | undefined
  #admitted: AdmittedWrite | undefined
  #refreshed = false
  #retries = 0
  #busyRetries = 0
  #waitedMs = 0
  #status = 0
  #held: Held | undefined
  #reading: ClientReading | undefined

  constructor(call: ProxyCall, answer: ResponseSink) {
    this.#call = call
    this.#answer = answer
  }

  sending(credential: UsableCredential, slot: CallSlot, admitted: AdmittedWrite | undefined): void {
    this.#credential = credential
    this.#slot = slot
    this.#admitted = admitted
    this.#reading = undefined
  }

  /** The credential of the call that was sent last. */
  get #used(): UsableCredential {
    if (!this.#credential) throw new Error('no call was sent')
    return this.#credential
  }

  get isAborted(): boolean {
    return this.#answer.isAborted
  }

  setAbortCallback(aborted: AbortCallback | null): void {
    this.#answer.setAbortCallback(aborted)
  }

  head(status: number, headers: ResponseHeaders): void {
    const { provider } = this.#used
    // A gateway may give up on a write that the server behind it still completes.
    if (status >= 500 && status !== 503) this.#admitted?.expireLater()
    else this.#admitted?.release()
    this.#admitted = undefined
    this.#status = status
    const returned = returnedHeaders(headers, this.#used)
    const busy = isBusy(status) ? judgeBusy(status, headers, this.#tried()) : undefined
    if (provider.api.unauthorizedStatuses.includes(status) && !this.#refreshed) this.#hold(returned, null)
    else if (busy && 'waitMs' in busy) this.#hold(returned, busy.waitMs)
    else this.#passHead(returned, busy?.notRetried)
  }

  #tried() {
    const { method } = this.#call.request
    const retries = this.#busyRetries
    return { method, kept: this.#isKept(), retries, waitedMs: this.#waitedMs, random: Math.random() }
  }

  #isKept(): boolean {
    const { body } = this.#call.request
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

  data(chunk: Uint8Array, flow: ResponseFlow): boolean {
    const held = this.#held
    const { record } = this.#call.request
    if (record) record.responseBytes += chunk.length
    if (!held) return this.#pass(chunk, flow)
    held.body.append(chunk)
    if (held.body.size > MAX_HELD_BYTES) this.#passOn()
    return true
  }

  #pass(chunk: Uint8Array, flow: ResponseFlow): boolean {
    const reading = (this.#reading ??= new ClientReading(flow))
    reading.byteCount += chunk.length
    reading.isWaiting = !this.#answer.data(chunk, reading)
    if (reading.isWaiting) this.#slot?.watch(reading)
    return !reading.isWaiting
  }

  end(): void {
    this.#slot?.release()
    this.#call.request.record?.ended()
    const held = this.#held
    if (!held) this.#end()
    else if (this.#answer.isAborted) this.#reject(new ProblemError('request_canceled'))
    else if (held.waitMs === null) void this.#refreshAndRetry()
    else this.#waitAndRetry(held.waitMs)
  }

  fail(error: ProblemError): void {
    this.#admitted?.expireLater()
    this.#admitted = undefined
    this.#call.request.record?.ended()
    const slot = this.#slot
    // Clients that disconnect together are noticed one by one: the next one in the queue may be gone too.
    if (slot && this.#answer.isAborted) setTimeout(() => slot.release(), LEAVING_TOGETHER_MS)
    else slot?.release()
    this.#reject(error)
  }

  #end(): void {
    this.#count(this.#status < 400)
    this.#answer.end()
  }

  #reject(error: ProblemError): void {
    this.#count(false)
    this.#answer.fail(error)
  }

  /** A call that was sent counts once, however often it was retried. */
  #count(isAnswered: boolean): void {
    const { context, principal } = this.#call
    const { connection, credential } = this.#used
    const answered = credential === 'oauth' ? connection.tokenSetVersion : credential
    context.usage.count('call.forwarded', principal, connection.id, isAnswered ? answered : null)
  }

  async #refreshAndRetry(): Promise<void> {
    this.#refreshed = true
    const { context } = this.#call
    const another = await getAnotherCredential(context, this.#used).catch((error: unknown) => {
      const { id: connectionId } = this.#used.connection
      context.log.warn({ err: error, connectionId }, 'no other credential after a rejected call')
      return undefined
    })
    if (!another) this.#finish()
    else if (!this.#isKept()) this.#finish('body_not_kept')
    else this.#sendAgain(another)
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
      this.#reject(new ProblemError('request_canceled'))
    }
    this.#answer.setAbortCallback({ onAbort: aborted })
  }

  #sendAgain(credential: UsableCredential): void {
    this.#held = undefined
    this.#retries++
    const { record } = this.#call.request
    if (record) record.retryCount++
    try {
      sendCall(this.#call, credential, this)?.catch((error: unknown) => this.#reject(toProblem(error)))
    } catch (error) {
      this.#reject(toProblem(error))
    }
  }

  #finish(notRetried?: NotRetried): void {
    this.#passOn(notRetried)
    this.#end()
  }

  /** Passes the held response on unchanged. */
  #passOn(notRetried?: NotRetried): void {
    const held = this.#held
    this.#held = undefined
    if (!held) return
    this.#passHead(held.headers, notRetried)
    if (held.body.size > 0) this.#answer.data(held.body.bytes(), UNPAUSED)
  }
}

function toProblem(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError('internal_error', { cause: error })
}
