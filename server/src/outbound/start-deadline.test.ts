import assert from 'node:assert/strict'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import { Worker } from 'node:worker_threads'
import { builtInProviders } from '../providers/index.ts'
import { createOutbound } from './create-outbound.ts'
import type { Outbound } from './outbound.ts'
import type { Provider } from '../providers/provider.ts'

const TIMEOUT_MS = 300
const URL = 'https://us21.api.mailchimp.com/3.0/'

/** A provider with a thread of its own. It says when it has a request, responds when it is told to, and says when that is on its way. */
const PROVIDER = `
  const { createServer } = require('node:http')
  const { parentPort, workerData: sent } = require('node:worker_threads')
  const server = createServer((request, response) => {
    if (request.url.endsWith('/never')) return
    parentPort.postMessage('received')
    parentPort.once('message', () => response.end('the response', () => { Atomics.store(sent, 0, 1) }))
  }).listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port))
`

interface Scene {
  readonly outbound: Outbound
  readonly provider: Provider
  /** Stands still, as a suspended process does, until the response is there and the timeout is over. */
  standStill(): Promise<void>
}

async function startScene(t: TestContext): Promise<Scene> {
  const sent = new Int32Array(new SharedArrayBuffer(4))
  const worker = new Worker(PROVIDER, { eval: true, workerData: sent })
  const [port] = (await once(worker, 'message')) as [number]
  const outbound = createOutbound({ sandboxUrl: `http://127.0.0.1:${port}`, timeoutMs: TIMEOUT_MS })
  t.after(async () => {
    await outbound.close()
    await worker.terminate()
  })
  return {
    outbound,
    provider: builtInProviders().get('mailchimp') ?? assert.fail(),
    async standStill() {
      await once(worker, 'message')
      worker.postMessage('respond')
      const until = performance.now() + TIMEOUT_MS
      // The loop does not run: neither the timer nor the socket is looked at. It ends without a response, too: the test fails then.
      const isSent = (): boolean => Atomics.load(sent, 0) === 1
      while (performance.now() <= until || (!isSent() && performance.now() <= until + 10_000));
    },
  }
}

test('a response that has arrived while the process stood still is read, although the timeout is over', async (t) => {
  const { outbound, provider, standStill } = await startScene(t)
  const asked = outbound.request(provider, URL, { method: 'GET', headers: {} })
  await standStill()
  assert.equal((await asked).text, 'the response')
})

test('so is that of a streamed call', async (t) => {
  const { outbound, provider, standStill } = await startScene(t)
  const ended = new Promise<string>((resolve) => {
    const call = { apiBaseUrl: 'https://us21.api.mailchimp.com', path: '/3.0/', headers: [], method: 'GET' }
    outbound.stream(
      provider,
      { ...call, body: null, timeoutMs: TIMEOUT_MS, graceMs: 0 },
      {
        isAborted: false,
        setAbortCallback: () => undefined,
        head: () => undefined,
        data: () => true,
        end: () => resolve('ended'),
        fail: ({ code }) => resolve(code),
      },
    )
  })
  await standStill()
  assert.equal(await ended, 'ended')
})

test('a response that does not come is waited for no longer than the timeout', async (t) => {
  const { outbound, provider } = await startScene(t)
  const asked = outbound.request(provider, `${URL}never`, { method: 'GET', headers: {} })
  await assert.rejects(asked, { code: 'provider_timeout' })
})
