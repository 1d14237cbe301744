import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'
import { ProblemError } from '../kernel/errors.ts'
import { toError } from '../kernel/to-error.ts'
import type { ClientTransfer } from '../outbound/slow-transfers.ts'
import { UNCOUNTED_BYTES, type BodyAllowance } from './body-budget.ts'
import { networkOf } from './client-address.ts'
import type { RouteContext } from './route-context.ts'

/** Reads bodies within the budget: a body without room waits, and is rejected if there is none soon. */
export function budgetBodies(
  server: FastifyInstance,
  { bodyBudget, clientAddress }: Pick<RouteContext, 'bodyBudget' | 'clientAddress'>,
): void {
  server.addHook('preParsing', (request, reply, payload, done) => {
    if (isSmall(request)) return done(null, payload)
    const who = request.principal?.principalId ?? `from ${networkOf(clientAddress(request.raw))}`
    const body = new BudgetedBody(request.raw, bodyBudget.allowance(who, reply.raw))
    reply.raw.once('close', () => body.discard())
    done(null, body)
  })
}

function isSmall({ headers }: FastifyRequest): boolean {
  return headers['transfer-encoding'] === undefined && !(Number(headers['content-length']) > UNCOUNTED_BYTES)
}

/**
 * The body of a request while it arrives. Its reader keeps all of it, so a chunk counts before it is passed on. If reading ends early, the
 * rest is discarded as it arrives: a client that is cut off while it sends does not see the response.
 */
class BudgetedBody extends Readable implements ClientTransfer {
  readonly #request: IncomingMessage
  readonly #allowance: BodyAllowance
  #unwatch: (() => void) | undefined
  #isBegun = false
  #isDiscarded = false
  byteCount = 0
  isWaiting = false

  constructor(request: IncomingMessage, allowance: BodyAllowance) {
    super()
    this.#request = request
    this.#allowance = allowance
  }

  giveWay(): void {
    this.destroy(new ProblemError('request_timeout'))
  }

  /** Nothing to do: its reader takes everything at once. */
  override _read(): void {
    if (this.#isBegun) return
    this.#isBegun = this.isWaiting = true
    this.#request.on('data', (chunk: Buffer) => void this.#receive(chunk))
    this.#request.once('end', () => this.#end())
    this.#request.once('error', (error) => this.destroy(error))
  }

  override _destroy(error: Error | null, callback: (error: Error | null) => void): void {
    this.discard()
    callback(error)
  }

  discard(): void {
    this.#isDiscarded = true
    this.#stopWaiting()
  }

  #stopWaiting(): void {
    this.isWaiting = false
    this.#unwatch?.()
  }

  async #receive(chunk: Buffer): Promise<void> {
    if (this.#isDiscarded) return
    this.byteCount += chunk.length
    if (!this.#allowance.allows(this.byteCount) && !(await this.#getRoom())) return
    if (this.byteCount > UNCOUNTED_BYTES) this.#unwatch ??= this.#allowance.watch(this)
    this.push(chunk)
  }

  async #getRoom(): Promise<boolean> {
    this.#request.pause()
    this.isWaiting = false
    try {
      await this.#allowance.waitFor(this.byteCount)
      return (this.isWaiting = !this.#isDiscarded)
    } catch (error) {
      this.destroy(toError(error))
      return false
    } finally {
      this.#request.resume()
    }
  }

  #end(): void {
    this.#stopWaiting()
    this.push(null)
  }
}
