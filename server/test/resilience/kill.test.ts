import { Letterlock, LetterlockApiError, type Connection } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { startSandbox, type Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { launch, type Launched } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { suite, test } from 'node:test'
import { seededRandom } from '@letterlock/testing/random.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { pauseAtRandom, waitFor } from '@letterlock/testing/wait-for.ts'
import { addOAuthApp, errorCodeOf } from '@letterlock/testing/world.ts'
import { connect, reachConfirmationToken, type ConnectOptions } from '@letterlock/testing/connect.ts'
import { constantContact, mailup, type RefreshingProvider } from '@letterlock/testing/refreshing-providers.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { readConfig } from '../../src/config/config.ts'
import { LEASE_MS } from '../../src/kernel/hold-lease.ts'
import { createLog } from '../../src/kernel/log.ts'
import { MINUTE } from '../../src/kernel/time.ts'
import { openSql } from '../../src/store/open-sql.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { createStore } from '../../src/store/store.ts'

/** For each of the first four tests. More rounds find more: `npm run prove -- kill`. */
const ROUNDS = Number(process.env['LETTERLOCK_TEST_KILL_ROUNDS'] ?? sizeOf(12, 200))

interface Scene {
  readonly providerServer: RefreshingProvider
  readonly sandbox: Sandbox
  readonly client: Letterlock
  readonly server: { readonly url: string }
  start(): Promise<Launched>
  /** Connections that come due within a minute, read from the database of a server that has stopped. */
  dueSoon(): Promise<readonly string[]>
}

async function withScene(
  environment: Record<string, string>,
  providerServer: RefreshingProvider,
  body: (scene: Scene) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-kill-'))
  await using sandbox = await startSandbox()
  const port = await freePort()
  const serverUrl = `http://127.0.0.1:${port}`
  const settings = {
    LETTERLOCK_PORT: String(port),
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_SANDBOX_URL: sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_REFRESH_TIMEOUT_SECONDS: '1',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    ...environment,
  }
  const launched: Launched[] = []
  const start = async (): Promise<Launched> => {
    const server = await launch('server', settings)
    launched.push(server)
    return server
  }
  const first = await start()
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = new Letterlock({ url: serverUrl, secretKey, maxRetries: 0 })
  const server = { url: serverUrl }
  for (const provider of [providerServer.id, 'mailchimp']) {
    await addOAuthApp({ client, server, sandbox }, provider)
  }
  providerServer.prepare(sandbox)
  await first.stop()
  try {
    await body({ providerServer, sandbox, client, server, start, dueSoon: () => readDueSoon(settings) })
  } finally {
    for (const { process: child } of launched) child.kill('SIGKILL')
    rmSync(folder, { recursive: true })
  }
}

async function readDueSoon(settings: Record<string, string>): Promise<readonly string[]> {
  const store = createStore(watchOutages(await openSql(readConfig(settings)), createLog('silent')), {
    expiringSoonMs: 0,
  })
  const due = await store.connections.acquireDueLeases({ leaseMs: 0, now: Date.now() + MINUTE, limit: 100 })
  await store.close()
  return due.map(({ id }) => id)
}

async function kill({ process: child }: Launched): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGKILL')
  await ended
}

