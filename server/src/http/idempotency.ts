import type { FastifyInstance } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { beginOnce, finishOnce } from '../idempotency/idempotency.ts'
import type { IdempotencyClaim } from '../idempotency/idempotency-repository.ts'
import { invalidRequest } from '../kernel/errors.ts'
import { callerOf } from './authentication.ts'
import type { Context } from './context.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** false: a POST that changes nothing, or that a repeat cannot harm; `Idempotency-Key` is then ignored. */
    idempotencyKey?: false
  }
  interface FastifyRequest {
    idempotencyClaim: IdempotencyClaim | null
  }
}

/** Of an answer, what is repeated with it. */
const KEPT_HEADERS = ['content-type', 'cache-control'] as const

/**
 * Every POST below honours `Idempotency-Key`, unless its `config` says no. Only a request that is allowed and valid takes
 * its key; a refusal before that may be mended and sent again with the same one.
 */
export function honourIdempotencyKeys(server: FastifyInstance, { ports }: Pick<Context, 'ports'>): void {
  server.decorateRequest('idempotencyClaim', null)
  server.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.routeOptions.config.idempotencyKey === false) return
    const key = idempotencyKeyOf(request.raw)
    if (key === undefined) return
    const { method, url, body } = request
    const asked = { key, request: JSON.stringify([method, url, body]) }
    const begun = await beginOnce(ports, callerOf(request), asked)
    if (begun.first) {
      request.idempotencyClaim = begun.claim
      return
    }
    const { status, headers, body: text } = begun.answer
    reply.code(status).headers(headers).header('idempotent-replayed', 'true')
    return text === '' ? reply.send() : reply.serializer(String).send(text)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const { idempotencyClaim: claim, log } = request
    if (!claim) return payload
    request.idempotencyClaim = null
    const headers = Object.fromEntries(
      KEPT_HEADERS.flatMap((name) => {
        const value = reply.getHeader(name)
        return value === undefined ? [] : [[name, String(value)]]
      }),
    )
    const body = typeof payload === 'string' ? payload : ''
    await finishOnce(ports, claim, { status: reply.statusCode, headers, body }).catch((error: unknown) =>
      log.error({ err: error }, 'the answer to an Idempotency-Key could not be kept'),
    )
    return payload
  })
}

const LONGEST_KEY = 255
/** Visible ASCII; as a string of RFC 8941, section 3.3.3, also between quotation marks. */
const KEY = /^(?:"(?<quoted>[\x20-\x21\x23-\x5b\x5d-\x7e]+)"|(?<bare>[\x21\x23-\x7e]+))$/

/** undefined when there is none. @throws HubError invalid_request */
function idempotencyKeyOf({ headersDistinct }: IncomingMessage): string | undefined {
  const given = headersDistinct['idempotency-key']
  if (!given) return undefined
  const { quoted, bare } = KEY.exec(given[0] ?? '')?.groups ?? {}
  const key = quoted ?? bare
  if (given.length > 1 || key === undefined || key.length > LONGEST_KEY)
    throw invalidRequest({
      header: 'Idempotency-Key',
      detail: `Idempotency-Key is one text of 1 to ${LONGEST_KEY} visible ASCII characters, such as a UUID.`,
    })
  return key
}
