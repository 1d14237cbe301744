import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { test } from 'node:test'
import { createLog } from '../kernel/log.ts'
import { limitSockets, type SocketLimits } from './limit-sockets.ts'

/** More than the kernel keeps for a connection. */
const RESPONSE = Buffer.alloc(16 * 1024 * 1024)
const NONE: SocketLimits = { maxStalledMs: 60_000, maxUnreadBytes: Infinity, maxConnections: 1000 }

interface Client {
  readonly socket: Socket
  readonly closed: Promise<unknown>
}

async function serve(limits: Partial<SocketLimits>, listener: RequestListener) {
  const server = createServer(listener)
  const log: string[] = []
  limitSockets(server, createLog('info', { write: (line) => void log.push(line) }), {
    ...NONE,
    ...limits,
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const sockets: Socket[] = []
  const connected = async (): Promise<Client> => {
    const socket = connect(port, '127.0.0.1')
    sockets.push(socket)
    socket.on('error', () => undefined)
    const closed = once(socket, 'close')
    await once(socket, 'connect')
    return { socket, closed }
  }
  return {
    log,
    connect: connected,
    /** A client that asks and does not read. */
    async ask(): Promise<Client> {
      const client = await connected()
      client.socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
      return client
    },
    connections: () =>
      new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count))),
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

test('a client that takes nothing of its response for too long is disconnected', async () => {
  const closed = Promise.withResolvers<boolean>()
  await using server = await serve({ maxStalledMs: 200 }, (_request, response) => {
    response.once('close', () => closed.resolve(response.writableFinished))
    response.end(RESPONSE)
  })
  await server.ask()
  assert.equal(await closed.promise, false)
})

test('nor may it take nothing of a later response on the same connection', async () => {
  const closed = Promise.withResolvers<boolean>()
  await using server = await serve({ maxStalledMs: 200 }, ({ url }, response) => {
    if (url === '/') return void response.end('small')
    response.once('close', () => closed.resolve(response.writableFinished))
    response.end(RESPONSE)
  })
  const { socket } = await server.ask()
  await once(socket, 'data')
  socket.pause()
  socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n')
  assert.equal(await closed.promise, false)
})

test('a client that asks for nothing is disconnected', async () => {
  await using server = await serve({ maxStalledMs: 200 }, () => assert.fail('asked'))
  const { closed } = await server.connect()
  await closed
})

test('a client whose response takes its time is not disconnected', async () => {
  await using server = await serve({ maxStalledMs: 200 }, (_request, response) => {
    setTimeout(() => response.end('the end'), 600)
  })
  const { socket } = await server.ask()
  let text = ''
  socket.on('data', (chunk: Buffer) => (text += String(chunk)))
  socket.once('close', () => assert.fail('disconnected'))
  while (!text.includes('the end')) await once(socket, 'data')
  socket.removeAllListeners('close')
})

test('when clients leave more unread than is allowed together, those with the most are disconnected', async () => {
  const closed: number[] = []
  const sent = [1, 4, 2]
  const enough = Promise.withResolvers<void>()
  let count = 0
  await using server = await serve({ maxUnreadBytes: 3.5 * RESPONSE.length }, (_request, response) => {
    const size = sent[count++] ?? 0
    response.once('close', () => {
      closed.push(size)
      enough.resolve()
    })
    for (let left = size; left > 0; left--) response.write(RESPONSE)
    response.end()
  })
  for (const _ of sent) await server.ask()
  await enough.promise
  assert.deepEqual(closed, [4])
  assert.equal(await server.connections(), 2)
})

test('more connections than are allowed are closed at once', async () => {
  await using server = await serve({ maxConnections: 2 }, (_request, response) => void response.end('x'))
  const [first, second, third] = [await server.ask(), await server.ask(), await server.ask()]
  await third.closed
  await Promise.all([first, second].map(({ socket }) => once(socket, 'data')))
  assert.equal(await server.connections(), 2)
  assert.deepEqual(
    server.log.map((line) => (JSON.parse(line) as { msg: string }).msg),
    ['too many connections: new ones are closed'],
  )
})
