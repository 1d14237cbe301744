import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import type { IncomingMessage } from 'node:http'
import { forwardRequest } from '../../core/forward-request.ts'
import type { ForwardCaller } from '../../core/ports.ts'
import { HubError } from '../../errors.ts'
import { callerOf } from '../authentication.ts'
import type { Context } from '../context.ts'

const PREFIX = '/v1/proxy/'

/** Calls forwarded to the platform, streamed both ways without being held in memory. */
export function proxyRoutes({ ports, door, turns, usage, settings }: Context): FastifyPluginAsync {
  return async (server) => {
    server.removeAllContentTypeParsers()
    server.addContentTypeParser('*', (_request, _payload, done) => done(null))
    server.route<{ Params: { id: string } }>({
      method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
      url: `${PREFIX}:id/*`,
      config: { right: 'proxy' },
      schema: { tags: ['proxy'], summary: 'Forward a call to the platform' },
      handler: async (request, reply) => {
        const { id } = request.params
        const body = bodyOf(request.raw, settings.maxBodyBytes)
        const path = (request.raw.url ?? '').slice(PREFIX.length + id.length)
        const { method, rawHeaders } = request.raw
        await forwardRequest(
          ports,
          { door, turns, usage },
          callerOf(request),
          { connectionId: id, method: method ?? 'GET', path, rawHeaders, body },
          answerTo(reply),
        ).catch((error: unknown) => {
          // Once the answer has begun, an error can only be told by cutting it off.
          if (!reply.raw.headersSent) throw error
          request.log.warn({ err: error, instance: request.id }, 'a forwarded answer was cut off')
          reply.raw.destroy()
        })
        return reply
      },
    })
  }
}

/** null for requests without a body. @throws HubError body_too_large, at once when the length is announced */
function bodyOf(raw: IncomingMessage, limitBytes: number): AsyncIterable<Uint8Array> | null {
  const { 'content-length': length, 'transfer-encoding': encoding } = raw.headers
  if (length === undefined && encoding === undefined) return null
  if (Number(length) > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
  return limited(raw, limitBytes)
}

async function* limited(body: AsyncIterable<Uint8Array>, limitBytes: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
    yield chunk
  }
}

function answerTo(reply: FastifyReply): ForwardCaller {
  const { raw } = reply
  const gone = new AbortController()
  raw.once('close', () => gone.abort())
  return {
    signal: gone.signal,
    head(status, headers) {
      reply.hijack()
      raw.writeHead(status, headers)
    },
    data(chunk, resume) {
      const more = raw.write(chunk)
      if (!more) raw.once('drain', resume)
      return more
    },
    end: () => void raw.end(),
  }
}
