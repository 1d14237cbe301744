import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect as openSocket, type Socket } from 'node:net'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'

async function pipeline(url: string, requests: readonly string[]): Promise<Socket> {
  const socket = openSocket(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(requests.map((lines) => `${lines}\r\nHost: 127.0.0.1\r\n\r\n`).join(''))
  return socket
}

const memory = (): number => {
  const { heapUsed, external } = process.memoryUsage()
  return (heapUsed + external) / 1024 / 1024
}

for (const path of ['/openapi.json', '/docs/email-marketing'])
  test(`clients that ask for ${path} again and again and do not read do not fill the memory`, async () => {
    await using world = await startWorld()
    const url = world.server.localUrl
    const whole = await (await fetch(url + path)).text()
    const before = memory()
    const sockets = await Promise.all(
      Array.from({ length: 20 }, () =>
        pipeline(
          url,
          Array.from({ length: 30 }, () => `GET ${path} HTTP/1.1`),
        ),
      ),
    )
    await Promise.all(sockets.map((socket) => once(socket, 'readable')))
    assert.equal((await fetch(`${url}/healthz`)).status, 200)
    const grown = memory() - before
    assert.ok(grown < 60, `${grown.toFixed()} MB more`)
    // Who reads after all gets everything, in order.
    const [first, ...others] = sockets
    for (const socket of others) socket.destroy()
    assert.ok(first)
    let received = 0
    while (received < 30 * whole.length) received += ((await once(first, 'data')) as [Buffer])[0].length
    first.destroy()
  })

test('pipelined requests of all kinds are answered in their order', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const authorization = `authorization: Bearer ${world.secretKey}`
  const socket = await pipeline(world.server.localUrl, [
    `GET /v1/proxy/${id}/3.0/ping HTTP/1.1\r\n${authorization}`,
    `POST /v1/connections/${id}/token HTTP/1.1\r\n${authorization}\r\ncontent-length: 0`,
    `GET /v1/connections/${id} HTTP/1.1\r\n${authorization}`,
    'GET /nowhere HTTP/1.1',
    `POST /v1/connections/${id}/token HTTP/1.1\r\n${authorization}\r\ncontent-type: application/json\r\ncontent-length: 26\r\nConnection: close`,
  ])
  socket.write('{"minValiditySeconds": 60}')
  let text = ''
  for await (const chunk of socket) text += String(chunk)
  const kinds = /"health_status"|"accessToken"|"id":"conn_|"code":"not_found"/g
  assert.deepEqual(
    [...text.matchAll(kinds)].map(([kind]) => kind),
    ['"health_status"', '"accessToken"', '"id":"conn_', '"code":"not_found"', '"accessToken"'],
    text,
  )
})
