import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { test } from 'node:test'
import { startCaddy } from '@letterlock/testing/caddy.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { DashboardSession, OWNER, setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { startNginx } from '@letterlock/testing/nginx.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { freePort } from '@letterlock/testing/free-port.ts'

interface Answer {
  readonly status: number
  readonly body: { readonly code?: string; readonly detail?: string }
  readonly cookies: string
}

/** A sign-in from one of this machine's own addresses. */
function signInFrom(
  localAddress: string,
  url: string,
  { password = OWNER.password, headers = {} }: { password?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const body = JSON.stringify({ email: OWNER.email, password })
  const { hostname, port, origin } = new URL(url)
  const sent = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin', ...headers }
  return new Promise((done, fail) => {
    const asked = request(
      { hostname, port, localAddress, method: 'POST', path: '/auth/sign-in/email', headers: sent },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => {
          const text = Buffer.concat(parts).toString()
          const cookies = (response.headers['set-cookie'] ?? []).map((one) => one.split(';')[0]).join('; ')
          done({ status: response.statusCode ?? 0, body: JSON.parse(text) as Answer['body'], cookies })
        })
      },
    )
    asked.on('error', fail)
    asked.end(body)
  })
}

interface Session {
  readonly ipAddress: string
  readonly token: string
}

const read = (path: string): string => readFileSync(join(import.meta.dirname, '../../..', path), 'utf8')

/** What the guide has for a proxy, inside its outer braces. */
function documented(language: string): string {
  const [, block] =
    new RegExp(`\`\`\`${language}\\n[^{]*\\{\\n([^]*?)\\n\\}\\n\`\`\``).exec(read('docs/reverse-proxy.md')) ??
    []
  return (block ?? assert.fail(language))
    .replaceAll('http://127.0.0.1:4400', '{to}')
    .replaceAll('127.0.0.1:4400', '{to}')
}

/** The file for two servers of Compose, inside its outer braces. */
const ofCompose = (): string =>
  (/^\{\$DOMAIN\} \{\n([^]*)\n\}\n$/.exec(read('deploy/Caddyfile'))?.[1] ?? assert.fail()).replace(
    'letterlock-1:4400 letterlock-2:4400',
    '{to}',
  )

interface Way {
  readonly start: typeof startNginx
  readonly trusted: string
  readonly directives: string
}

const WAYS: Record<string, Way> = {
  'nginx (X-Forwarded-For and its address)': {
    start: startNginx,
    trusted: '127.0.0.1',
    directives: documented('nginx'),
  },
  'nginx (X-Forwarded-For and their number)': {
    start: startNginx,
    trusted: '1',
    directives:
      'proxy_pass {to}; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; proxy_set_header Forwarded "";',
  },
  'nginx (Forwarded and a range)': {
    start: startNginx,
    trusted: '127.0.0.1/32',
    directives:
      'proxy_pass {to}; proxy_set_header Forwarded "for=\\"$remote_addr:$remote_port\\";proto=http"; proxy_set_header X-Forwarded-For "";',
  },
  'Caddy (the guide)': { start: startCaddy, trusted: '127.0.0.1', directives: documented('caddyfile') },
  'Caddy (Compose)': { start: startCaddy, trusted: '1', directives: ofCompose() },
}

for (const [way, { start, trusted, directives }] of Object.entries(WAYS))
  test(`A6: behind ${way}, wrong sign-ins of one client lock out no other`, async (t) => {
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    await using world = await startWorld({
      LETTERLOCK_TRUSTED_PROXIES: trusted,
      LETTERLOCK_PUBLIC_URL: url,
    })
    await using proxy = await start({
      port,
      directives: directives.replaceAll('{to}', world.server.localUrl),
    })
    if (!proxy) return t.skip(`${way} IS MISSING and could not be installed: NOT CHECKED behind a real proxy`)
    await setupOwner(world)
    const known = await signInFrom('127.0.0.9', url)
    assert.equal(known.status, 200)

    const guesses: Answer[] = []
    for (let guess = 0; guess < 12; guess++)
      guesses.push(
        await signInFrom('127.0.0.2', url, {
          password: `wrong ${guess}`,
          // As a client would that wants to be another user each time.
          headers: { 'x-forwarded-for': `198.51.100.${guess}`, forwarded: `for=198.51.100.${guess}` },
        }),
      )
    assert.deepEqual(
      guesses.map(({ status }) => status),
      // One more at this user was the right one, from elsewhere.
      [...Array<number>(9).fill(401), 429, 429, 429],
    )
    const { code, detail } = guesses.at(-1)?.body ?? {}
    assert.equal(code, 'rate_limited')
    assert.equal(detail, 'The rate limit for this IP address is reached.')

    // A known browser gets in, from wherever; and no other’s mistakes count for another user.
    const again = await signInFrom('127.0.0.2', url, { headers: { cookie: known.cookies } })
    assert.equal(again.status, 200, JSON.stringify(again.body))
    const browser = new DashboardSession(world)
    browser.cookie = again.cookies
    const sessions = await browser.json<Session[]>('/auth/list-sessions')
    assert.deepEqual(sessions.map(({ ipAddress }) => ipAddress).toSorted(), ['127.0.0.2', '127.0.0.9'])
    const other = JSON.stringify({ email: 'someone@letters.example', password: 'wrong' })
    const elsewhere = await browser.ask(
      'POST',
      '/auth/sign-in/email',
      undefined,
      { 'content-type': 'application/json', cookie: '' },
      other,
    )
    assert.equal(elsewhere.status, 401)
  })

