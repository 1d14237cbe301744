import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { test, type TestContext } from 'node:test'
import { Agent, request } from 'undici'
import { isPublicAddress } from '../../src/outbound/public-address.ts'
import { createPublicFetch, lookupPublic } from '../../src/outbound/public-fetch.ts'
import { authorizationUrl } from '@letterlock/testing/authorization-code.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/** Counts those who knock, on loopback. */
async function listen(
  t: TestContext,
  server: Server = createServer(),
): Promise<{ port: number; knocks(): number }> {
  let knocks = 0
  server.on('connection', () => knocks++)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => server.close())
  return { port: (server.address() as AddressInfo).port, knocks: () => knocks }
}

test('A7: only addresses of the public internet are public', () => {
  const closed = [
    '0.0.0.0 10.1.2.3 100.64.0.1 100.127.255.255 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1',
    '172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1',
    '224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1::1 100::1 2001::1 2001:0:7f00:1::1 2001:db8::1',
    '2002:7f00:1::1 2002:a00:1::1 2620:4f:8000::1 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fec0::1 ff02::1',
    'localhost 2130706433 0x7f.1 127.1 example.com',
  ].flatMap((line) => line.split(' '))
  for (const address of ['', ...closed]) assert.equal(isPublicAddress(address), false, address)
  for (const address of '1.1.1.1 8.8.8.8 100.63.0.1 100.128.0.1 172.15.0.1 172.32.0.1 2606:4700::1111 2a00:1450::1'.split(
    ' ',
  ))
    assert.equal(isPublicAddress(address), true, address)
})

test('A7: a name that resolves to a private address is refused before anything is connected', async (t) => {
  const inside = await listen(t)
  const agent = new Agent({ connect: { lookup: lookupPublic } })
  t.after(() => agent.destroy())
  await assert.rejects(
    request(`https://localhost:${inside.port}/`, { dispatcher: agent }),
    /a private address/,
  )
  assert.equal(inside.knocks(), 0)
})

test('A7: a client’s metadata is not fetched from a private address, and open ports look like closed ones', async (t) => {
  await using world = await startWorld({ LETTERLOCK_SANDBOX_URL: '' })
  await setupOwner(world)
  const owner = await signIn(world)
  const inside = await listen(t)
  const { port: shut } = await listen(t).then(({ port }) => ({ port: port + 1 }))
  const said = new Set<string>()
  for (const authority of [
    `127.0.0.1:${inside.port}`,
    `127.0.0.1:${shut}`,
    `localhost:${inside.port}`,
    `[::ffff:127.0.0.1]:${inside.port}`,
    `2130706433:${inside.port}`,
    '127.0.0.1',
    'localhost',
    '[::1]',
    '169.254.169.254',
  ]) {
    const way = { clientId: `https://${authority}/client.json`, redirectUri: 'http://localhost/callback' }
    const { pathname, search } = authorizationUrl(world, way).url
    // The fastest of several: a busy machine makes single ones slow, an attempt to connect makes all of them slow.
    const tookMs: number[] = []
    while (tookMs.length < 5 && !tookMs.some((ms) => ms < 2000)) {
      const started = performance.now()
      const answer = await owner.ask('GET', pathname + search)
      tookMs.push(performance.now() - started)
      assert.equal(answer.status, 400, authority)
      said.add(await answer.text())
    }
    assert.ok(Math.min(...tookMs) < 2000, `${authority}: ${tookMs.join(', ')} ms`)
  }
  assert.equal(said.size, 1, 'one answer for all of them')
  assert.equal(inside.knocks(), 0)
})

async function sandbox(t: TestContext, answer: RequestListener): Promise<string> {
  const { port } = await listen(t, createHttpServer(answer))
  return `http://127.0.0.1:${port}`
}

test('A7: redirects are not followed, and answers are bounded in size and time', async (t) => {
  const asked: string[] = []
  const sandboxUrl = await sandbox(t, ({ url = '' }, response) => {
    asked.push(url)
    if (url.endsWith('/moved')) response.writeHead(302, { location: 'https://elsewhere.example/' }).end()
    else if (url.endsWith('/large')) response.end('x'.repeat(65 * 1024))
    else if (url.endsWith('/slow')) response.write('{')
    else response.end('{}')
  })
  const fetch = createPublicFetch({ sandboxUrl, timeoutMs: 300 })
  t.after(() => fetch.close())
  assert.deepEqual((await fetch('https://client.example/good')).text, '{}')
  assert.equal((await fetch('https://client.example/moved')).status, 302)
  assert.deepEqual(asked, ['/client.example/good', '/client.example/moved'])
  const refused = { name: 'PublicFetchError', message: 'the URL could not be fetched' }
  for (const url of [
    'https://client.example/large',
    'https://client.example/slow',
    'http://client.example/good',
    'https://client.example:8443/good',
    'https://user@client.example/good',
    'https://10.0.0.1/good',
    'ftp://client.example/good',
    'nonsense',
  ])
    await assert.rejects(fetch(url), refused, url)
  assert.equal(asked.length, 4, 'the others were not even asked for')
})
