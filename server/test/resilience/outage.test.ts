import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { CALLBACK } from '@letterlock/testing/assistant.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import { pauseAtRandom, waitFor } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn, OWNER } from '@letterlock/testing/dashboard-session.ts'

import { startCluster, startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import {
  account,
  ACCOUNT,
  startScripted,
  TOKEN,
  type Received,
  type Scripted,
} from '@letterlock/testing/scripted-provider.ts'
import { startTcpProxy, type TcpProxy } from '@letterlock/testing/tcp-proxy.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

interface Outcome {
  readonly status: number
  readonly code: unknown
  readonly retryAfter: string | null
}

async function ask(world: TestWorld, method: string, path: string, body?: unknown): Promise<Outcome> {
  const response = await fetch(world.server.localUrl + path, {
    method,
    headers: {
      // A server closes a connection that is idle; a busy machine may ask on it at that moment.
      connection: 'close',
      authorization: `Bearer ${world.secretKey}`,
      origin: world.server.url,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  const { code } = (text.startsWith('{') ? JSON.parse(text) : {}) as { code?: unknown }
  return { status: response.status, code, retryAfter: response.headers.get('retry-after') }
}

/** A server whose way to PostgreSQL can be disturbed. */
async function behindProxy(): Promise<{ world: TestWorld; proxy: TcpProxy } & AsyncDisposable> {
  const url = new URL(await server.newDatabase())
  const proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  const world = await startWorld({ LETTERLOCK_DATABASE_URL: url.href })
  return {
    world,
    proxy,
    async [Symbol.asyncDispose]() {
      proxy.refuse()
      await world[Symbol.asyncDispose]()
      await proxy[Symbol.asyncDispose]()
    },
  }
}

const lines = (world: TestWorld, level: 'error' | 'warn'): string[] =>
  world.log.filter((line) => line.includes(`"level":"${level}"`))
const writesAKey = (world: TestWorld, name: string): Promise<Outcome> =>
  ask(world, 'POST', '/v1/secret-keys', { name, scopes: ['tokens:read'] })
const ready = (world: TestWorld): Promise<boolean> =>
  ask(world, 'GET', '/readyz').then(({ status }) => status === 200)

test('C11: the database is unavailable: 503 with Retry-After wherever it is needed, one line for it and one for its end', async () => {
  await using around = await behindProxy()
  const { world, proxy } = around
  await setupOwner(world)
  const { id } = await connect(world)
  proxy.refuse()
  world.log.length = 0
  const routes: readonly [method: string, path: string, body?: object][] = [
    ['GET', '/v1/connections'],
    ['GET', `/v1/connections/${id}`],
    ['POST', `/v1/connections/${id}/token`],
    ['GET', `/v1/proxy/${id}/3.0/ping`],
    ['POST', '/v1/secret-keys', { name: 'x', scopes: ['tokens:read'] }],
    ['GET', '/v1/events'],
    ['GET', '/v1/workspace'],
    ['POST', '/auth/sign-in/email', { email: OWNER.email, password: OWNER.password }],
  ]
  await waitFor(
    () => ask(world, 'GET', '/v1/connections'),
    ({ status }) => status === 503,
  )
  for (let round = 0; round < 5; round++)
    for (const [method, path, body] of routes) {
      const outcome = await ask(world, method, path, body)
      assert.deepEqual([outcome.status, outcome.code], [503, 'database_unavailable'], `${method} ${path}`)
      assert.ok(Number(outcome.retryAfter) > 0, path)
    }
  assert.equal(await ready(world), false)
  assert.equal((await ask(world, 'GET', '/healthz')).status, 200)
  const during = [...lines(world, 'error'), ...lines(world, 'warn')]
  assert.deepEqual(
    during.filter((line) => !line.includes('database unavailable')),
    [],
  )
  assert.equal(during.length, 1)
  proxy.pass()
  await waitFor(
    () => lines(world, 'warn'),
    (outcome) => outcome.some((line) => line.includes('database available again')),
  )
  assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
  assert.equal([...lines(world, 'error'), ...lines(world, 'warn')].length, 2)
})

test('C11: an outage does not end an event stream: its credential is looked up again afterwards', async (t) => {
  // Heartbeats come when they are wanted.
  t.mock.timers.enable({ apis: ['setInterval'] })
  const heartbeat = (): void => t.mock.timers.tick(15_000)
  await using around = await behindProxy()
  const { world, proxy } = around
  const stream = await fetch(`${world.server.localUrl}/v1/events/stream`, {
    headers: { authorization: `Bearer ${world.secretKey}` },
  })
  let received = ''
  let isOpen = true
  const read = async (): Promise<void> => {
    for await (const text of (stream.body ?? assert.fail()).pipeThrough(new TextDecoderStream()))
      received += text
    isOpen = false
  }
  const reading = read()
  t.after(() => reading)
  const identify = (): Promise<Outcome> => ask(world, 'HEAD', '/v1/events/stream')
  proxy.refuse()
  await waitFor(identify, ({ status }) => status === 503)
  received = ''
  heartbeat()
  await waitFor(identify, ({ status }) => status === 503)
  proxy.pass()
  await waitFor(identify, ({ status }) => status === 200)
  await waitFor(
    async () => {
      if (!received) heartbeat()
      return received || !isOpen
    },
    (outcome) => outcome !== false && outcome !== '',
  )
  assert.ok(isOpen)
  assert.match(received, /^:/)
})

test('C11: in an outage the authorization server answers temporarily_unavailable with Retry-After; nothing is printed', async (t) => {
  await using around = await behindProxy()
  const { world, proxy } = around
  const url = (path: string): string => world.server.localUrl + path
  await setupOwner(world)
  const owner = await signIn(world)
  const registration = { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'none', client_name: 'x' }
  const register = (): Promise<Response> =>
    fetch(url('/oauth2/register'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(registration),
    })
  const { client_id } = (await (await register()).json()) as { client_id: string }
  const form = (path: string, more: Record<string, string>): Promise<Response> =>
    fetch(url(path), { method: 'POST', body: new URLSearchParams({ client_id, ...more }) })
  const authorization = new URLSearchParams({
    client_id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    code_challenge: 'c'.repeat(43),
    code_challenge_method: 'S256',
  })
  const calls: Record<string, () => Promise<Response>> = {
    refresh: () => form('/oauth2/token', { grant_type: 'refresh_token', refresh_token: 'llr_none' }),
    code: () =>
      form('/oauth2/token', {
        grant_type: 'authorization_code',
        code: 'c',
        redirect_uri: CALLBACK,
        code_verifier: 'v'.repeat(43),
      }),
    revoke: () => form('/oauth2/revoke', { token: 'none' }),
    device: () => form('/oauth2/device_authorization', {}),
    register,
    authorize: () => fetch(url(`/oauth2/authorize?${authorization.toString()}`), { redirect: 'manual' }),
  }
  const printed = t.mock.method(process.stderr, 'write', () => true)
  proxy.refuse()
  await waitFor(
    () => ready(world),
    (isReady) => !isReady,
  )
  for (const [name, call] of Object.entries(calls)) {
    const response = await call()
    assert.deepEqual([response.status, Number(response.headers.get('retry-after')) > 0], [503, true], name)
    const text = await response.text()
    if (name === 'authorize') assert.match(text, /temporarily unavailable/)
    else assert.equal((JSON.parse(text) as { error: string }).error, 'temporarily_unavailable', name)
  }
  const asAssistant = await fetch(url('/mcp'), { headers: { authorization: 'Bearer lla_none' } })
  assert.equal(asAssistant.status, 503)
  for (const [path, body] of [
    ['/auth/sign-in/email', { email: OWNER.email, password: OWNER.password }],
    ['/auth/sign-out', {}],
    ['/auth/change-password', { currentPassword: OWNER.password, newPassword: `${OWNER.password} and more` }],
    ['/v1/me', undefined],
  ] as const) {
    const response = await owner.ask(body ? 'POST' : 'GET', path, body)
    const { code } = (await response.json()) as { code: string }
    assert.deepEqual([response.status, code], [503, 'database_unavailable'], path)
  }
  assert.deepEqual(
    printed.mock.calls.map(({ arguments: [text] }) => text),
    [],
  )
  proxy.pass()
})

test('B8: the database goes away while an import is refreshed: the tokens are kept as soon as it is back, or the error says that they are lost', async () => {
  const url = new URL(await server.newDatabase())
  await using proxy = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
  url.port = String(proxy.port)
  let count = 0
  const script = {
    [TOKEN]: ({ form }: Received): Scripted => {
      proxy.refuse()
      if (form.get('refresh_token') === 'returns') setTimeout(() => proxy.pass(), 2000)
      const tokens = { access_token: 'a', refresh_token: `r-${++count}` }
      return { body: { ...tokens, token_type: 'Bearer', expires_in: 3600 } }
    },
    [ACCOUNT]: account(),
  }
  await using world = await startScripted(script, {}, { LETTERLOCK_DATABASE_URL: url.href })
  const importing = (refreshToken: string) =>
    world.client.connections.create({
      provider: 'scripted',
      endUserId: 'x',
      credentials: {
        type: 'tokens',
        accessToken: 'old',
        accessTokenExpiresAt: new Date(world.now() - 1000).toISOString(),
        refreshToken,
      },
    })
  const codeOf = (refreshToken: string): Promise<unknown> =>
    importing(refreshToken).then(
      () => 'imported',
      ({ code }: { code: unknown }) => code,
    )
  assert.equal(await codeOf('stays-away'), 'tokens_not_saved')
  proxy.pass()
  await waitFor(
    () => world.log.filter((line) => line.includes('database available again')).length,
    (ends) => ends === 1,
  )
  assert.equal(await codeOf('returns'), 'database_unavailable')
  assert.equal(await codeOf('returns'), 'imported')
  assert.equal(count, 2, 'each was refreshed once')
})

test('C13: swallowed by a firewall: no one waits for minutes, and all is well within 30 s of its end', async () => {
  await using around = await behindProxy()
  const { world, proxy } = around
  const { id } = await connect(world)
  const acknowledged: string[] = []
  const write = async (name: string): Promise<number> => {
    const began = performance.now()
    const { status } = await writesAKey(world, name)
    if (status === 201) acknowledged.push(name)
    else assert.equal(status, 503)
    return performance.now() - began
  }
  await Promise.all(Array.from({ length: 12 }, (_, index) => write(`before-${index}`)))
  assert.equal(acknowledged.length, 12)
  proxy.swallow()
  const readinessMs: number[] = []
  const noticed = waitFor(
    async () => {
      const began = performance.now()
      const isReady = await ready(world)
      readinessMs.push(performance.now() - began)
      return isReady
    },
    (isReady) => !isReady,
  )
  const waited = await Promise.all(Array.from({ length: 6 }, (_, index) => write(`during-${index}`)))
  assert.ok(Math.max(...waited) < 30_000, `${waited.join()} ms`)
  await noticed
  assert.ok(Math.max(...readinessMs) < 9000, `readiness is told in time: ${readinessMs.join()} ms`)
  proxy.pass()
  const ended = performance.now()
  await waitFor(async () => {
    await write(`after-${acknowledged.length}`)
    const read = await ask(world, 'GET', `/v1/connections/${id}`)
    return read.status === 200 && (await ready(world)) && acknowledged.at(-1)?.startsWith('after')
  }, Boolean)
  const recovered = performance.now() - ended
  assert.ok(recovered < 30_000, `${recovered} ms`)
  const { items } = await world.client.secretKeys.list()
  const known = new Set(items.map(({ name }) => name))
  assert.deepEqual(
    acknowledged.filter((name) => !known.has(name)),
    [],
  )
})

test('C13: cut and refused for a while, as by a restart: nothing that was acknowledged is lost', async () => {
  await using around = await behindProxy()
  const { world, proxy } = around
  const acknowledged: string[] = []
  const stopping = new AbortController()
  const writing = (async () => {
    for (let index = 0; !stopping.signal.aborted; index++) {
      const { status } = await writesAKey(world, `key-${index}`)
      if (status === 201) acknowledged.push(`key-${index}`)
      else assert.equal(status, 503)
    }
  })()
  for (let round = 0; round < 3; round++) {
    const before = acknowledged.length
    await waitFor(
      () => acknowledged.length,
      (count) => count > before + 5,
    )
    proxy.refuse()
    await waitFor(
      () => lines(world, 'error').filter((line) => line.includes('database unavailable')).length,
      (count) => count > round,
    )
    proxy.pass()
    await waitFor(
      () => lines(world, 'warn').filter((line) => line.includes('database available again')).length,
      (count) => count > round,
    )
  }
  stopping.abort()
  await writing
  const { items } = await world.client.secretKeys.list()
  const known = new Set(items.map(({ name }) => name))
  assert.deepEqual(
    acknowledged.filter((name) => !known.has(name)),
    [],
  )
})

const UNLIMITED = { LETTERLOCK_RATE_LIMIT_PER_MINUTE: '10000000' }

/** Writes all the time; keeps what was acknowledged, and how the rest was refused. */
function keepWriting(world: TestWorld) {
  const acknowledged: string[] = []
  const refusals = new Set<string>()
  const stopping = new AbortController()
  const random = seededRandom()
  const write = async (writer: number): Promise<void> => {
    for (let index = 0; !stopping.signal.aborted; index++) {
      const name = `key-${writer}-${index}`
      const { status, code } = await writesAKey(world, name)
      if (status === 201) acknowledged.push(name)
      else refusals.add(`${status} ${String(code)}`)
      // A refusal takes no time: without a pause, asking again would be all that the machine does.
      if (status !== 201) await pauseAtRandom(random, 50)
    }
  }
  const writing = Promise.all([1, 2, 3, 4].map(write))
  return {
    acknowledged,
    refusals,
    /** Waits until more is acknowledged than was. */
    goesOn: (timeoutMs?: number): Promise<number> => {
      const before = acknowledged.length
      return waitFor(
        () => acknowledged.length,
        (count) => count > before + 8,
        timeoutMs,
      )
    },
    /** @returns what was acknowledged and is not there */
    async stop(): Promise<string[]> {
      stopping.abort()
      await writing
      const { items } = await world.client.secretKeys.list()
      const known = new Set(items.map(({ name }) => name))
      return acknowledged.filter((name) => !known.has(name))
    },
  }
}

const OUTAGE = '503 database_unavailable'
const RECOVERY_MS = 30_000

for (const mode of ['fast', 'immediate'] as const)
  test(`C13: PostgreSQL is stopped (${mode}) and started again under load: 503 meanwhile, back in 30 s, nothing acknowledged is lost`, async () => {
    await using cluster = await startCluster({ durable: true })
    await using world = await startWorld({
      ...UNLIMITED,
      LETTERLOCK_DATABASE_URL: await cluster.newDatabase(),
    })
    const { id } = await connect(world)
    const linesWith = (words: string): number => world.log.filter((line) => line.includes(words)).length
    const writing = keepWriting(world)
    for (let round = 0; round < 2; round++) {
      await writing.goesOn()
      await cluster.stop(mode)
      assert.equal(
        await waitFor(
          () => ready(world),
          (isReady) => !isReady,
        ),
        false,
      )
      const read = await ask(world, 'GET', `/v1/connections/${id}`)
      assert.deepEqual(
        [read.status, read.code, Number(read.retryAfter) > 0],
        [503, 'database_unavailable', true],
      )
      await cluster.start()
      await writing.goesOn(RECOVERY_MS)
      await waitFor(() => ready(world), Boolean, RECOVERY_MS)
      assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
      await waitFor(
        () => linesWith('database available again'),
        (ends) => ends > round,
        RECOVERY_MS,
      )
    }
    assert.deepEqual(await writing.stop(), [])
    assert.deepEqual([...writing.refusals], [OUTAGE])
    assert.deepEqual([linesWith('database unavailable'), linesWith('database available again')], [2, 2])
  })

/** Files that cannot be written, not even by a process that has them open. @returns false where the file system cannot do that */
function setImmutable(files: readonly string[], immutable: boolean): boolean {
  try {
    execFileSync('chattr', [immutable ? '+i' : '-i', ...files], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

test('C12: the database’s files may not be written for a while: not ready, reads go on, writes recover, nothing acknowledged is lost', async (t) => {
  await using world = await startWorld(UNLIMITED)
  const { id } = await connect(world)
  const files = readdirSync(world.config.dataDirectory)
    .filter((name) => /\.db(-wal)?$/.test(name))
    .map((name) => join(world.config.dataDirectory, name))
  assert.equal(files.length, 2)
  const writing = keepWriting(world)
  await writing.goesOn()
  if (!setImmutable(files, true)) {
    await writing.stop()
    t.diagnostic('NOT TRIED: no file can be made immutable here; run as root, on ext4, to try it')
    assert.ok(process.getuid?.() !== 0 || process.env['CI'] === undefined)
    return
  }
  try {
    await waitFor(
      () => ready(world),
      (isReady) => !isReady,
    )
    await waitFor(
      () => writing.refusals.size,
      (count) => count > 0,
    )
    assert.equal((await ask(world, 'POST', `/v1/connections/${id}/token`)).status, 200)
    assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
  } finally {
    setImmutable(files, false)
  }
  await writing.goesOn(RECOVERY_MS)
  await waitFor(() => ready(world), Boolean, RECOVERY_MS)
  assert.deepEqual(await writing.stop(), [])
  assert.deepEqual([...writing.refusals], [OUTAGE])
})

/** A disk of its own; where no one may mount one, a database that may not grow. */
function smallDisk(): { folder: string; isDisk: boolean } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    return { folder, isDisk: false, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
  }
  return {
    folder,
    isDisk: true,
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true })
    },
  }
}

test('C12: a full disk: not ready, reads go on, writes are refused as an outage, and recover when there is room', async (t) => {
  using disk = smallDisk()
  if (!disk.isDisk) {
    t.diagnostic('NOT TRIED: no file system can be mounted here; run as root to try a full disk')
    assert.ok(process.getuid?.() !== 0 || process.env['CI'] === undefined)
    return
  }
  await using world = await startWorld({ ...UNLIMITED, LETTERLOCK_DATA_DIR: disk.folder })
  const { id } = await connect(world)
  assert.equal(await ready(world), true)
  const writing = keepWriting(world)
  await writing.goesOn()
  const filler = join(disk.folder, 'filler')
  const fill = (): void => {
    try {
      writeFileSync(filler, Buffer.alloc(8 * 1024 * 1024))
    } catch {
      // As full as it gets.
    }
  }
  fill()
  await waitFor(
    () => ready(world),
    (isReady) => !isReady,
  )
  await waitFor(
    () => writing.refusals.size,
    (count) => count > 0,
  )
  assert.equal((await ask(world, 'POST', `/v1/connections/${id}/token`)).status, 200)
  assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
  assert.equal(lines(world, 'error').length, 1, lines(world, 'error').join(''))
  rmSync(filler)
  await writing.goesOn(RECOVERY_MS)
  await waitFor(() => ready(world), Boolean, RECOVERY_MS)
  assert.deepEqual(await writing.stop(), [])
  assert.deepEqual([...writing.refusals], [OUTAGE])
  assert.equal(lines(world, 'warn').filter((line) => line.includes('database available again')).length, 1)
})
