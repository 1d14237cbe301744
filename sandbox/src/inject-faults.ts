import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './faults.ts'
import { enlargeIds, parseWithOwnIds } from './large-ids.ts'
import { hostAndPath } from './host-and-path.ts'
import { recordFault, recordProviderResponse } from './record-requests.ts'
import type { World } from './world.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route sends email. */
    sends?: boolean
  }
}

const DEFAULT_DELAY_MS = 1000
const OVERSIZED_BYTES = 1024 * 1024

/** Applies the faults of the world to requests to simulated providers. */
export function injectFaults(server: FastifyInstance, world: World): void {
  const faults = new WeakMap<FastifyRequest, Fault>()

  parseWithOwnIds(server, world)
  server.addHook('preHandler', async (request, reply) => {
    const { host, path } = hostAndPath(request.url)
    if (host === '_sandbox') return
    const fault = world.faults.apply({ method: request.method, host, path })
    if (!fault) return
    faults.set(request, fault)
    recordFault(request, fault.kind)
    await applyBeforeHandler(fault, reply)
  })
  server.addHook('onSend', async (request, reply, payload) => {
    const fault = faults.get(request)
    if (!fault) return payload
    if (fault.kind === 'slow_body') await sleep(fault.delayMs ?? DEFAULT_DELAY_MS)
    const change = RESPONSE_CHANGES[fault.kind]
    if (!change) return payload
    recordProviderResponse(request, reply.statusCode, payload)
    return change({ fault, reply, payload })
  })
}

/** Faults that keep the operation from taking effect. */
async function applyBeforeHandler(fault: Fault, reply: FastifyReply): Promise<void> {
  if (fault.kind === 'connection_reset') {
    reply.hijack()
    reply.raw.destroy()
  }
  if (fault.kind === 'timeout') {
    reply.hijack()
    if (fault.delayMs) setTimeout(() => reply.raw.destroy(), fault.delayMs).unref()
  }
  if (fault.kind === 'answer')
    await reply
      .code(fault.status ?? 200)
      .type(fault.contentType ?? 'application/json')
      .serializer(String)
      .send(fault.body ?? '')
  if (fault.kind === 'status') {
    if (fault.retryAfter) reply.header('retry-after', fault.retryAfter)
    await reply.code(fault.status ?? 503).send('')
  }
}

interface Change {
  readonly fault: Fault
  readonly reply: FastifyReply
  readonly payload: unknown
}

/** Faults that replace or lose the response after the operation has taken effect: what is sent instead of `payload`. */
const RESPONSE_CHANGES: Readonly<Partial<Record<Fault['kind'], (change: Change) => unknown>>> = {
  invalid_json: ({ payload }) => String(payload).slice(0, -2),
  html_body: ({ reply }) => {
    reply.type('text/html')
    return '<!doctype html><title>Be right back</title><h1>We are down for maintenance</h1>'
  },
  oversized_body: () => JSON.stringify({ padding: 'x'.repeat(OVERSIZED_BYTES), access_token: 'too-big' }),
  replaced_body: ({ fault, reply }) => {
    if (fault.contentType) reply.type(fault.contentType)
    return fault.body ?? ''
  },
  lost_response: ({ reply }) => {
    reply.hijack()
    reply.raw.destroy()
    return ''
  },
  large_ids: ({ payload }) => (typeof payload === 'string' ? enlargeIds(payload) : payload),
}
