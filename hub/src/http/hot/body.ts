import type { IncomingMessage } from 'node:http'
import { HubError } from '../../errors.ts'

/** The whole body, when it is small. @throws HubError body_too_large */
export async function readSmallBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limitBytes) throw new HubError('body_too_large', { facts: { limitBytes } })
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
