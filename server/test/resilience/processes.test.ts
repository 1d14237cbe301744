import { Letterlock } from '@letterlock/sdk'
import { startSandbox, type Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { launch, type Launched } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, suite, test } from 'node:test'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, addOAuthApp } from '@letterlock/testing/world.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { constantContact } from '@letterlock/testing/refreshing-providers.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'

const PROCESSES = 3

const json = { 'content-type': 'application/json' }

let server: PostgresServer
before(async () => {
  server = await startPostgres()
})
after(() => server[Symbol.asyncDispose]())

interface Cluster {
  readonly sandbox: Sandbox
  readonly clients: readonly Letterlock[]
  readonly serverUrl: string
  readonly servers: readonly Launched[]
}

/** Three servers that start at the same moment on one new database. */
async function withCluster(
  environment: Record<string, string>,
  body: (cluster: Cluster) => Promise<void>,
): Promise<void> {
  await using sandbox = await startSandbox()
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-cluster-'))
  const [serverPort] = [await freePort()]
  const serverUrl = `http://127.0.0.1:${serverPort}`
  const shared = {
    LETTERLOCK_DATABASE_URL: await server.newDatabase(),
    LETTERLOCK_PUBLIC_URL: serverUrl,
    LETTERLOCK_SANDBOX_URL: sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    ...environment,
  }
  const ports = [serverPort, await freePort(), await freePort()].slice(0, PROCESSES)
  const servers = await Promise.all(
    ports.map((port, index) =>
      launch('server', {
        ...shared,
        LETTERLOCK_PORT: String(port),
        LETTERLOCK_DATA_DIR: join(folder, String(index)),
      }),
    ),
  )
  try {
    const keyFiles = servers
      .map((_server, index) => join(folder, String(index), 'secret.key'))
      .filter((f) => existsSync(f))
    assert.equal(keyFiles.length, 1, 'the first start happens once')
    const secretKey = readFileSync(keyFiles[0] ?? '', 'utf8').trim()
    const clients = servers.map(({ url }) => new Letterlock({ url, secretKey, maxRetries: 0 }))
    await body({ sandbox, clients, serverUrl, servers })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true })
  }
}

async function connectOne({ sandbox, clients, serverUrl }: Cluster): Promise<string> {
  const [client] = clients
  assert.ok(client)
  const server = { url: serverUrl }
  await addOAuthApp({ client, server, sandbox }, 'mailup')
  return (await connect({ client, server }, { endUserId: 'o', provider: 'mailup' })).id
}

const posts = ({ sandbox }: Cluster): number => sandbox.world.requests.list({ path: TOKEN_PATH }).length

/** Tokens that have run out the moment they are given, as far as the server is seen. */
function tokensLive(sandbox: Sandbox, seconds: number): void {
  sandbox.world.mailup.switches.expiresIn = seconds
}

/** Until the token that was given has run out, by the clock of this machine, which the servers go by. */
async function untilExpired({ clients: [client] }: Cluster, id: string): Promise<void> {
  const { accessTokenExpiresAt } = (await client?.connections.get(id)) ?? {}
  await waitUntil(() => Date.now() > Date.parse(accessTokenExpiresAt ?? ''), 'the token runs out')
}

