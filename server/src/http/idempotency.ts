import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { beginOnce, finishOnce, releaseOnce, type HeldKey } from '../idempotency/idempotency.ts'
import { invalidRequest } from '../kernel/errors.ts'
import { isRepeatable } from '../kernel/is-repeatable.ts'
import { principalOf } from './authentication.ts'
import { connectionOfRequest, connectionOfResponse } from './connection-of.ts'
import type { RouteContext } from './route-context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** false for a POST that changes nothing or is safe to repeat: `Idempotency-Key` is ignored. */
    idempotencyKey?: false
  }
  interface FastifyRequest {
    heldKey: HeldKey | null
  }
}

/** Response headers that are replayed. */
const KEPT_HEADERS = ['content-type', 'cache-control'] as const

/**
 * Supports `Idempotency-Key` on every POST route, unless its `config` opts out. Only an authorized and valid request takes its key, so a
 * rejected request can be corrected and sent with the same key. An error that asks to retry frees the key.
 */
export function honorIdempotencyKeys(server: FastifyInstance, context: RouteContext): void {
  server.decorateRequest('heldKey', null)
  server.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.routeOptions.config.idempotencyKey === false) return
    const key = idempotencyKeyOf(request.raw)
    if (key === undefined) return
    const { method, url, body } = request
    const asking = JSON.stringify([method, url, body])
    const asked = { key, request: asking, connectionId: connectionOfRequest(request) }
    const begun = await beginOnce(context, principalOf(request), asked)
    if (begun.first) {
      request.heldKey = begun.held
      return
    }
    const { status, headers, body: text } = begun.answer
    reply.code(status).headers(headers).header('idempotent-replayed', 'true')
    return text === '' ? reply.send() : reply.serializer(String).send(text)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const { heldKey: held, problem, log } = request
    if (!held) return payload
    request.heldKey = null
    const logFailure = (error: unknown): void =>
      log.error({ err: error }, 'storing the response of an Idempotency-Key failed')
    if (problem && isRepeatable(problem)) {
      await releaseOnce(context, held).catch(logFailure)
      return payload
    }
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name)
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
    const body = typeof payload === 'string' ? payload : ''
    const answer = { status: reply.statusCode, headers, body }
    const failure = await finishOnce(context, held, {
      answer,
      connectionId: connectionOfResponse(request, body),
    })
    if (failure !== undefined) logFailure(failure)
    return payload
  })
}

const MAX_KEY_LENGTH = 255
/** Visible ASCII, or a quoted string (RFC 8941 section 3.3.3). */
const KEY = /^(?:"(?<quoted>[\x20-\x21\x23-\x5b\x5d-\x7e]+)"|(?<bare>[\x21\x23-\x7e]+))$/

/**
 * The key of a request; undefined if it has none.
 * @throws ProblemError invalid_request
 */
function idempotencyKeyOf({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct['idempotency-key']
  if (!given) return undefined
  const { quoted, bare } = KEY.exec(given[0] ?? '')?.groups ?? {}
  const key = quoted ?? bare
  if (given.length > 1 || key === undefined || key.length > MAX_KEY_LENGTH)
    throw invalidRequest({
      header: 'Idempotency-Key',
      detail: `Idempotency-Key must occur once, with 1 to ${MAX_KEY_LENGTH} visible ASCII characters, such as a UUID.`,
    })
  return key
}
