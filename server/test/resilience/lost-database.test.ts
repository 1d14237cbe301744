import { Letterlock } from '@letterlock/sdk'
import { startSandbox, type Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { launch } from 'letterlock/launch.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import { startCluster, type PostgresCluster } from '@letterlock/testing/postgres.ts'
import { startTcpProxy, type TcpProxy } from '@letterlock/testing/tcp-proxy.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { addOAuthApp, errorCodeOf } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createLog } from '../../src/kernel/log.ts'
import { HOUR } from '../../src/kernel/time.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'
import { watchOutages } from '../../src/store/sql/outage.ts'
import { createStore } from '../../src/store/store.ts'

/* A server that lives and has lost the database must not do what its leases were for, once another may have them. */

let postgres: PostgresCluster
before(async () => {
  postgres = await startCluster({ durable: true })
})
after(() => postgres[Symbol.asyncDispose]())

interface Scene {
  readonly sandbox: Sandbox
  /** Of the server that sends, and of another. */
  readonly accounts: readonly [Account, Account]
  readonly database: URL
  /** Between the first server and the database. */
  readonly network: TcpProxy
  readonly campaignId: string
  /** The path that sends the campaign. */
  readonly path: string
  /** What the first server says to the approval. */
  readonly approval: Promise<string>
}

type Account = ReturnType<Letterlock['account']>

/** Two servers of one database; the first sends a campaign and waits so long for its provider, which was busy. */
async function whileSending(retryAfterSeconds: number, body: (scene: Scene) => Promise<void>): Promise<void> {
  await using sandbox = await startSandbox()
  const url = new URL(await postgres.newDatabase())
  await using network = await startTcpProxy({ host: url.hostname, port: Number(url.port) })
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-lost-database-'))
  const throughNetwork = new URL(url)
  throughNetwork.port = String(network.port)
  const shared = {
    LETTERLOCK_SANDBOX_URL: sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  }
  const port = await freePort()
  const serverUrl = `http://127.0.0.1:${port}`
  const start = async (database: URL, own: number) =>
    launch('server', {
      ...shared,
      LETTERLOCK_PUBLIC_URL: serverUrl,
      LETTERLOCK_DATABASE_URL: database.href,
      LETTERLOCK_PORT: String(own),
      LETTERLOCK_DATA_DIR: join(folder, String(own)),
    })
  const servers = [await start(throughNetwork, port), await start(url, await freePort())]
  try {
    const secretKey = readFileSync(join(folder, String(port), 'secret.key'), 'utf8').trim()
    const [client, other] = servers.map(({ url }) => new Letterlock({ url, secretKey, maxRetries: 0 }))
    assert.ok(client && other)
    const server = { url: serverUrl }
    await addOAuthApp({ client, server, sandbox }, 'mailchimp')
    const { id } = await connectWithAllPermissions({ client, server }, { provider: 'mailchimp' })
    const accounts = [client.account(id), other.account(id)] as const
    const audienceId = (await accounts[0].audiences.list()).items[0]?.id ?? ''
    const email = { name: 'Market day', subject: 'Market day', html: '<p>good</p>', audienceId }
    const { id: campaignId } = await accounts[0].campaigns.create(email)
    const { id: requestId, approvalText } = await accounts[0].campaigns.createSendRequest(campaignId)
    const path = `/3.0/campaigns/${campaignId}/actions/send`
    const retryAfter = String(retryAfterSeconds)
    sandbox.world.faults.add({ kind: 'status', status: 429, retryAfter, path, remaining: 1 })
    const approval = errorCodeOf(client.sendRequests.approve(requestId, { approvalText }))
    await waitUntil(() => sandbox.world.requests.list({ path }).length === 1, 'the provider is busy')
    await body({ sandbox, accounts, database: url, network, campaignId, path, approval })
  } finally {
    await Promise.all(servers.map((server) => server.stop()))
    rmSync(folder, { recursive: true })
  }
}

const EVIL = { subject: 'EVIL' }

/** @returns what the other server says to changes of the campaign until the approval is answered */
async function editMeanwhile({ accounts, campaignId, approval }: Scene): Promise<Set<string>> {
  const codes = new Set<string>()
  let isOver = false
  void approval.then(() => (isOver = true))
  await waitUntil(async () => {
    if (!isOver) codes.add(await errorCodeOf(accounts[1].campaigns.update(campaignId, EVIL)))
    return isOver
  }, 'the approval is answered')
  return codes
}

/** A busy machine may take longer to answer than a lease lasts: for others, none of the first server ends while it is asked. */
async function prolongLeases({ database }: Scene): Promise<void> {
  const sql = await openPostgres(database.href)
  await sql.write([{ text: 'UPDATE account_leases SET expires_at = expires_at + $1', values: [HOUR] }])
  await sql.close()
}

const statuses = ({ sandbox, path }: Scene): unknown[] =>
  sandbox.world.requests.list({ path }).map(({ status }) => status)

test('a server that waits for a provider and has lost the database sends nothing, while others are refused', async () => {
  await whileSending(7, async (scene) => {
    const { accounts, campaignId, network, approval } = scene
    network.refuse()
    await prolongLeases(scene)
    assert.deepEqual(await editMeanwhile(scene), new Set(['campaign_busy']))
    assert.equal(await approval, 'campaign_busy')
    assert.deepEqual(statuses(scene), [429])
    network.pass()
    const [, other] = accounts
    await waitUntil(
      async () => (await errorCodeOf(other.campaigns.update(campaignId, EVIL))) === 'no error',
      'the lease is released when the database is back',
      5000,
    )
  })
})

test('a crash of the database ends no lease', async () => {
  const url = await postgres.newDatabase()
  const open = async () =>
    createStore(watchOutages(await openPostgres(url), createLog('silent')), { expiringSoonMs: 1000 })
  const before = await open()
  const workspace = { id: 'ws_1', name: 'One', allowedReturnUrls: [], color: null, logo: null, version: 0 }
  await before.workspaces.insert(workspace, 0)
  const account = { workspaceId: 'ws_1', provider: 'mailchimp', accountId: 'account_1' }
  const lease = { account, subject: 'camp_1', leaseId: 'mine', purpose: 'send' } as const
  assert.equal(await before.accountLeases.acquire(lease, 60_000), true)
  await postgres.stop('immediate')
  await before.close()
  await postgres.start()
  const after = await open()
  assert.equal(await after.accountLeases.isSending(account), true)
  await after.close()
})
