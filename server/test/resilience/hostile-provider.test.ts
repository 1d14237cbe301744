import assert from 'node:assert/strict'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { createServer, type AddressInfo } from 'node:net'
import { test } from 'node:test'
import { createOutbound } from '../../src/outbound/create-outbound.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/** Answers every connection with these bytes, whatever it was asked, and closes it. */
async function answering(bytes: string): Promise<AsyncDisposable & { url: string }> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => socket.end(Buffer.from(bytes, 'utf8')))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const ANSWERS: readonly [what: string, bytes: string][] = [
  ['a status below 100', 'HTTP/1.1 099 Odd\r\ncontent-length: 2\r\n\r\nok'],
  ['a status of 999', 'HTTP/1.1 999 Odd\r\ncontent-length: 2\r\n\r\nok'],
  ['a header beyond latin-1', 'HTTP/1.1 200 OK\r\nx-name: Ada’s – Bäckerei ✉\r\ncontent-length: 2\r\n\r\nok'],
  ['two lengths', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok'],
  ['less than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 200\r\n\r\nok'],
  ['more than announced', 'HTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\nok and more'],
  ['an upgrade', 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n'],
  ['a hundred thousand bytes of headers', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}\r\n\r\n`],
  ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
  ['nothing', ''],
]

test('a provider that speaks nonsense harms one call and nothing else', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (const [what, bytes] of ANSWERS) {
    await using provider = await answering(bytes)
    const { outbound } = world.server.context
    const { stream } = outbound
    // The same adapter, aimed at the odd provider: only the address differs.
    const odd = createOutbound({ sandboxUrl: provider.url, timeoutMs: 1000 })
    Object.assign(outbound, { stream: odd.stream })
    const status = await callProxy(world.client, id, 'GET', '/3.0/ping').then(
      async (answer) => {
        await answer.text().catch(() => 'cut off')
        return answer.status
      },
      () => 0,
    )
    assert.ok([0, 200, 502, 999].includes(status), `${what}: ${status}`)
    Object.assign(outbound, { stream })
    await odd.close()
    assert.equal((await callProxy(world.client, id, 'GET', '/3.0/ping')).status, 200, `after ${what}`)
  }
})
