import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort } from '@letterlock/testing/free-port.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { measureMcp, REST_OF_ONE } from './mcp.ts'
import { measureCostOf, type Pair } from './cost-of.ts'
import { measure, type Contender } from './measure.ts'
import { startProgram, type Program } from './program.ts'
import { print, report, reportCostOf } from './report.ts'
import { BENCH_KEY, seed, type Seed } from './seed.ts'

const HOT = 1000
const COLD = 19_200

/** The measurements of requests. An argument selects those that begin with it. */
export const REQUEST_PARTS = {
  hot: `Token reads, ${HOT} connections in use`,
  cold: `Token reads, ${COLD} connections in use (no cache hits)`,
  forward: 'Forwarded GET with a response of 1 KB',
  mcp: 'MCP',
} as const

/** A server, and what is measured at it. */
interface Measured {
  readonly wanted: (what: string) => boolean
  readonly rounds: number
  /** Copies the data directory before a server writes to it. */
  readonly copyData: () => string
  readonly seeded: Seed
  readonly server: Program
  readonly upstream: Program
  readonly start: typeof startProgram
  readonly startServer: (name: string, more: Record<string, string>) => Promise<Program>
  readonly newFolder: () => string
}

const main = fileURLToPath(import.meta.resolve('@letterlock/server/main'))
const programFile = (name: string): string => join(import.meta.dirname, 'programs', `${name}.ts`)
const bearer = ({ secretKey }: Seed) => ({ authorization: `Bearer ${secretKey}` })

/** Measures the wanted requests, at a server with 19,200 connections. A program starts only where it takes part. */
export async function measureRequests(wanted: (what: string) => boolean, rounds: number): Promise<void> {
  const folders: string[] = []
  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
    folders.push(folder)
    return folder
  }
  const started: Program[] = []
  const start: typeof startProgram = async (...args) => {
    const program = await startProgram(...args)
    started.push(program)
    return program
  }
  try {
    const folder = newFolder()
    const seeded = await seed(folder, COLD)
    const unused = newFolder()
    cpSync(folder, unused, { recursive: true })
    const copyData = (): string => {
      const copy = newFolder()
      cpSync(unused, copy, { recursive: true })
      return copy
    }
    const upstream = await start('upstream, called directly', programFile('upstream'), {})
    const startServer = (name: string, more: Record<string, string>): Promise<Program> =>
      start(name, main, { ...environmentOf(upstream), ...more }, '/readyz')
    const server = await startServer('Letterlock', { LETTERLOCK_DATA_DIR: folder })
    const headers = bearer(seeded)
    for (const id of seeded.ids.slice(0, HOT))
      await fetch(`${server.url}/v1/connections/${id}/token`, { method: 'POST', headers })
    print(
      `Ready in ${Math.round(server.readyMs)} ms; ${Math.round(server.residentMb())} MB resident after ${HOT} token reads`,
    )
    const measured = { wanted, rounds, copyData, seeded, server, upstream, start, startServer, newFolder }
    await measureReads(measured)
    if (wanted(REQUEST_PARTS.forward)) await measureForwarding(measured)
    if (wanted(REQUEST_PARTS.mcp)) await measureTools(measured)
    print(`\n${Math.round(server.residentMb())} MB resident at the end`)
  } finally {
    await Promise.all(started.map((program) => program.stop()))
    for (const directory of folders) rmSync(directory, { recursive: true })
  }
}

function environmentOf(upstream: Program): Record<string, string> {
  return {
    LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
    LETTERLOCK_SANDBOX_URL: upstream.url,
    LETTERLOCK_LOG_LEVEL: 'warn',
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
    LETTERLOCK_ENCRYPTION_KEYS: BENCH_KEY,
  }
}

