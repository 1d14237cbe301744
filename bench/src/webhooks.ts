import { Letterlock } from '@letterlock/sdk'
import { insertEvent } from '../../server/src/store/events/events.ts'
import { openSqlite } from '../../server/src/store/sqlite/sqlite.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { startProgram } from './program.ts'
import { BENCH_KEY, seed } from './seed.ts'
import { readFor, tokenReader, type Reads } from './token-reads.ts'

const CONNECTIONS = 500
const EVENTS = 100_000
const WARM_UP_MS = 3000
const MEASURED_MS = 10_000

export interface WebhookFigures {
  readonly deliveriesPerSecond: number
  readonly calm: Reads
  readonly meanwhile: Reads
}

/**
 * Measures token reads while 100,000 events are delivered to four receivers: one good, one slow, one that fails at times, and one that
 * never responds.
 */
export async function measureWebhooks(): Promise<WebhookFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-webhooks-'))
  const { ids, secretKey } = await seed(folder, CONNECTIONS)
  const receivers = await startProgram(
    'receivers',
    join(import.meta.dirname, 'programs/webhook-receivers.ts'),
    {},
    '/seen',
  )
  const startServer = () =>
    startProgram(
      'server',
      fileURLToPath(import.meta.resolve('@letterlock/server/main')),
      {
        LETTERLOCK_DATA_DIR: folder,
        LETTERLOCK_LOG_LEVEL: 'silent',
        LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
        LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
        LETTERLOCK_ENCRYPTION_KEYS: BENCH_KEY,
        LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
      },
      '/readyz',
    )
  const accepted = async (): Promise<number> => {
    const seen = (await (await fetch(`${receivers.url}/seen`)).json()) as { accepted: number }
    return seen.accepted
  }
  const measureReads = async (url: string): Promise<Reads & { deliveriesPerSecond: number }> => {
    const read = tokenReader(url, secretKey, ids)
    await readFor(WARM_UP_MS, read)
    const before = await accepted()
    const reads = await readFor(MEASURED_MS, read)
    return { ...reads, deliveriesPerSecond: ((await accepted()) - before) / (MEASURED_MS / 1000) }
  }
  try {
    const calmServer = await startServer()
    const client = new Letterlock({ url: calmServer.url, secretKey })
    for (const path of ['good', 'slow', 'failing', 'dead'])
      await client.webhookEndpoints.create({ url: `${receivers.url}/${path}`, eventTypes: ['connection'] })
    const { id: workspaceId } = await client.workspace.get()
    const calm = await measureReads(calmServer.url)
    await calmServer.stop()

    await writeEvents(join(folder, 'letterlock.db'), workspaceId, ids)
    const server = await startServer()
    try {
      const { deliveriesPerSecond, ...meanwhile } = await measureReads(server.url)
      return { deliveriesPerSecond, calm, meanwhile }
    } finally {
      await server.stop()
    }
  } finally {
    await receivers.stop()
    rmSync(folder, { recursive: true })
  }
}

/** Writes events to the database of a stopped server, as every change does. */
async function writeEvents(file: string, workspaceId: string, ids: readonly string[]): Promise<void> {
  const sql = openSqlite(file)
  const type = 'connection.checked'
  const statements = Array.from({ length: EVENTS }, (_event, index) => {
    const connectionId = ids[index % ids.length] ?? ''
    return insertEvent(
      workspaceId,
      { type, connectionId, actor: 'system', data: { oauthValid: true, apiKeyValid: null } },
      Date.now(),
    )
  })
  for (let begin = 0; begin < statements.length; begin += 1000)
    await sql.write(statements.slice(begin, begin + 1000))
  await sql.close()
}
