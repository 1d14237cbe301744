import type { Dispatcher } from 'undici'
import { ByteBuffer } from './byte-buffer.ts'
import { isLostIdleConnection } from './is-lost-idle-connection.ts'
import { startDeadline } from './start-deadline.ts'
import type { ResponseHeaders } from './streamed-request.ts'

/** A response that is read whole. */
export interface WholeResponse {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<ResponseHeaders>
  readonly text: string
}

export interface SmallExchangeLimits {
  /** From connecting to the last byte. */
  readonly timeoutMs: number
  readonly maxBytes: number
  /** Whether the rest of a larger response is left unread; otherwise it is an error. */
  readonly truncates?: boolean
}

export class LateError extends Error {
  override readonly name = 'LateError'
}

export class TooLargeError extends Error {
  override readonly name = 'TooLargeError'
}

/**
 * Sends one small request with undici's dispatcher, which takes a third of the CPU of `request`. Redirects are not followed.
 * @throws LateError, TooLargeError, or the error of the connection
 */
export function sendSmall(
  dispatcher: Dispatcher,
  options: Dispatcher.DispatchOptions,
  limits: SmallExchangeLimits,
): Promise<WholeResponse> {
  return new Promise((resolve, reject) => {
    new SmallExchange(limits, resolve, reject).send(dispatcher, options)
  })
}

class SmallExchange implements Dispatcher.DispatchHandler {
  readonly #limits: SmallExchangeLimits
  readonly #resolve: (response: WholeResponse) => void
  readonly #reject: (reason: Error) => void
  readonly #deadline: NodeJS.Timeout
  readonly #body = new ByteBuffer()
  #status = 0
  #headers: ResponseHeaders = {}
  #controller: Dispatcher.DispatchController | undefined
  #cut: Error | undefined
  #isOver = false
  /** How to send the request again; undefined once that is not allowed. */
  #again: { readonly dispatcher: Dispatcher; readonly options: Dispatcher.DispatchOptions } | undefined

  constructor(
    limits: SmallExchangeLimits,
    resolve: (response: WholeResponse) => void,
    reject: (reason: Error) => void,
  ) {
    this.#limits = limits
    this.#resolve = resolve
    this.#reject = reject
    this.#deadline = startDeadline(endLate, limits.timeoutMs, this)
  }

  send(dispatcher: Dispatcher, options: Dispatcher.DispatchOptions): void {
    this.#again = { dispatcher, options }
    dispatcher.dispatch(options, this)
  }

  cut(reason: Error): void {
    if (this.#isOver) return
    this.#cut = reason
    if (this.#controller) this.#controller.abort(reason)
    // It waits for a connection: nothing was sent, and nothing will be.
    else this.#fail(reason)
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller
    if (this.#isOver) controller.abort(new Error('aborted before the start'))
  }

  onResponseStart(
    _controller: Dispatcher.DispatchController,
    status: number,
    headers: ResponseHeaders,
  ): void {
    this.#again = undefined
    // Interim responses (RFC 9110 section 15.2) are skipped.
    if (status < 200) return
    this.#status = status
    this.#headers = headers
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    const { maxBytes, truncates = false } = this.#limits
    const room = maxBytes - this.#body.size
    if (chunk.length <= room) this.#body.append(chunk)
    else if (truncates) {
      this.#body.append(chunk.subarray(0, room))
      this.#succeed()
      controller.abort(new TooLargeError('the rest is not read'))
    } else this.cut(new TooLargeError(`the response is over ${maxBytes} bytes`))
  }

  onResponseEnd(): void {
    this.#succeed()
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    const again = this.#again
    this.#again = undefined
    if (again && !this.#cut && isLostIdleConnection(error, again.options)) {
      this.#controller = undefined
      again.dispatcher.dispatch(again.options, this)
      return
    }
    this.#fail(this.#cut ?? error)
  }

  #succeed(): void {
    this.#end()
    this.#resolve({ status: this.#status, headers: this.#headers, text: this.#body.toString() })
  }

  #fail(reason: Error): void {
    this.#end()
    this.#reject(reason)
  }

  #end(): void {
    clearTimeout(this.#deadline)
    this.#isOver = true
  }
}

function endLate(exchange: SmallExchange): void {
  exchange.cut(new LateError('the timeout is over'))
}
