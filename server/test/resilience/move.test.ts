import type { Sandbox } from '@letterlock/sandbox/sandbox.ts'
import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import { startSandbox } from '@letterlock/sandbox/sandbox.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { pauseAtRandom, waitFor } from '@letterlock/testing/wait-for.ts'
import { addOAuthApp } from '@letterlock/testing/world.ts'
import { Letterlock, type Contact, type Job } from '@letterlock/sdk'
import { launch, type Launched } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'

/*
 * An audience is moved while the server is killed again and again. At full size, `npm run prove -- move`, each audience is moved from each
 * provider to each other; `npm run prove -- move 10000 mailchimp mailup` is one pair at another size, and a last number is how often the
 * server is killed.
 */

const PROVIDERS = ['mailchimp', 'mailup', 'constant-contact', 'constant-contact-v2'] as const
type Provider = (typeof PROVIDERS)[number]

const [askedSize, askedFrom, askedTo, askedKills] = (process.env['LETTERLOCK_TEST_PROOF'] ?? '').split(' ')

/** Providers that add each contact that has left with a call of its own, four a second: 20,000 of them take hours. */
const SLOW: ReadonlySet<Provider> = new Set(['constant-contact', 'constant-contact-v2'])
const contactsInto = (to: Provider): number =>
  Number(askedSize) || sizeOf(SLOW.has(to) ? 20 : 150, SLOW.has(to) ? 10_000 : 100_000)
const KILLS = askedKills === undefined ? sizeOf(1, 20) : Number(askedKills)
/** For one pair: at full size, one that is slow is reported and not waited for longer. */
const MAX_MS = sizeOf(150_000, 3_600_000)

const PAIRS = PROVIDERS.flatMap((from) => PROVIDERS.filter((to) => to !== from).map((to) => ({ from, to })))
const SMALL: typeof PAIRS = [
  { from: 'mailup', to: 'mailchimp' },
  { from: 'mailchimp', to: 'constant-contact' },
]
const pairs = PAIRS.filter(
  ({ from, to }) => (!askedFrom || from === askedFrom) && (!askedTo || to === askedTo),
)

for (const pair of sizeOf(0, 1) === 1 || askedFrom ? pairs : SMALL)
  test(
    `an audience moves from ${pair.from} to ${pair.to} under kill -9: none twice, none without consent`,
    { timeout: 2 * MAX_MS },
    (t) => move(pair, t),
  )

/** A stall of the sandbox, which is in this process, that makes calls arrive in fewer seconds than they were sent in. */
const MOST_STALL_MS = 100

const STATUSES = ['subscribed', 'unsubscribed', 'pending'] as const
type Status = (typeof STATUSES)[number]

/** Of ten contacts, seven are subscribed, two have left, and one has not confirmed. */
const statusOf = (row: number): Status =>
  row % 10 < 7 ? 'subscribed' : row % 10 < 9 ? 'unsubscribed' : 'pending'

interface Row {
  readonly email: string
  readonly status: Status
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, row) => ({ email: `row${row}@letters.example`, status: statusOf(row) }))

const PASSWORD = 'moving-day'

/** An account with what is to be moved, and one without contacts, each a user of its own. */
function fixturesOf(rows: readonly Row[]) {
  const lists = (name: string) => [{ name, contacts: name === 'Full' ? rows : [] }]
  const users = ['Full', 'Empty'].map((name) => ({ username: name.toLowerCase(), password: PASSWORD, name }))
  return {
    mailchimp: {
      users: users.map(({ name, ...user }) => ({
        ...user,
        accountName: name,
        dataCenter: 'us21',
        lists: lists(name),
      })),
    },
    mailup: { users: users.map(({ name, ...user }) => ({ ...user, company: name, lists: lists(name) })) },
    constantContact: {
      users: users.map(({ name, ...user }) => ({ ...user, organization: name, lists: lists(name) })),
    },
  }
}

