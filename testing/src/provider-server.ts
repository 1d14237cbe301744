import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { createOutbound } from '../../server/src/outbound/create-outbound.ts'
import type { TestWorld } from './world.ts'

/** A provider with responses of the test, for forwarded calls. */
export interface ProviderServer extends AsyncDisposable {
  /** Received requests, oldest first. */
  readonly requests: { readonly method: string; readonly url: string; body: string; readonly at: number }[]
  /** The maximum of concurrent requests. */
  readonly most: number
}

export async function startProviderServer(
  world: TestWorld,
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<ProviderServer> {
  const requests: ProviderServer['requests'] = []
  let running = 0
  let most = 0
  const listener: RequestListener = (request, response) => {
    most = Math.max(most, ++running)
    response.once('close', () => running--)
    const { method = '', url = '' } = request
    const seen = { method, url, body: '', at: performance.now() }
    requests.push(seen)
    request.setEncoding('utf8')
    request.on('data', (chunk: string) => (seen.body += chunk))
    request.on('end', () => answer(request, response, seen.body))
  }
  const server = createServer({ keepAliveTimeout: 60_000 }, listener)
  const url = await listen(server)
  const back = aim(world, url)
  return {
    requests,
    get most() {
      return most
    },
    async [Symbol.asyncDispose]() {
      await back()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A provider with responses that the test writes byte by byte. */
export async function startRawProviderServer(
  world: TestWorld,
  serve: (socket: Socket) => void,
): Promise<AsyncDisposable & { readonly connections: number }> {
  const sockets = new Set<Socket>()
  const server = createSocketServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    serve(socket)
  })
  const back = aim(world, await listen(server))
  return {
    get connections() {
      return sockets.size
    },
    async [Symbol.asyncDispose]() {
      await back()
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/**
 * Sends outbound calls to another URL.
 * @returns a function that undoes it
 */
function aim(world: TestWorld, url: string): () => Promise<void> {
  const { outbound } = world.server.context
  const { stream } = outbound
  const elsewhere = createOutbound({ sandboxUrl: url, timeoutMs: 5000 })
  Object.assign(outbound, { stream: elsewhere.stream })
  return async () => {
    Object.assign(outbound, { stream })
    await elsewhere.close()
  }
}