async function measureReads({ wanted, rounds, seeded, server, start }: Measured): Promise<void> {
  const parts = [
    [REQUEST_PARTS.hot, seeded.ids.slice(0, HOT)],
    [REQUEST_PARTS.cold, seeded.ids],
  ] as const
  if (!parts.some(([what]) => wanted(what))) return
  const f0 = await start('F0 bare node:http', programFile('f0'), {})
  const fs = await start('FS bare, key + row + decryption', programFile('fs'), seeded.floor)
  const hello: Contender = { program: f0, requests: [{ method: 'GET', path: '/' }] }
  const headers = bearer(seeded)
  for (const [what, ids] of parts) {
    if (!wanted(what)) continue
    const requests = ids.map((id) => ({ method: 'POST' as const, path: `/v1/connections/${id}/token` }))
    const contenders = [hello, { program: fs, requests, headers }, { program: server, requests, headers }]
    report(what, await measure(contenders, rounds), fs.name)
  }
}

async function measureTools({ rounds, seeded, server, startServer, newFolder }: Measured): Promise<void> {
  const folder = newFolder()
  const one = await seed(folder, 1)
  const small = await startServer('Letterlock with one connection', { LETTERLOCK_DATA_DIR: folder })
  const authorization = (of: 'full' | 'small'): string => bearer(of === 'full' ? seeded : one).authorization
  report(REQUEST_PARTS.mcp, await measureMcp({ full: server, small, authorization }, rounds), REST_OF_ONE)
}

async function measureForwarding(measured: Measured): Promise<void> {
  const { rounds, copyData, seeded, server, upstream, start, startServer, newFolder } = measured
  const fx = await start('FX bare undici dispatch proxy', programFile('fx'), { UPSTREAM: upstream.url })
  const withoutCallLog = await startServer('Letterlock without log of calls', {
    LETTERLOCK_DATA_DIR: copyData(),
    LETTERLOCK_CALL_SAMPLE_RATE: '0',
  })
  await using postgres = await startPostgres({ durable: true })
  const database = { LETTERLOCK_DATA_DIR: newFolder(), LETTERLOCK_DATABASE_URL: await postgres.newDatabase() }
  const inPostgres = await seed(database.LETTERLOCK_DATA_DIR, HOT, database.LETTERLOCK_DATABASE_URL)
  const onPostgres = await startServer('Letterlock with PostgreSQL', database)

  const path = '/3.0/lists'
  const direct = [{ method: 'GET' as const, path }]
  const requests = seeded.ids
    .slice(0, HOT)
    .map((id) => ({ method: 'GET' as const, path: `/v1/proxy/${id}${path}` }))
  const contenders: Contender[] = [
    { program: upstream, requests: direct },
    { program: fx, requests: direct },
    { program: server, requests, headers: bearer(seeded) },
    { program: withoutCallLog, requests, headers: bearer(seeded) },
    { program: onPostgres, requests, headers: bearer(inPostgres) },
  ]
  report(REQUEST_PARTS.forward, await measure(contenders, rounds), fx.name)
  // Stopped before its database.
  await onPostgres.stop()
  reportCostOf('the log of calls costs', await measureCostOf(() => startLogPair(measured, requests)))
}

/** Two servers with the same connections, in a new process. One of them logs no calls. */
async function startLogPair(
  { seeded, copyData, upstream, start }: Measured,
  requests: Contender['requests'],
): Promise<Pair> {
  const port = String(await freePort())
  const other = {
    LETTERLOCK_DATA_DIR: copyData(),
    LETTERLOCK_PORT: port,
    LETTERLOCK_CALL_SAMPLE_RATE: '0',
  }
  const environment = {
    ...environmentOf(upstream),
    LETTERLOCK_DATA_DIR: copyData(),
    OTHER: JSON.stringify(other),
  }
  const program = await start('Letterlock', programFile('two-servers'), environment, '/readyz')
  const contender = (of: Program): Contender => ({ program: of, requests, headers: bearer(seeded) })
  return {
    with: contender(program),
    without: contender({ ...program, url: `http://127.0.0.1:${port}` }),
    stop: () => program.stop(),
  }
}
