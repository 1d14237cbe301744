import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { ProblemError } from '../kernel/errors.ts'
import { builtInProviders } from '../providers/index.ts'
import { abortableOf } from './abortable.ts'
import { createOutbound } from './create-outbound.ts'
import type { CallLease } from './streamed-request.ts'

interface Given {
  readonly client?: AbortController
  readonly lease?: CallLease
  /** Called when the response has begun. */
  readonly begun?: () => void
}

/** Streams one call to a provider. @returns what was counted, and the code of the error */
async function stream(
  t: TestContext,
  provider: RequestListener,
  { client = new AbortController(), lease, begun = () => undefined }: Given = {},
) {
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
      { ...call, body: null, timeoutMs: 5000, graceMs: 0, lease },
      Object.assign(abortableOf(client.signal), {
        head: begun,
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
  const { counted, code } = await stream(t, () => client.abort(), { client })
  assert.deepEqual({ counted, code }, { counted: ['request_canceled'], code: 'request_canceled' })
})

test('nothing is sent under a lease that may end', async (t) => {
  let requestCount = 0
  const lease: CallLease = {
    assertMayBegin: () => {
      throw new ProblemError('campaign_busy')
    },
    leftMs: () => 5000,
  }
  const { code } = await stream(
    t,
    (_request, response) => {
      requestCount++
      response.end()
    },
    { lease },
  )
  assert.deepEqual({ code, requestCount }, { code: 'campaign_busy', requestCount: 0 })
})

test('a call is broken off at the end of its lease, and not while that is extended', async (t) => {
  const left = [20, 20, 20, 0]
  const lease = { assertMayBegin: () => undefined, leftMs: () => left.shift() ?? 0 }
  const { code } = await stream(t, () => undefined, { lease })
  assert.deepEqual({ code, left }, { code: 'provider_timeout', left: [] })
})

test('a response that has begun needs no lease', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const left = [50]
  const lease = { assertMayBegin: () => undefined, leftMs: () => left.shift() ?? 0 }
  let end = (): void => assert.fail()
  const inTwoParts: RequestListener = (_request, response) => {
    response.write('begun')
    end = () => response.end()
  }
  const begun = (): void => {
    t.mock.timers.tick(51)
    end()
  }
  const { code } = await stream(t, inTwoParts, { lease, begun })
  assert.deepEqual({ code, left }, { code: 'ended', left: [] })
})
