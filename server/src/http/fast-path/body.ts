import type { IncomingMessage } from 'node:http'
import { ByteBuffer } from '../../outbound/byte-buffer.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { MAX_BUFFERED_BODY_BYTES } from '../../kernel/limits.ts'
import type { BodyAllowance } from '../body-budget.ts'

/** Reads a small body whole. @throws ProblemError request_too_large */
export async function readSmallBody(request: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const body = new ByteBuffer()
  for await (const chunk of chunksOf(request)) {
    if (body.size + chunk.length > limitBytes)
      throw new ProblemError('request_too_large', { facts: { limitBytes } })
    body.append(chunk)
  }
  return body.bytes()
}

/** Reads the whole body if its allowance has room for it; otherwise returns a stream. @throws ProblemError request_too_large */
export async function readAhead(
  chunks: AsyncGenerator<Buffer, undefined>,
  { allowance, limitBytes }: { readonly allowance: BodyAllowance; readonly limitBytes: number },
): Promise<Buffer | AsyncIterable<Uint8Array>> {
  const ahead = new ByteBuffer()
  while (ahead.size <= MAX_BUFFERED_BODY_BYTES && allowance.allows(ahead.size)) {
    const { done, value } = await chunks.next()
    if (done) return ahead.bytes()
    if (ahead.size + value.length > limitBytes)
      throw new ProblemError('request_too_large', { facts: { limitBytes } })
    ahead.append(value)
  }
  return limited(joined(ahead.bytes(), chunks), limitBytes)
}

/** The chunks of a body. A reader that stops early does not close the connection, which the response still needs. */
export function chunksOf(request: IncomingMessage): AsyncGenerator<Buffer, undefined> {
  return request.iterator({ destroyOnReturn: false }) as AsyncGenerator<Buffer, undefined>
}

async function* joined(first: Uint8Array, rest: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  yield first
  yield* rest
}

async function* limited(body: AsyncIterable<Uint8Array>, limitBytes: number): AsyncIterable<Uint8Array> {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > limitBytes) throw new ProblemError('request_too_large', { facts: { limitBytes } })
    yield chunk
  }
}
