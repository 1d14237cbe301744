/*
 * Runs a server under a steady mixed load, with a strict provider that fails at random: `npm run soak -- --minutes 15 --faults 5`. It
 * fails if a refresh token was presented after it was exchanged, if memory grew, if a handle was left open, or if a request failed. Linux
 * only.
 */
import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnectionSeed, PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { startProgram, type Program } from './program.ts'

const { values } = parseArgs({
  options: { minutes: { type: 'string', default: '15' }, faults: { type: 'string', default: '5' } },
})
const MINUTES = Number(values.minutes)
const CONNECTIONS = 200
/** Access tokens are so short-lived that connections are refreshed all the time. */
const LIFETIME_SECONDS = 60
const SAMPLE_EVERY_MS = 5000
/** Memory that the JIT compiler and caches may still allocate after the first third. */
const MAX_GROWTH = 1.15
/** Descriptors that a server may have open beyond those at the start: idle connections to the provider. */
const MAX_MORE_HANDLES = 20

interface Sample {
  readonly residentMb: number
  readonly handles: number
}

const folder = mkdtempSync(join(tmpdir(), 'letterlock-soak-'))
const programs = join(import.meta.dirname, 'programs')
const provider = await startProgram(
  'provider',
  join(programs, 'token-endpoint.ts'),
  { FAULTS_PERCENT: values.faults, LIFETIME_SECONDS: String(LIFETIME_SECONDS) },
  '/seen',
)
const environment = {
  LETTERLOCK_DATA_DIR: folder,
  LETTERLOCK_LOG_LEVEL: 'silent',
  LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
  LETTERLOCK_SANDBOX_URL: provider.url,
  LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
  LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
}
try {
  const ids = await seed()
  const main = fileURLToPath(import.meta.resolve('@letterlock/server/main'))
  const server = await startProgram('server', main, environment, '/readyz')
  try {
    await soak(server, ids)
  } finally {
    await server.stop()
  }
} finally {
  await provider.stop()
  rmSync(folder, { recursive: true })
}

async function seed(): Promise<string[]> {
  await using server = await startServer(readConfig({ ...environment, LETTERLOCK_PORT: '0' }))
  const connections = await createConnectionSeed(server)
  const ids = Array.from({ length: CONNECTIONS }, (_, index) => `conn_s${String(index).padStart(25, '0')}`)
  const expiresAt = Date.now() + LIFETIME_SECONDS * 1000
  for (const id of ids) {
    const tokens = { accessToken: 'first', refreshToken: `rt-${id.slice(5)}-0`, expiresAt, scope: null }
    const times = { accessTokenExpiresAt: expiresAt, dueAt: Date.now() }
    await connections.add(id, JSON.stringify(tokens), times)
  }
  return ids
}

async function soak(server: Program, ids: readonly string[]): Promise<void> {
  const authorization = `Bearer ${readFileSync(join(folder, 'secret.key'), 'utf8').trim()}`
  const end = performance.now() + MINUTES * 60_000
  const before = sample(server)
  const samples: Sample[] = []
  const failures = new Map<string, number>()
  let requests = 0
  const ask = async (path: string, init: RequestInit): Promise<void> => {
    const response = await fetch(server.url + path, {
      ...init,
      headers: {
        authorization,
        accept: 'application/json, text/event-stream',
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
      },
    })
    await response.arrayBuffer()
    requests++
    // If a token expired while the provider failed, the response is 503, and the retry succeeds.
    if (response.ok || response.status === 503) return
    const failure = `${init.method} ${path.replace(/conn_\w+/, '{id}')} ${response.status}`
    failures.set(failure, (failures.get(failure) ?? 0) + 1)
  }
  const tool = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'list_connections', arguments: {} },
  })
  const load = async (): Promise<void> => {
    for (let count = 0; performance.now() < end; count++) {
      await ask(`/v1/connections/${ids[(count * 7) % ids.length]}/token`, { method: 'POST' })
      if (count % 10 === 0) await ask('/v1/connections?limit=20&search=bench', { method: 'GET' })
      if (count % 20 === 0) await ask('/mcp', { method: 'POST', body: tool })
      await sleep(2)
    }
  }
  const sampling = async (): Promise<void> => {
    while (performance.now() < end) {
      await sleep(SAMPLE_EVERY_MS)
      samples.push(sample(server))
    }
  }
  await Promise.all([load(), load(), load(), load(), sampling()])
  // Closes idle connections of this program, and so the server's.
  await sleep(SAMPLE_EVERY_MS)
  const after = sample(server)
  const seen = (await (await fetch(`${provider.url}/seen`)).json()) as { refreshed: number; refused: number }
  print(`${requests} requests, ${seen.refreshed} refreshes, ${values.faults} % of token requests failed`)
  print(`${seen.refused} refresh tokens presented after they were exchanged`)
  for (const [failure, count] of failures) print(`failed: ${failure}: ${count}`)
  if (seen.refused > 0 || failures.size > 0) process.exitCode = 1
  judge(before, samples, after)
}

/** Asserts that memory is flat after the first third, and that no handle is left. */
function judge(before: Sample, samples: readonly Sample[], after: Sample): void {
  const third = Math.ceil(samples.length / 3)
  const memory = (some: readonly Sample[]): number =>
    some.reduce((sum, { residentMb }) => sum + residentMb, 0) / some.length
  const [early, late] = [memory(samples.slice(third, 2 * third)), memory(samples.slice(2 * third))]
  print(`memory: ${early.toFixed(0)} MB in the second third, ${late.toFixed(0)} MB in the last`)
  print(`handles: ${before.handles} at the start, ${after.handles} at the end`)
  if (late > early * MAX_GROWTH || after.handles > before.handles + MAX_MORE_HANDLES) process.exitCode = 1
}

function sample(server: Program): Sample {
  return { residentMb: server.residentMb(), handles: readdirSync(`/proc/${server.pid}/fd`).length }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
