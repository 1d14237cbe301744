import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'
import { seededId, seedRows } from '@letterlock/testing/seed-rows.ts'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { openSqlite } from '../../server/src/store/sqlite/sqlite.ts'
import { createConnectionSeed, PROVIDER, PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { startProgram, type Program } from './program.ts'

/** Requests of each kind. */
const REQUESTS = 60
/** A list that takes longer than this is requested less often. */
const BUDGET_MS = 3000

export interface ListFigure {
  readonly what: string
  readonly p50Ms: number
  readonly p99Ms: number
  /** Latencies of concurrent token reads, made one after another. */
  readonly maxReadMs: number
}

/** The lists, with expensive cases: selective filters, late pages, and searches without a match. */
function listsOf(rows: number): Record<string, string> {
  const late = seededId('conn', Math.floor(rows * 0.9))
  const lateEvent = seededId('evt', Math.floor(rows * 0.1))
  const oneId = seededId('conn', Math.floor(rows / 2))
  const connections = '/v1/connections?limit=50'
  const events = '/v1/events?limit=50'
  return {
    connections,
    'connections, late page': `${connections}&cursor=${late}`,
    'connections of an end user': `${connections}&endUserId=user${Math.floor(rows / 2)}`,
    'connections of a provider': `${connections}&provider=${PROVIDER}`,
    'connections, disconnected': `${connections}&status=disconnected`,
    'connections, connected, late page': `${connections}&status=connected&cursor=${late}`,
    'search, found everywhere': `${connections}&search=shop.example`,
    'search, found everywhere, late page': `${connections}&search=shop.example&cursor=${late}`,
    'search, found once': `${connections}&search=owner${Math.floor(rows / 2)}@`,
    'search, found nowhere': `${connections}&search=nowhere`,
    'search, two letters, found nowhere': `${connections}&search=zz`,
    events,
    'events, late page': `${events}&cursor=${lateEvent}`,
    'events of a connection': `${events}&connectionId=${oneId}`,
    'events of a type': `${events}&type=connection.created`,
    'events of a rare resource': `${events}&type=workspace`,
    'events of an actor': `${events}&actorId=system`,
    'events of an actor and a rare type': `${events}&actorId=system&type=connection.deleted`,
    'a tool call with an unknown name': 'mcp',
  }
}

/** Measures every list of a server with this many connections and as many events. */
export async function measureLists(rows: number): Promise<ListFigure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-lists-'))
  try {
    const environment = {
      LETTERLOCK_DATA_DIR: folder,
      LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
      LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
      LETTERLOCK_LOG_LEVEL: 'silent',
      LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
    }
    const { tokenId, secretKey } = await seedLists(environment, rows)
    const main = fileURLToPath(import.meta.resolve('@letterlock/server/main'))
    const server = await startProgram('Letterlock', main, environment, '/readyz')
    const figures: ListFigure[] = []
    try {
      for (const [what, path] of Object.entries(listsOf(rows)))
        figures.push({ what, ...(await measureList(server, path, secretKey, tokenId)) })
    } finally {
      await server.stop()
    }
    return figures
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function seedLists(
  environment: Record<string, string>,
  rows: number,
): Promise<{ tokenId: string; secretKey: string }> {
  const config = readConfig({ ...environment, LETTERLOCK_PORT: '0' })
  const tokenId = `conn_${'t'.repeat(26)}`
  let workspaceId = ''
  {
    await using server = await startServer(config)
    workspaceId = (await server.context.store.workspaces.first())?.id ?? ''
    const seed = await createConnectionSeed(server)
    const tokens = { accessToken: 'token', refreshToken: null, expiresAt: null, scope: null }
    await seed.add(tokenId, JSON.stringify(tokens), { accessTokenExpiresAt: null, dueAt: null })
  }
  const sql = openSqlite(config.databaseFile)
  await seedRows(sql, { workspaceId, provider: PROVIDER, connections: rows, events: rows })
  await sql.close()
  return { tokenId, secretKey: readFileSync(config.secretKeyFile, 'utf8').trim() }
}

async function measureList(
  { url }: Program,
  path: string,
  secretKey: string,
  tokenId: string,
): Promise<Omit<ListFigure, 'what'>> {
  const authorization = `Bearer ${secretKey}`
  const list = path === 'mcp' ? () => callTool(url, authorization) : () => request(url + path, authorization)
  for (let warm = 0; warm < 3; warm++) await list()
  let done = false
  const reading = readTokens(`${url}/v1/connections/${tokenId}/token`, authorization, () => !done)
  const times: number[] = []
  const until = performance.now() + BUDGET_MS
  while (times.length < REQUESTS && performance.now() < until) times.push(await timeOf(list))
  done = true
  const reads = await reading
  return { p50Ms: quantile(times, 0.5), p99Ms: quantile(times, 0.99), maxReadMs: quantile(reads, 1) }
}

/** Reads a token repeatedly, and returns the latencies. */
async function readTokens(url: string, authorization: string, goOn: () => boolean): Promise<number[]> {
  const times: number[] = []
  while (goOn()) {
    times.push(await timeOf(() => request(url, authorization, 'POST')))
    await sleep(2)
  }
  return times
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

async function request(url: string, authorization: string, method = 'GET'): Promise<void> {
  const response = await fetch(url, { method, headers: { authorization } })
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
}

async function callTool(url: string, authorization: string): Promise<void> {
  const params = { name: 'list_audiences', arguments: { connection: 'unknown-provider' } }
  const response = await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params }),
  })
  const text = await response.text()
  if (!text.includes('connection_not_found')) throw new Error(`the tool call answered: ${text}`)
}

function quantile(times: readonly number[], share: number): number {
  return times.toSorted((a, b) => a - b)[Math.floor(share * (times.length - 1))] ?? Number.NaN
}
