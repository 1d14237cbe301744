import assert from 'node:assert/strict'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { startSandbox } from '../src/sandbox.ts'

interface Asked {
  readonly method?: string
  readonly path?: string
  readonly headers: Readonly<Record<string, string>>
}

/** As a browser sends it: `fetch` sends no `Host` and no `Origin` of ours. */
const ask = (url: string, { method = 'GET', path = '/_sandbox/clock', headers }: Asked) =>
  new Promise<{ status: number; body: string }>((resolve, reject) => {
    request(url + path, { method, headers }, (response) =>
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject),
    )
      .on('error', reject)
      .end()
  })

test('a page that reaches the sandbox under a public name of its own reads nothing', async () => {
  await using sandbox = await startSandbox({ allowedHosts: ['Sandbox.Bakery.example'] })
  const plain = ['/_sandbox/', '/_sandbox/requests', '/_sandbox/state', '/_sandbox/worlds', '/_sandbox?x']
  const paths = [...plain, '/%5Fsandbox/requests', '/_sandb%6fx/state', '/%5fSANDBOX', '/_sandbox#x']
  for (const host of ['evil.example', 'EVIL.example:80', '127.0.0.1.evil.example', 'localhost.evil.example'])
    for (const path of paths) {
      const { status, body } = await ask(sandbox.url, { path, headers: { host } })
      assert.equal(status, 403, `${host}${path}`)
      assert.match(body, /is not known as “.*evil\.example”: .*--allowed-host/)
    }
  const known = ['127.0.0.1', '[::1]:4401', 'localhost:4401', 'red.localhost', 'sandbox', 'sandbox.local', '']
  for (const host of [...known, 'host.docker.internal', 'login.mailchimp.com', 'sandbox.bakery.example'])
    assert.notEqual((await ask(sandbox.url, { headers: { host } })).status, 403, host)
})

test('a page of another site changes nothing; the sandbox’s own does', async () => {
  await using sandbox = await startSandbox()
  const { host } = new URL(sandbox.url)
  const reset = (headers: Asked['headers']) =>
    ask(sandbox.url, { method: 'POST', path: '/_sandbox/reset', headers: { host, ...headers } })
  sandbox.world.faults.add({ kind: 'timeout' })
  for (const origin of ['http://evil.example', 'null', `http://evil.example:${host.split(':')[1]}`, 'x'])
    assert.match((await reset({ origin })).body, /must not change this sandbox/)
  const name = 'login.mailchimp.com'
  assert.equal((await reset({ origin: `http://${host}.evil.example` })).status, 403)
  assert.equal(sandbox.world.faults.list().length, 1)
  assert.equal((await reset({ origin: `http://${host}` })).status, 204)
  assert.equal((await reset({ host: name, origin: `https://${name}` })).status, 204)
  assert.equal((await reset({ host: `${name}:80`, origin: `http://${name}` })).status, 204)
  assert.equal((await reset({})).status, 204)
})

test('no other site has the control page in a frame, and the page runs no program but its own', async () => {
  await using sandbox = await startSandbox()
  const page = await fetch(`${sandbox.url}/_sandbox/`)
  await page.body?.cancel()
  const policy = page.headers.get('content-security-policy') ?? ''
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
    assert.ok(policy.split('; ').includes(part), part)
})
