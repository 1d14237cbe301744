import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { setupOwner, OWNER } from '@letterlock/testing/dashboard-session.ts'

import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { startTcpProxy, type TcpProxy } from '@letterlock/testing/tcp-proxy.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

interface Told {
  readonly status: number
  readonly code: unknown
  readonly retryAfter: string | null
}

async function ask(world: TestWorld, method: string, path: string, body?: unknown): Promise<Told> {
  const response = await fetch(world.server.localUrl + path, {
    method,
    headers: {
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
const writesAKey = (world: TestWorld, name: string): Promise<Told> =>
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
      const told = await ask(world, method, path, body)
      assert.deepEqual([told.status, told.code], [503, 'database_unavailable'], `${method} ${path}`)
      assert.ok(Number(told.retryAfter) > 0, path)
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
    (told) => told.some((line) => line.includes('database available again')),
  )
  assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
  assert.equal([...lines(world, 'error'), ...lines(world, 'warn')].length, 2)
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
  const waited = await Promise.all(Array.from({ length: 6 }, (_, index) => write(`during-${index}`)))
  assert.ok(Math.max(...waited) < 30_000, `${waited.join()} ms`)
  proxy.pass()
  const ended = performance.now()
  await waitFor(
    async () => {
      await write(`after-${acknowledged.length}`)
      const read = await ask(world, 'GET', `/v1/connections/${id}`)
      return read.status === 200 && (await ready(world)) && acknowledged.at(-1)?.startsWith('after')
    },
    Boolean,
    30_000,
  )
  const recovered = performance.now() - ended
  assert.ok(recovered < 30_000, `${recovered} ms`)
  const { items } = await world.client.listKeys()
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
      20_000,
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
      10_000,
    )
  }
  stopping.abort()
  await writing
  const { items } = await world.client.listKeys()
  const known = new Set(items.map(({ name }) => name))
  assert.deepEqual(
    acknowledged.filter((name) => !known.has(name)),
    [],
  )
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
  await using world = await startWorld({ LETTERLOCK_DATA_DIR: disk.folder })
  const { id } = await connect(world)
  assert.equal(await ready(world), true)
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
    10_000,
  )
  const refused = await waitFor(
    () => writesAKey(world, 'no room'),
    ({ status }) => status !== 201,
  )
  assert.deepEqual([refused.status, refused.code], [503, 'database_unavailable'])
  assert.equal((await ask(world, 'POST', `/v1/connections/${id}/token`)).status, 200)
  assert.equal((await ask(world, 'GET', `/v1/connections/${id}`)).status, 200)
  assert.equal(lines(world, 'error').length, 1, lines(world, 'error').join(''))
  rmSync(filler)
  await waitFor(
    () => writesAKey(world, 'room'),
    ({ status }) => status === 201,
  )
  await waitFor(
    () => ready(world),
    (isReady) => isReady,
    10_000,
  )
  assert.equal(lines(world, 'warn').filter((line) => line.includes('database available again')).length, 1)
})
