import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { builtInProviders } from '../providers/index.ts'
import { abortableOf } from './abortable.ts'
import { createOutbound } from './create-outbound.ts'

/** Streams one call to a provider. @returns what was counted, and the code of the error */
async function stream(t: TestContext, provider: RequestListener, client = new AbortController()) {
  const server = createServer(provider).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const counted: (number | string)[] = []
  const outbound = createOutbound({
    sandboxUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    timeoutMs: 5000,
    countOutbound: (_host, status) => void counted.push(status),
  })
  t.after(async () => {
    await outbound.close()
    server.closeAllConnections()
    server.close()
  })
  const call = { apiBaseUrl: 'https://us21.api.mailchimp.com', path: '/3.0/', headers: [], method: 'GET' }
  const mailchimp = builtInProviders().get('mailchimp') ?? assert.fail()
  const code = await new Promise<string>((resolve) => {
    outbound.stream(
      mailchimp,
      { ...call, body: null, timeoutMs: 5000, graceMs: 0 },
      Object.assign(abortableOf(client.signal), {
        head: () => undefined,
        data: () => true,
        end: () => resolve('ended'),
        fail: (error: { code: string }) => resolve(error.code),
      }),
    )
  })
  return { counted, code }
}

test('a response that breaks off is counted once, by its status', async (t) => {
  const { counted, code } = await stream(t, (_request, response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('half', () => response.destroy())
  })
  assert.deepEqual({ counted, code }, { counted: [200], code: 'provider_unavailable' })
})

test('a client that disconnects is not a failure of the provider', async (t) => {
  const client = new AbortController()
  const { counted, code } = await stream(t, () => client.abort(), client)
  assert.deepEqual({ counted, code }, { counted: ['request_canceled'], code: 'request_canceled' })
})