/** Kills the server, again and again, at random moments of refreshing everything; then looks at what is left. */
async function killWhileRefreshing(scene: Scene, rounds: number): Promise<{ lost: number; working: number }> {
  const { providerServer, client, sandbox, start, dueSoon } = scene
  const random = seededRandom()
  const { tokenPath, callPath, connections } = providerServer
  let server = await start()
  const journeys: ConnectOptions[] = []
  for (let index = 0; index < connections; index++)
    journeys.push({
      user: await providerServer.addUser(sandbox, 2000 + index),
      endUserId: `o${index}`,
      provider: providerServer.id,
    })
  const ids: string[] = []
  for (const journey of journeys) ids.push((await connect(scene, journey)).id)
  let lost = 0
  for (let round = 0; round < rounds; round++) {
    sandbox.world.requests.clear()
    // Every third time the provider is slow after it has rotated: the worst moment is made longer.
    if (round % 3 === 0)
      sandbox.world.faults.add({ kind: 'slow_body', path: tokenPath, delayMs: 40, remaining: connections })
    const asked = ids.map((id) => client.connections.refresh(id).catch(() => undefined))
    await Promise.race([
      waitFor(
        () => sandbox.world.requests.list({ path: tokenPath }).length,
        (count) => count > 0,
        300,
      ).catch(() => undefined),
      Promise.all(asked),
    ])
    await pauseAtRandom(random, round % 3 === 0 ? 60 : 12)
    await kill(server)
    await Promise.all(asked)
    sandbox.world.faults.clear()
    server = await start()
    // Who has lost the connection connects again, and keeps its id: the next round has all of them.
    for (const [index, id] of ids.entries()) {
      const connection = await client.connections.get(id)
      if (connection.status !== 'disconnected') continue
      assertLost(connection)
      lost++
      assert.equal((await connect(scene, journeys[index] ?? assert.fail())).id, id)
    }
  }
  let working = 0
  for (const id of ids) {
    // Whatever was under way has to end first: a refresh waits for the lease of the process that was killed.
    await waitFor(
      () => errorCodeOf(client.connections.refresh(id)),
      (code) => code === 'no error' || code === 'connection_disconnected',
    )
    const connection = await client.connections.get(id)
    if (connection.status === 'disconnected') {
      assertLost(connection)
      lost++
      continue
    }
    working++
    const answer = await callProxy(client, id, 'GET', callPath)
    assert.equal(answer.status, 200, `${id} says ${connection.status}: ${connection.detail}`)
    assert.equal(connection.health.status, 'ok', 'and it was refreshed')
  }
  await server.stop()
  assert.deepEqual(await dueSoon(), [], 'nothing goes round in circles')
  return { lost, working }
}

function assertLost({ reason, detail }: Connection): void {
  assert.equal(reason, 'refresh_rejected')
  assert.match(detail, /response was lost/, 'the reason is the true one')
}

/** The server is killed while a campaign is being made; then the client repeats its request. */
async function loseAnswer({ client, sandbox, server: { url }, start }: Scene): Promise<void> {
  const CAMPAIGNS = '/3.0/campaigns'
  const asks = (): number =>
    sandbox.world.requests.list({ path: CAMPAIGNS }).filter(({ method }) => method === 'POST').length
  const first = await start()
  const { id } = await connect({ client, server: { url } }, { provider: 'mailchimp' })
  const account = client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? assert.fail('no audience')
  const draft = { name: 'Once', subject: 's', html: '<p>x</p>', audienceId }
  const create = () => account.campaigns.create(draft, { idempotencyKey: 'once' })
  // It takes longer than the lease of a process that has died, and is still in progress.
  sandbox.world.faults.add({ kind: 'slow_body', path: CAMPAIGNS, delayMs: LEASE_MS + 5000, remaining: 1 })
  const started = performance.now()
  const made = create()
  const isUnderWay = async (): Promise<string> => {
    const code = await errorCodeOf(create())
    assert.equal(code, 'idempotency_key_in_use')
    return code
  }
  await waitFor(asks, (count) => count === 1)
  await waitFor(isUnderWay, () => performance.now() - started > LEASE_MS + 2000, LEASE_MS + 10_000)
  const { id: campaign } = await made
  assert.equal((await create()).id, campaign, 'the response is replayed')

  sandbox.world.faults.add({ kind: 'slow_body', path: CAMPAIGNS, delayMs: 10_000, remaining: 1 })
  const again = () => account.campaigns.create(draft, { idempotencyKey: 'killed' })
  const lost = again().catch(() => undefined)
  await waitFor(asks, (count) => count === 2)
  await kill(first)
  await lost
  const killedAt = performance.now()
  const second = await start()
  const startedAt = performance.now()
  // A busy machine may take longer than the lease to start a server.
  const refused = await waitFor(
    () => again().catch((error: unknown) => error),
    (error) => {
      assert.ok(error instanceof LetterlockApiError)
      if (error.code !== 'idempotency_key_in_use') return true
      assert.deepEqual([error.status, error.retryAfterSeconds], [409, 1])
      return false
    },
  )
  assert.ok(refused instanceof LetterlockApiError)
  assert.deepEqual([refused.code, refused.status], ['idempotency_outcome_unknown', 409])
  const freeAt = Math.max(killedAt + LEASE_MS, startedAt)
  assert.ok(performance.now() - freeAt < 10_000, 'soon after the process died')
  assert.equal(asks(), 2, 'nothing was done again')
  await second.stop()
}

/** Each round starts a server, which takes long on a busy machine. */
const SLOW = { timeout: sizeOf(300_000, 3_600_000) }

