import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { Agent } from 'undici'
import { LateError, sendSmall, TooLargeError, type SmallExchangeLimits } from './small-exchange.ts'

const LIMITS: SmallExchangeLimits = { timeoutMs: 30_000, maxBytes: 1000 }

/** A server, and a client with one connection to it. */
async function open(listener: RequestListener) {
  const server = createServer(listener)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const agent = new Agent({ connections: 1 })
  return {
    server,
    send: (path: string, limits: Partial<SmallExchangeLimits> = {}) =>
      sendSmall(agent, { origin, path, method: 'POST', body: 'x' }, { ...LIMITS, ...limits }),
    async [Symbol.asyncDispose]() {
      await agent.destroy()
      server.closeAllConnections()
      await once(server.close(), 'close')
    },
  }
}

test('a request that waits for a connection ends with its own timeout, and is never sent', async () => {
  const asked: string[] = []
  const arrived = Promise.withResolvers<void>()
  const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
  await using opened = await open(({ url = '' }, response) => {
    asked.push(url)
    arrived.resolve()
    void answered.then(() => response.end('the end'))
  })
  const first = opened.send('/first')
  await arrived.promise
  await assert.rejects(opened.send('/second', { timeoutMs: 50 }), LateError)
  answer()
  assert.equal((await first).text, 'the end')
  assert.equal((await opened.send('/third')).status, 200)
  assert.deepEqual(asked, ['/first', '/third'])
})

test('of a response that is too large, the rest is not read, or it is an error', async () => {
  await using opened = await open((_request, response) => {
    response.writeHead(418, { 'retry-after': '7' })
    for (let written = 0; written < 3; written++) response.write('é'.repeat(400))
  })
  await assert.rejects(opened.send('/'), TooLargeError)
  const { status, headers, text } = await opened.send('/', { truncates: true })
  assert.deepEqual([status, headers['retry-after'], text], [418, '7', 'é'.repeat(500)])
  // The response that never ends keeps no connection.
  assert.equal((await opened.send('/', { truncates: true })).status, 418)
})