async function move({ from, to }: { from: Provider; to: Provider }, t: TestContext): Promise<void> {
  const rows = rowsOf(contactsInto(to))
  await using sandbox = await startSandbox({ fixtures: fixturesOf(rows) })
  await using servers = await startServers(sandbox)
  const { client } = servers
  const open = async (provider: Provider, username: string) => {
    const user = new SandboxUser(username, PASSWORD)
    const target = { client, server: { url: servers.url } }
    const { id } = await connectWithAllPermissions(target, { provider, user })
    const [audience] = (await client.account(id).audiences.list()).items
    assert.ok(audience)
    return { connectionId: id, audienceId: audience.id }
  }
  for (const provider of [from, to])
    await addOAuthApp({ client, server: { url: servers.url }, sandbox }, provider)
  const [source, target] = [await open(from, 'full'), await open(to, 'empty')]
  const begin = Date.now()
  const { id } = await client.audienceMoves.create({ from: source, to: target, dryRun: false })
  const throttled = countThrottled(sandbox)
  const { newestId } = sandbox.world.requests
  const stalls = monitorEventLoopDelay({ resolution: 5 })
  stalls.enable()
  const job = await servers.killWhile(id, throttled.look)
  const calls = sandbox.world.requests.newestId - newestId
  t.diagnostic(
    `${from} to ${to}: ${rows.length} contacts, ${calls} calls, ${servers.cpuSeconds().toFixed(1)} s of the server’s processor, ${servers.kills()} kills, ${Math.round((Date.now() - begin) / 1000)} s, longest stall ${Math.round(stalls.max / 1e6)} ms, ${throttled.count()} answers 429`,
  )
  assert.equal(job.status, 'completed', JSON.stringify(job))
  stalls.disable()
  if (stalls.max / 1e6 < MOST_STALL_MS) assert.equal(throttled.count(), 0, 'answers 429')
  await assertMoved(client, target, rows)
}

/** Each address once, with no more consent than before; those who have left, all of them. */
async function assertMoved(
  client: Letterlock,
  { connectionId, audienceId }: { connectionId: string; audienceId: string },
  rows: readonly Row[],
): Promise<void> {
  const account = client.account(connectionId)
  const { capabilities } = await account.get()
  const found = new Map<string, Contact['status']>()
  for (const status of ['subscribed', 'unsubscribed', 'pending'] as const) {
    const isWide = status === 'unsubscribed' && capabilities.accountWideContacts
    const query = { status, limit: 100, ...(!isWide && { audienceId }) }
    for await (const { email } of account.contacts.list(query)) {
      assert.ok(!found.has(email), `${email} is there twice`)
      found.set(email, status)
    }
  }
  for (const { email, status } of rows) {
    const now = found.get(email)
    if (status === 'subscribed') assert.equal(now, 'subscribed', email)
    if (status === 'unsubscribed') assert.equal(now, 'unsubscribed', email)
    // Asked again where the provider can ask, and otherwise left out: never taken as having agreed.
    if (status === 'pending') assert.notEqual(now, 'subscribed', email)
  }
}

/** The sandbox keeps the newest 5000 requests; to read them takes as long as to answer some. */
const LOOK_AFTER = 2000

function countThrottled({ world }: Sandbox): { look: () => void; count: () => number } {
  let [last, count] = [0, 0]
  const read = (): void => {
    for (const { id, status } of world.requests.list()) {
      if (id <= last) continue
      last = id
      if (status === 429) count++
    }
  }
  return {
    look() {
      if (world.requests.newestId - last >= LOOK_AFTER) read()
    },
    count() {
      read()
      return count
    },
  }
}

/** Processor time that a process has used, in seconds; NaN where there is no /proc. */
function cpuSecondsOf({ pid }: ChildProcess): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  } catch {
    return NaN
  }
}

const isEnded = ({ status }: Job): boolean => status === 'completed' || status === 'failed'

/** A server in a process of its own, killed and started again at the same place. */
async function startServers(sandbox: Sandbox) {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-move-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const settings = {
    LETTERLOCK_PORT: String(port),
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_SANDBOX_URL: sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000',
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  }
  const launched: Launched[] = []
  const start = async (): Promise<Launched> => {
    const server = await launch('server', settings)
    launched.push(server)
    return server
  }
  let running = await start()
  const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
  const client = new Letterlock({ url, secretKey, maxRetries: 2 })
  let kills = 0
  let cpuSecondsOfKilled = 0
  const random = seededRandom()
  return {
    url,
    client,
    kills: () => kills,
    cpuSeconds: () => cpuSecondsOfKilled + cpuSecondsOf(running.process),
    /** Kills the server after some progress, until it was killed often enough; returns the job when it has ended. */
    async killWhile(jobId: string, look: () => void): Promise<Job> {
      const read = async (): Promise<Job> => {
        look()
        return client.jobs.get(jobId)
      }
      for (let done = 0; kills < KILLS;) {
        const before = done
        const job = await waitFor(read, (now) => now.doneCount > before || isEnded(now), MAX_MS)
        if (isEnded(job)) return job
        done = job.doneCount
        await pauseAtRandom(random, 500)
        const gone = new Promise((resolve) => running.process.once('exit', resolve))
        cpuSecondsOfKilled += cpuSecondsOf(running.process)
        running.process.kill('SIGKILL')
        await gone
        kills++
        running = await start()
      }
      return waitFor(read, isEnded, MAX_MS)
    },
    async [Symbol.asyncDispose]() {
      for (const { process: child } of launched) child.kill('SIGKILL')
      rmSync(folder, { recursive: true, maxRetries: 5 })
    },
  }
}
