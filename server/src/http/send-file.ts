import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'

/** Sends an export as a file that browsers save. Its lines are generated as fast as the client reads them; HEAD generates none. */
export function sendFile(
  reply: FastifyReply,
  name: string,
  format: 'csv' | 'jsonl',
  lines: Iterable<string> | AsyncIterable<string>,
): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      'content-disposition': `attachment; filename="${name}.${format}"`,
    })
    .type(format === 'csv' ? 'text/csv; charset=utf-8' : 'application/jsonl; charset=utf-8')
    .send(Readable.from(reply.request.method === 'HEAD' ? [] : lines))
}
