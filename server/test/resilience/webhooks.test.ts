import { launch, type Launched } from 'letterlock/launch.ts'
import { freePort } from '@letterlock/testing/free-port.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Letterlock } from '@letterlock/sdk'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { pauseAtRandom, waitUntil } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver, type WebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { insertEvent } from '../../src/store/events/events.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

const EVENTS = sizeOf(3000, 100_000)
const CONNECTIONS = 100
/** So long nothing arrives when all that is left waits for its next attempt. */
const QUIET_MS = 400
const KILLS = sizeOf(6, 100)
/** So long nothing is accepted when something is lost. How long all of it takes depends on the machine. */
const STALL_MS = sizeOf(60_000, 120_000)
const TEST_TIMEOUT_MS = sizeOf(600_000, 7_200_000)
const SEED = 20_261_126
const HOURS_AWAY = 6
/** More than an endpoint is ever held back. */
const MOVED_HOURS = 0.4

/** Mulberry32: the same numbers in every run. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Writes events as every change does, many in one transaction. */
async function writeEvents(file: string, workspaceId: string): Promise<string[]> {
  const sql = openSqlite(file)
  const now = Date.now()
  const statements = Array.from({ length: EVENTS }, (_event, index) =>
    insertEvent(
      workspaceId,
      {
        type: 'call.forwarded',
        connectionId: `conn_${index % CONNECTIONS}`,
        actor: 'system',
        data: { count: index },
      },
      now,
    ),
  )
  for (let begin = 0; begin < statements.length; begin += 500)
    await sql.write(statements.slice(begin, begin + 500))
  await sql.close()
  return statements.map(({ values }) => String(values[0]))
}

/** As if so many hours had gone by. */
function moveClock(file: string, hours: number): void {
  const database = new DatabaseSync(file, { timeout: 5000 })
  const ms = hours * 3_600_000
  database.exec(`UPDATE webhook_endpoints SET held_until = held_until - ${ms}, due_at = due_at - ${ms}, failing_since = failing_since - ${ms};
    UPDATE queued_webhooks SET due_at = due_at - ${ms}, first_failed_at = first_failed_at - ${ms}`)
  database.close()
}

/** The IDs that a receiver has accepted until now. Each call reads only what has come since the one before. */
function trackAccepted({ received }: WebhookReceiver, refused: ReadonlySet<object>): () => Set<string> {
  const accepted = new Set<string>()
  let read = 0
  return () => {
    for (; read < received.length; read++) {
      const webhook = received[read]
      if (webhook && !refused.has(webhook)) accepted.add(webhook.event.id)
    }
    return accepted
  }
}

test(
  'every event arrives, with one ID and in order, however often the server is killed',
  { timeout: TEST_TIMEOUT_MS },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-webhooks-'))
    const random = createRandom(SEED)
    const port = await freePort()
    const settings = {
      LETTERLOCK_PORT: String(port),
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_LOG_LEVEL: 'silent',
      LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    }
    const file = join(folder, 'letterlock.db')
    const launched: Launched[] = []
    const start = async (): Promise<Launched> => {
      const server = await launch('server', settings)
      launched.push(server)
      return server
    }
    const kill = async ({ process: child }: Launched): Promise<void> => {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    }
    await using good = await startWebhookReceiver()
    await using dead = await startWebhookReceiver()
    await using moody = await startWebhookReceiver()
    const refused = new Set<object>()
    dead.respond((webhook, response) => (refused.add(webhook), response.destroy()))
    moody.respond((webhook, response) => {
      const fails = random() < 0.1
      if (fails) refused.add(webhook)
      // Slow as well.
      setTimeout(() => response.writeHead(fails ? 500 : 204).end(), 5)
    })
    try {
      const first = await start()
      const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
      const client = new Letterlock({ url: `http://127.0.0.1:${port}`, secretKey, maxRetries: 0 })
      const { id: workspaceId } = await client.workspace.get()
      for (const { url } of [good, dead, moody])
        await client.webhookEndpoints.create({ url, eventTypes: ['call'] })
      await kill(first)
      const receivers = [good, dead, moody]
      const acceptedBy = receivers.map((receiver) => trackAccepted(receiver, refused))
      const ids = await writeEvents(file, workspaceId)

      for (let round = 0; round < KILLS; round++) {
        const server = await start()
        await pauseAtRandom(random, 750)
        await kill(server)
      }
      const killedAt = good.received.length
      t.diagnostic(`${killedAt} deliveries to the good receiver before the last kill`)
      dead.respond((_webhook, response) => response.writeHead(204).end())

      moveClock(file, HOURS_AWAY)
      const last = await start()
      const arrived = (): number => receivers.reduce((sum, { received }) => sum + received.length, 0)
      const left = (): number => acceptedBy.reduce((sum, accepted) => sum + ids.length - accepted().size, 0)
      let [arrivedBefore, leftBefore] = [-1, Infinity]
      let quietSince = performance.now()
      let acceptedAt = quietSince
      await waitUntil(
        () => {
          const now = performance.now()
          const isLeft = left()
          if (isLeft < leftBefore) [leftBefore, acceptedAt] = [isLeft, now]
          if (arrived() !== arrivedBefore) [arrivedBefore, quietSince] = [arrived(), now]
          // What waits for its next attempt is not waited for.
          else if (now - quietSince > QUIET_MS) {
            moveClock(file, MOVED_HOURS)
            quietSince = now
          }
          assert.ok(now - acceptedAt < STALL_MS, `nothing more is accepted, and ${isLeft} are left`)
          return isLeft === 0
        },
        'every event is accepted everywhere',
        TEST_TIMEOUT_MS,
      )
      await last.stop()

      const known = new Set(ids)
      for (const [name, receiver] of Object.entries({ good, dead, moody })) {
        assert.ok(
          receiver.received.every(
            ({ event, headers }) => known.has(event.id) && headers['webhook-id'] === event.id,
          ),
        )
        const bodies = Map.groupBy(receiver.received, ({ event }) => event.id)
        assert.ok(
          [...bodies.values()].every((all) => new Set(all.map(({ body }) => body)).size === 1),
          `${name}: one body`,
        )
      }
      const firsts = [...new Map(good.received.map(({ event }) => [event.id, event])).values()]
      for (const [connection, events] of Map.groupBy(firsts, (event) => event.connection?.id)) {
        const numbers = events.map(({ data }) => ('count' in data ? data.count : NaN))
        assert.deepEqual(
          numbers,
          numbers.toSorted((a, b) => a - b),
          `in order for ${connection}`,
        )
      }
      t.diagnostic(
        `${good.received.length - ids.length} of ${ids.length} arrived more than once at the good receiver`,
      )
      const database = new DatabaseSync(file)
      assert.deepEqual(
        { ...database.prepare('SELECT COUNT(*) AS waiting FROM queued_webhooks').get() },
        { waiting: 0 },
      )
      database.close()
    } finally {
      for (const { process: child } of launched) child.kill('SIGKILL')
      rmSync(folder, { recursive: true })
    }
  },
)