/** Each test mostly waits: for a start, and for the lease of the server that was killed. */
suite('a server is killed again and again', { concurrency: 3 }, () => {
  test('killed while refreshing, a provider that forgives: nothing is lost', SLOW, async (t) => {
    await withScene({}, mailup('kind'), async (scene) => {
      const { lost, working } = await killWhileRefreshing(scene, ROUNDS)
      assert.deepEqual([lost, working], [0, scene.providerServer.connections])
      t.diagnostic(`${ROUNDS} kills, ${working} connections, none lost`)
    })
  })

  test('killed while refreshing, a strict provider: each works or says truly why not', SLOW, async (t) => {
    await withScene({}, mailup('strict'), async (scene) => {
      const { lost, working } = await killWhileRefreshing(scene, ROUNDS)
      t.diagnostic(
        `${ROUNDS} kills, ${working} connections work, ${lost} times an answer was lost, and said so`,
      )
    })
  })

  test('killed while refreshing, on PostgreSQL', SLOW, async (t) => {
    await using server = await startPostgres()
    const url = await server.newDatabase()
    await withScene({ LETTERLOCK_DATABASE_URL: url }, mailup('kind'), async (scene) => {
      const { lost, working } = await killWhileRefreshing(scene, ROUNDS)
      assert.deepEqual([lost, working], [0, scene.providerServer.connections])
      t.diagnostic(`${ROUNDS} kills, ${working} connections, none lost`)
    })
  })

  test('killed while connecting: a connection is there and works, or was never there', SLOW, async (t) => {
    await withScene({}, mailup('strict'), async (scene) => {
      const { providerServer, client, sandbox, start } = scene
      const random = seededRandom()
      let made = 0
      let server = await start()
      for (let round = 0; round < ROUNDS; round++) {
        const provider = round % 2 === 0 ? 'mailup' : 'mailchimp'
        const endUserId = `owner-${round}`
        const user =
          provider === 'mailup'
            ? await providerServer.addUser(sandbox, 3000 + round)
            : new SandboxUser('ada', 'bread-and-butter')
        const { session, confirmationToken } = await reachConfirmationToken(scene, {
          user,
          endUserId,
          provider,
        })
        const confirmed = client.connectSessions
          .confirm(session.id, { confirmationToken, endUserId })
          .catch(() => undefined)
        await pauseAtRandom(random, 25)
        await kill(server)
        const answered = await confirmed
        server = await start()
        const { status } = await client.connectSessions.get(session.id)
        const { items } = await client.connections.list({ endUserId })
        assert.equal(items.length, status === 'completed' ? 1 : 0, 'the session says the truth')
        if (answered) assert.equal(items[0]?.id, answered.id, 'what was answered is kept')
        const [connection] = items
        if (!connection) {
          const again = await connect(scene, { user, endUserId, provider })
          assert.equal(again.status, 'connected', 'and reconnecting works')
          continue
        }
        made++
        assert.equal((await client.connections.check(connection.id)).status, 'connected')
      }
      await server.stop()
      t.diagnostic(
        `${ROUNDS} kills: ${made} connections had been made, ${ROUNDS - made} had to be made again`,
      )
    })
  })

  for (const database of ['SQLite', 'PostgreSQL'])
    test(
      `killed during a request with an Idempotency-Key, on ${database}: it is said to be in progress, then to be unknown, and is not repeated`,
      SLOW,
      async () => {
        await using postgres = database === 'PostgreSQL' ? await startPostgres() : undefined
        const environment = postgres ? { LETTERLOCK_DATABASE_URL: await postgres.newDatabase() } : undefined
        await withScene(environment ?? {}, mailup('kind'), loseAnswer)
      },
    )

  for (const mode of ['rotating', 'long_lived'] as const)
    test(
      `killed while refreshing, constant contact v3 (${mode}): each works or says truly why not`,
      SLOW,
      async (t) => {
        const rounds = Math.ceil(ROUNDS / 3)
        await withScene({}, constantContact(mode), async (scene) => {
          const { lost, working } = await killWhileRefreshing(scene, rounds)
          if (mode === 'long_lived') assert.deepEqual([lost, working], [0, scene.providerServer.connections])
          t.diagnostic(
            `${rounds} kills, ${working} connections work, ${lost} times an answer was lost, and said so`,
          )
        })
      },
    )
})