test('A6: the owner’s right password in a known browser, whatever others try at the same address', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { url } = world.server
  const known = await signInFrom('127.0.0.1', url)
  for (let guess = 0; guess < 12; guess++) await signInFrom('127.0.0.1', url, { password: `wrong ${guess}` })
  assert.equal((await signInFrom('127.0.0.1', url)).status, 429, 'a browser that no one knows waits')
  assert.equal((await signInFrom('127.0.0.1', url, { headers: { cookie: known.cookies } })).status, 200)

  const device = known.cookies.split('; ').find((cookie) => cookie.includes('_device_')) ?? assert.fail()
  const forged = device.replace(/\.[^.]*$/, `.${'A'.repeat(43)}`)
  assert.equal((await signInFrom('127.0.0.1', url, { headers: { cookie: forged } })).status, 429, 'forged')
  const statuses: number[] = []
  for (let guess = 0; guess < 12; guess++)
    statuses.push(
      (await signInFrom('127.0.0.1', url, { password: `wrong ${guess}`, headers: { cookie: device } }))
        .status,
    )
  assert.equal(statuses.at(-1), 429, 'a known browser is no way to guess')
})

test('A6: what a client says of its own address counts for nothing where no proxy is trusted', async () => {
  for (const trusted of ['', '203.0.113.7', '10.0.0.0/8']) {
    await using world = await startWorld({ LETTERLOCK_TRUSTED_PROXIES: trusted })
    await setupOwner(world)
    const statuses: number[] = []
    for (let guess = 0; guess < 12; guess++)
      statuses.push(
        (
          await signInFrom('127.0.0.1', world.server.url, {
            password: `wrong ${guess}`,
            headers: {
              'x-forwarded-for': `198.51.100.${guess}`,
              forwarded: `for=198.51.100.${guess}`,
              'x-real-ip': `198.51.100.${guess}`,
              'letterlock-client-address': `198.51.100.${guess}`,
            },
          })
        ).status,
      )
    assert.equal(statuses.at(-1), 429, trusted)
  }
})

test('A6: an idle connection is kept for longer than clients and load balancers keep it', async () => {
  for (const [trusted, leastSeconds] of [
    ['', 70],
    ['127.0.0.1', 610],
    ['2', 610],
  ] as const) {
    await using world = await startWorld({ LETTERLOCK_TRUSTED_PROXIES: trusted })
    for (const path of ['/healthz', '/v1/proxy/conn_x/3.0/ping', '/nowhere']) {
      const { headers } = await fetch(world.server.localUrl + path)
      const [, seconds] = /timeout=(\d+)/.exec(headers.get('keep-alive') ?? '') ?? []
      assert.ok(Number(seconds) >= leastSeconds, `${path}, ${trusted}: ${headers.get('keep-alive')}`)
    }
  }
})

test('A6: a server that ends keeps no connection: neither of the last request, nor with a body that was not read', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { requests, faults } = world.sandbox.world
  requests.clear()
  faults.add({ kind: 'slow_body', delayMs: 700 })
  const { hostname, port } = new URL(world.server.localUrl)
  const agent = new Agent({ keepAlive: true })
  const ask = (method: string, path: string, body = ''): Promise<number> =>
    new Promise((done, fail) => {
      const headers = { authorization: `Bearer ${world.secretKey}` }
      request({ hostname, port, agent, headers, method, path }, (response) => {
        response.resume()
        response.once('end', () => done(response.statusCode ?? 0))
      })
        .on('error', fail)
        .end(body)
    })
  for (const path of ['/mcp/connections/nope', '/v1/nowhere', '/v1/connections/conn_x/token'])
    assert.ok((await ask('POST', path, '{"jsonrpc":"2.0"}')) >= 400)
  const last = ask('GET', `/v1/proxy/${id}/3.0/ping`)
  await waitUntil(() => requests.list().length > 0, 'the provider is asked')
  const began = performance.now()
  await world.server.close()
  const seconds = (performance.now() - began) / 1000
  assert.equal(await last, 200)
  assert.ok(seconds < 8, `${seconds.toFixed(1)} s`)
  agent.destroy()
})

test('A6: guessed keys are counted by the client’s address, on the hot path too', async () => {
  await using world = await startWorld({
    LETTERLOCK_TRUSTED_PROXIES: '127.0.0.1',
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '3',
  })
  const guess = async (path: string, client: string): Promise<number> => {
    const headers = { authorization: 'Bearer llk_guessed', 'x-forwarded-for': client }
    return (
      await fetch(world.server.localUrl + path, { method: path.endsWith('token') ? 'POST' : 'GET', headers })
    ).status
  }
  for (const path of ['/v1/connections', '/v1/connections/conn_x/token', '/v1/proxy/conn_x/3.0/lists']) {
    const client = `2001:db8:0:${path.length}::`
    for (let count = 0; count < 3; count++) assert.equal(await guess(path, `${client}${count + 1}`), 401)
    assert.equal(await guess(path, `${client}ffff`), 429, `${path}: one network`)
    assert.equal(await guess(path, '198.51.100.77'), 401, `${path}: another client`)
  }
})
