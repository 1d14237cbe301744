import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { measureMcp } from './mcp.ts'
import { measure, type Contender } from './measure.ts'
import { startProgram, type Program } from './program.ts'
import { print, report } from './report.ts'
import { BENCH_KEY, seed } from './seed.ts'

const HOT = 1000
const COLD = 19_200

/** The measurements of requests, by the words that select them. */
export const REQUEST_PARTS = {
  hot: `Token reads, ${HOT} connections in use`,
  cold: `Token reads, ${COLD} connections in use (no cache hits)`,
  forward: 'Forwarded GET with a response of 1 KB',
  mcp: 'MCP',
} as const

const main = fileURLToPath(import.meta.resolve('@letterlock/server/main'))
const floorFile = (name: string): string => join(import.meta.dirname, 'programs', `${name}.ts`)

/** Measures the wanted requests, at a server with 19,200 connections. A program starts only where it takes part. */
export async function measureRequests(wanted: (what: string) => boolean, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
  /** A server has its data directory for itself. */
  const secondFolder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
  const postgresFolder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
  const started: Program[] = []
  const start = async (...args: Parameters<typeof startProgram>): Promise<Program> => {
    const program = await startProgram(...args)
    started.push(program)
    return program
  }
  try {
    const { ids, secretKey, floor } = await seed(folder, COLD)
    const upstream = await start('upstream, called directly', floorFile('upstream'), {})
    cpSync(folder, secondFolder, { recursive: true })
    const startServer = (name: string, more: Record<string, string>): Promise<Program> =>
      start(
        name,
        main,
        {
          LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
          LETTERLOCK_SANDBOX_URL: upstream.url,
          LETTERLOCK_LOG_LEVEL: 'warn',
          LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
          LETTERLOCK_ENCRYPTION_KEYS: BENCH_KEY,
          ...more,
        },
        '/readyz',
      )
    const server = await startServer('Letterlock', { LETTERLOCK_DATA_DIR: folder })

    const headers = { authorization: `Bearer ${secretKey}` }
    for (const id of ids.slice(0, HOT))
      await fetch(`${server.url}/v1/connections/${id}/token`, { method: 'POST', headers })
    print(
      `Ready in ${Math.round(server.readyMs)} ms; ${Math.round(server.residentMb())} MB resident after ${HOT} token reads`,
    )

    const reads = (some: readonly string[]) =>
      some.map((id) => ({ method: 'POST' as const, path: `/v1/connections/${id}/token` }))
    if (wanted(REQUEST_PARTS.hot) || wanted(REQUEST_PARTS.cold)) {
      const f0 = await start('F0 bare node:http', floorFile('f0'), {})
      const fs = await start('FS bare, key + row + decryption', floorFile('fs'), floor)
      const hello = {
        program: f0,
        requests: [{ method: 'GET', path: '/' }],
      } as const satisfies Contender
      for (const [what, some] of [
        [REQUEST_PARTS.hot, ids.slice(0, HOT)],
        [REQUEST_PARTS.cold, ids],
      ] as const) {
        if (!wanted(what)) continue
        const requests = reads(some)
        const contenders = [hello, { program: fs, requests, headers }, { program: server, requests, headers }]
        report(what, await measure(contenders, rounds), fs.name)
      }
    }

    const path = '/3.0/lists'
    const forwarded = ids
      .slice(0, HOT)
      .map((id) => ({ method: 'GET' as const, path: `/v1/proxy/${id}${path}` }))
    if (wanted(REQUEST_PARTS.forward)) {
      const fx = await start('FX bare undici dispatch proxy', floorFile('fx'), { UPSTREAM: upstream.url })
      const withoutCallLog = await startServer('Letterlock without log of calls', {
        LETTERLOCK_DATA_DIR: secondFolder,
        LETTERLOCK_CALL_SAMPLE_RATE: '0',
      })
      await using postgres = await startPostgres({ durable: true })
      const databaseUrl = await postgres.newDatabase()
      const { secretKey: postgresKey } = await seed(postgresFolder, HOT, databaseUrl)
      const onPostgres = await startServer('Letterlock with PostgreSQL', {
        LETTERLOCK_DATA_DIR: postgresFolder,
        LETTERLOCK_DATABASE_URL: databaseUrl,
      })
      const contenders = [
        { program: upstream, requests: [{ method: 'GET' as const, path }] },
        { program: fx, requests: [{ method: 'GET' as const, path }] },
        { program: server, requests: forwarded, headers },
        { program: withoutCallLog, requests: forwarded, headers },
        {
          program: onPostgres,
          requests: forwarded,
          headers: { authorization: `Bearer ${postgresKey}` },
        },
      ]
      report(REQUEST_PARTS.forward, await measure(contenders, rounds), fx.name)
      // Before its database ends.
      await onPostgres.stop()
      started.splice(started.indexOf(onPostgres), 1)
    }
    if (wanted(REQUEST_PARTS.mcp)) {
      const figures = await measureMcp(server, headers.authorization, rounds, ids[0] ?? '')
      report(REQUEST_PARTS.mcp, figures, figures[0]?.name ?? '')
    }
    print(`\n${Math.round(server.residentMb())} MB resident at the end`)
  } finally {
    await Promise.all(started.map((program) => program.stop()))
    for (const directory of [folder, secondFolder, postgresFolder]) rmSync(directory, { recursive: true })
  }
}