/** Each test mostly waits: for what is slow on purpose, and for the lifetimes of tokens. */
suite('three servers on one database', { concurrency: 2 }, () => {
  test('fifty readers of an expired token on three processes make one refresh, and all get the new token', async () => {
    await withCluster({}, async (cluster) => {
      tokensLive(cluster.sandbox, 1)
      const id = await connectOne(cluster)
      tokensLive(cluster.sandbox, 3600)
      await untilExpired(cluster, id)
      cluster.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 500, remaining: 1 })
      const before = posts(cluster)
      const readers = cluster.clients.flatMap((client) =>
        Array.from({ length: 17 }, () => client.connections.getAccessToken(id)),
      )
      const tokens = new Set((await Promise.all(readers)).map(({ accessToken }) => accessToken))
      assert.equal(tokens.size, 1)
      // The worker of one of them may have been the one to ask, before any reader came.
      assert.ok(posts(cluster) - before <= 1, `${posts(cluster) - before} refreshes`)
    })
  })

  for (const [seconds, seen] of [
    [12, 'no error'],
    [60, 'refresh_in_progress'],
  ] as const)
    test(`the same with a token endpoint that takes ${seconds} seconds`, { timeout: 180_000 }, async () => {
      await withCluster({}, async (cluster) => {
        tokensLive(cluster.sandbox, 2)
        const id = await connectOne(cluster)
        tokensLive(cluster.sandbox, 3600)
        const delayMs = seconds * 1000
        cluster.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs, remaining: 1 })
        const before = posts(cluster)
        await untilExpired(cluster, id)
        const codes = await Promise.all(
          Array.from({ length: 50 }, (_, index) =>
            errorCodeOf(
              cluster.clients[index % PROCESSES]?.connections.getAccessToken(id) ??
                Promise.reject(new Error()),
            ),
          ),
        )
        assert.deepEqual(new Set(codes), new Set([seen]))
        assert.equal((await cluster.clients[0]?.connections.get(id))?.health.status, 'ok')
        const tokens = await waitFor(
          () =>
            Promise.all(
              cluster.clients.map((client) => client.connections.getAccessToken(id).catch(() => undefined)),
            ),
          (all) => all.every(Boolean),
          70_000,
        )
        assert.equal(new Set(tokens.map((token) => token?.accessToken)).size, 1)
        assert.equal(posts(cluster) - before, 1, 'asked once')
      })
    })

  test('three processes share what is due, and each connection is refreshed once', async () => {
    await withCluster({}, async (cluster) => {
      const { sandbox, clients, serverUrl } = cluster
      const [client] = clients
      assert.ok(client)
      tokensLive(sandbox, 10)
      const count = 20
      const ids = [await connectOne(cluster)]
      for (let index = 1; index < count; index++)
        ids.push(
          (
            await connect(
              { client, server: { url: serverUrl } },
              { endUserId: `o${index}`, provider: 'mailup' },
            )
          ).id,
        )
      tokensLive(sandbox, 3600)
      const refreshed = await waitFor(
        () => Promise.all(ids.map((id) => client.connections.get(id))),
        (all) =>
          all.every(
            ({ accessTokenExpiresAt }) => Date.parse(accessTokenExpiresAt ?? '') > Date.now() + 3_000_000,
          ),
        15_000,
      )
      assert.ok(refreshed.every(({ status }) => status === 'connected'))
      for (const id of ids) {
        const { items } = await client.events.list({ connectionId: id, type: 'connection.token_refreshed' })
        assert.ok(items.length >= 1)
      }
      // Every exchange had its own refresh token: a second use would have been refused by the strict provider.
      assert.equal(
        sandbox.world.requests.list({ path: TOKEN_PATH }).filter(({ status }) => status === 400).length,
        0,
      )
    })
  })

  test('what one process changes, the others know within a second', async () => {
    await withCluster({}, async (cluster) => {
      const id = await connectOne(cluster)
      for (const client of cluster.clients) await client.connections.getAccessToken(id)
      await cluster.clients[0]?.connections.disconnect(id)
      for (const client of cluster.clients)
        await waitFor(
          () => errorCodeOf(client.connections.getAccessToken(id)),
          (code) => code === 'connection_disconnected',
          1000,
        )
    })
  })

  test('a process that is asked to stop finishes the refresh that it has begun', async () => {
    await withCluster({}, async (cluster) => {
      const id = await connectOne(cluster)
      cluster.sandbox.world.faults.add({ kind: 'slow_body', path: TOKEN_PATH, delayMs: 1500, remaining: 1 })
      const before = posts(cluster)
      const asked = cluster.clients[2]?.connections.refresh(id).catch(() => undefined)
      await waitFor(
        () => posts(cluster),
        (count) => count > before,
      )
      await cluster.servers[2]?.stop()
      await asked
      const { lastRefreshedAt } = (await cluster.clients[0]?.connections.get(id)) ?? {}
      assert.ok(lastRefreshedAt, 'its answer was saved')
      assert.equal(
        (await cluster.clients[1]?.connections.refresh(id))?.health.status,
        'ok',
        'with the newest token',
      )
    })
  })

  for (const mode of ['rotating', 'long_lived'] as const)
    test(`constant contact v3 (${mode}) on three processes: fifty readers, one refresh`, async () => {
      await withCluster({}, async ({ sandbox, clients, serverUrl }) => {
        const { id: provider, tokenPath, prepare, addUser } = constantContact(mode)
        const [client] = clients
        assert.ok(client)
        const server = { url: serverUrl }
        await addOAuthApp({ client, server, sandbox }, provider)
        prepare(sandbox)
        const user = await addUser(sandbox, 1)
        const { id } = await connect({ client, server }, { user, endUserId: 'o', provider })
        const before = sandbox.world.requests.list({ path: tokenPath }).length
        sandbox.world.faults.add({ kind: 'slow_body', path: tokenPath, delayMs: 500, remaining: 1 })
        const old = await client.connections.getAccessToken(id)
        // A server's first request of the API loads its routes: it would come after the refresh of the others.
        for (const one of clients) await one.connections.get(id)
        const asked = clients.flatMap((one) => Array.from({ length: 17 }, () => one.connections.refresh(id)))
        const seen = await Promise.all(asked)
        assert.ok(seen.every(({ health }) => health.status === 'ok'))
        assert.equal(sandbox.world.requests.list({ path: tokenPath }).length - before, 1)
        // What one process changes, the others know within a second.
        for (const one of clients)
          await waitFor(
            () => one.connections.getAccessToken(id),
            ({ accessToken }) => accessToken !== old.accessToken,
            1000,
          )
        const tokens = await Promise.all(
          clients.flatMap((one) =>
            Array.from({ length: 17 }, () =>
              one.connections.getAccessToken(id, { minValiditySeconds: 86_000 }),
            ),
          ),
        )
        const values = new Set(tokens.map(({ accessToken }) => accessToken))
        assert.deepEqual([values.size, values.has(old.accessToken)], [1, false])
      })
    })

  test('a server that is killed in the middle of a forwarded write keeps approvals waiting for seconds only', async () => {
    await withCluster({}, async ({ sandbox, clients, serverUrl, servers }) => {
      const [client, other] = clients
      assert.ok(client && other)
      const server = { url: serverUrl }
      await addOAuthApp({ client, server, sandbox }, 'mailchimp')
      const { id } = await connectWithAllPermissions({ client, server }, { provider: 'mailchimp' })
      const account = other.account(id)
      const audienceId = (await account.audiences.list()).items[0]?.id ?? ''
      const email = { name: 'Market day', subject: 'Market day', html: '<p>good</p>' }
      const { id: campaignId } = await account.campaigns.create({ ...email, audienceId })
      const request = await account.campaigns.createSendRequest(campaignId)
      const path = `/3.0/lists/${audienceId}/members/${'0'.repeat(32)}`
      sandbox.world.faults.add({ kind: 'slow_body', path, delayMs: 60_000, remaining: 1 })
      const write = callProxy(client, id, 'PATCH', path, { body: '{"merge_fields":{}}', headers: json })
      write.catch(() => undefined)
      await waitUntil(
        () => sandbox.world.requests.list({ path }).length === 1,
        'the write is at the provider',
      )
      servers[0]?.process.kill('SIGKILL')
      await assert.rejects(write)
      const began = performance.now()
      const { approvalText } = request
      assert.equal(await errorCodeOf(other.sendRequests.approve(request.id, { approvalText })), 'no error')
      const seconds = (performance.now() - began) / 1000
      assert.ok(seconds < 20, `${seconds.toFixed(1)} s`)
    })
  })
})
