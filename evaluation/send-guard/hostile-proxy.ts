import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { poisoned, type Poison } from './poison.ts'

/** A proxy between a server and its providers that changes responses. */
export interface HostileProxy extends AsyncDisposable {
  readonly url: string
  /** URL of the providers. */
  target: string
  /** undefined: every response is passed on as it is. */
  poison: Poison | undefined
}

/** Starts a proxy on a free port. */
export async function startHostileProxy(): Promise<HostileProxy> {
  const state: { target: string; poison: Poison | undefined } = { target: '', poison: undefined }
  const server = createServer((request, response) => void pass(state, request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  })
}

async function pass(
  { target, poison }: Pick<HostileProxy, 'target' | 'poison'>,
  asked: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const to = forward(new URL(asked.url ?? '/', target), {
    method: asked.method,
    headers: { ...asked.headers, 'accept-encoding': 'identity' },
  })
  to.on('error', () => response.destroy())
  to.on('response', (answered) => {
    const parts: Buffer[] = []
    answered.on('data', (part: Buffer) => parts.push(part))
    answered.on('end', () => {
      const { status, body } = poisoned(poison, asked, {
        status: answered.statusCode ?? 502,
        body: Buffer.concat(parts),
        type: answered.headers['content-type'] ?? '',
      })
      const { 'transfer-encoding': _chunked, ...headers } = answered.headers
      response.writeHead(status, { ...headers, 'content-length': body.length }).end(body)
    })
  })
  asked.pipe(to)
}
