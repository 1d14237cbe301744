import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { serveInTurn } from './serve-in-turn.ts'

async function serve(listener: RequestListener) {
  const server = createServer(serveInTurn(listener))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    async pipeline(count: number) {
      const socket = connect(port, '127.0.0.1').on('error', () => undefined)
      await once(socket, 'connect')
      const asked = Array.from({ length: count }, (_, index) => `GET /${index} HTTP/1.1\r\nHost: x\r\n\r\n`)
      socket.write(asked.join(''))
      return socket
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

test('a pipelined request begins when the response before it has been sent, whatever takes how long', async () => {
  let open = 0
  await using server = await serve((request, response) => {
    assert.equal(open++, 0, `${request.url} begins before its turn`)
    response.once('close', () => open--)
    const end = (): void => void response.end(`<${request.url}>`)
    if (Number(request.url?.slice(1)) % 3 === 0) setTimeout(end, 5)
    else end()
  })
  const socket = await server.pipeline(30)
  let text = ''
  while (!text.includes('</29>')) text += String(((await once(socket, 'data')) as [Buffer])[0])
  assert.deepEqual(
    [...text.matchAll(/<\/(\d+)>/g)].map(([, number]) => Number(number)),
    Array.from({ length: 30 }, (_, index) => index),
  )
  socket.destroy()
})

test('a client that sends requests without end is disconnected; those that wait never begin', async () => {
  const begun: unknown[] = []
  await using server = await serve((request, response) => {
    begun.push(request.url)
    // It is never answered.
    response.once('close', () => undefined)
  })
  const socket = await server.pipeline(500)
  await once(socket, 'close')
  assert.deepEqual(begun, ['/0'])
})

test('a client that disconnects takes its waiting requests with it', async () => {
  const begun: unknown[] = []
  const closed = Promise.withResolvers<void>()
  await using server = await serve((request, response) => {
    begun.push(request.url)
    response.once('close', closed.resolve)
  })
  const socket = await server.pipeline(10)
  while (begun.length === 0) await new Promise((resolve) => setImmediate(resolve))
  socket.destroy()
  await closed.promise
  await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(begun, ['/0'])
})
