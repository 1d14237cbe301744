/*
 * Measures token reads and forwarded calls, and compares them with programs that do only the unavoidable work. Ratios within one run
 * count; absolute figures depend on the machine. Linux only (CPU time is read from /proc). An argument, as in
 * `npm run bench -- forward`, selects the measurements that begin with it. Growth takes minutes, and runs only when it is asked for;
 * `SIZES=1000,100000` chooses its sizes.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { measureHerd, type HerdFigures } from './herd.ts'
import { measureLists, type ListFigure } from './lists.ts'
import { measureMcp } from './mcp.ts'
import { measure, type Contender, type Figure } from './measure.ts'
import { startProgram, type Program } from './program.ts'
import { seed } from './seed.ts'

const ROUNDS = Number(process.env['ROUNDS'] ?? 5)
const HOT = 1000
const COLD = 19_200
const LISTED = 200_000
const SIZES = (process.env['SIZES'] ?? '10,1000,100000,1000000').split(',').map(Number)

const folder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
/** A server has its data directory for itself. */
const secondFolder = mkdtempSync(join(tmpdir(), 'letterlock-bench-'))
const started: Program[] = []
const start = async (...args: Parameters<typeof startProgram>): Promise<Program> => {
  const program = await startProgram(...args)
  started.push(program)
  return program
}
const floorFile = (name: string): string => join(import.meta.dirname, 'programs', `${name}.ts`)

try {
  const { ids, secretKey, floor } = await seed(folder, COLD)
  const upstream = await start('upstream, called directly', floorFile('upstream'), {})
  cpSync(folder, secondFolder, { recursive: true })
  const startServer = (name: string, more: Record<string, string>): Promise<Program> =>
    start(
      name,
      fileURLToPath(import.meta.resolve('@letterlock/server/main')),
      {
        LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
        LETTERLOCK_SANDBOX_URL: upstream.url,
        LETTERLOCK_LOG_LEVEL: 'warn',
        LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
        ...more,
      },
      '/readyz',
    )
  const server = await startServer('Letterlock', { LETTERLOCK_DATA_DIR: folder })
  const withoutCallLog = await startServer('Letterlock without log of calls', {
    LETTERLOCK_DATA_DIR: secondFolder,
    LETTERLOCK_CALL_SAMPLE_RATE: '0',
  })
  const f0 = await start('F0 bare node:http', floorFile('f0'), {})
  const fs = await start('FS bare, key + row + decryption', floorFile('fs'), floor)
  const fx = await start('FX bare undici dispatch proxy', floorFile('fx'), { UPSTREAM: upstream.url })

  const headers = { authorization: `Bearer ${secretKey}` }
  for (const id of ids.slice(0, HOT))
    await fetch(`${server.url}/v1/connections/${id}/token`, { method: 'POST', headers })
  print(`${cpus()[0]?.model.trim()}, ${cpus().length} CPUs, Node ${process.version}, ${ROUNDS} rounds`)
  print(
    `Ready in ${Math.round(server.readyMs)} ms; ${Math.round(server.residentMb())} MB resident after ${HOT} token reads`,
  )

  const [, , word = ''] = process.argv
  const wanted = (what: string): boolean => what.toLowerCase().startsWith(word)
  const reads = (some: readonly string[]) =>
    some.map((id) => ({ method: 'POST' as const, path: `/v1/connections/${id}/token` }))
  const hello = { program: f0, requests: [{ method: 'GET', path: '/' }] } as const satisfies Contender
  for (const [what, some] of [
    [`Token reads, ${HOT} connections in use`, ids.slice(0, HOT)],
    [`Token reads, ${COLD} connections in use (no cache hits)`, ids],
  ] as const) {
    if (!wanted(what)) continue
    const requests = reads(some)
    const figures = await measure(
      [hello, { program: fs, requests, headers }, { program: server, requests, headers }],
      ROUNDS,
    )
    report(what, figures, fs.name)
  }

  const path = '/3.0/lists'
  const forwarded = ids
    .slice(0, HOT)
    .map((id) => ({ method: 'GET' as const, path: `/v1/proxy/${id}${path}` }))
  const proxyParts = 'Forwarded GET with a response of 1 KB'
  if (wanted(proxyParts))
    report(
      proxyParts,
      await measure(
        [
          { program: upstream, requests: [{ method: 'GET', path }] },
          { program: fx, requests: [{ method: 'GET', path }] },
          { program: server, requests: forwarded, headers },
          { program: withoutCallLog, requests: forwarded, headers },
        ],
        ROUNDS,
      ),
      fx.name,
    )
  const mcp = 'MCP'
  if (wanted(mcp)) {
    const figures = await measureMcp(server, headers.authorization, ROUNDS, ids[0] ?? '')
    report(mcp, figures, figures[0]?.name ?? '')
  }
  print(`\n${Math.round(server.residentMb())} MB resident at the end`)

  const lists = `Lists of ${LISTED.toLocaleString('en')} connections and events`
  if (wanted(lists)) reportLists(lists, new Map([[LISTED, await measureLists(LISTED)]]))
  const growth = 'Growth of lists'
  if (word !== '' && wanted(growth)) {
    const figures = new Map<number, ListFigure[]>()
    for (const rows of SIZES) figures.set(rows, await measureLists(rows))
    reportLists(growth, figures)
  }

  const herds = 'Herd: 10,000 connections due at once'
  if (wanted(herds)) {
    reportHerd(`${herds}, SQLite`, await measureHerd(null))
    await using server = await startPostgres({ durable: true })
    reportHerd(`${herds}, PostgreSQL`, await measureHerd(await server.newDatabase()))
  }
} finally {
  await Promise.all(started.map((program) => program.stop()))
  for (const directory of [folder, secondFolder]) rmSync(directory, { recursive: true })
}

function report(what: string, figures: readonly Figure[], floorName: string): void {
  const floor = figures.find(({ name }) => name === floorName)
  print(`\n${what}`)
  print('                                   CPU µs/req   × floor     req/s    p50 ms    p99 ms   errors')
  for (const { name, cpuMicrosPerRequest, requestsPerSecond, p50Ms, p99Ms, errors } of figures) {
    const ratio = (floor?.cpuMicrosPerRequest ?? Number.NaN) / cpuMicrosPerRequest
    const cells = [
      name.padEnd(33),
      cpuMicrosPerRequest.toFixed(1).padStart(12),
      ratio.toFixed(2).padStart(9),
      Math.round(requestsPerSecond).toString().padStart(9),
      p50Ms.toFixed(1).padStart(9),
      p99Ms.toFixed(1).padStart(9),
      String(errors).padStart(8),
    ]
    print(cells.join(' '))
  }
}

/** p50 and p99 of each list, and the slowest token read beside it, for each number of rows. */
function reportLists(what: string, sizes: ReadonlyMap<number, readonly ListFigure[]>): void {
  print(`\n${what}: p50, p99, and the slowest token read meanwhile, in ms`)
  print(
    `${' '.repeat(38)}${[...sizes.keys()].map((rows) => rows.toLocaleString('en').padStart(24)).join('')}`,
  )
  const [first = []] = sizes.values()
  for (const [index, { what: list }] of first.entries()) {
    const cells = [...sizes.values()].map((figures) => {
      const { p50Ms = Number.NaN, p99Ms = Number.NaN, maxReadMs = Number.NaN } = figures[index] ?? {}
      return [p50Ms, p99Ms, maxReadMs].map((ms) => ms.toFixed(1).padStart(8)).join('')
    })
    print(`${list.padEnd(38)}${cells.join('')}`)
  }
}

function reportHerd(what: string, figures: HerdFigures): void {
  const { seconds, perSecond, cpuMicrosPerRefresh, refused, calm, meanwhile } = figures
  print(`\n${what}`)
  print(
    `  ${seconds.toFixed(2)} s, ${Math.round(perSecond)} refreshes per second, ${Math.round(cpuMicrosPerRefresh)} µs CPU each`,
  )
  print(`  ${refused} rejected by the strict provider (a refresh token used twice)`)
  for (const [name, { perSecond, p50Ms, p99Ms }] of Object.entries({ calm, meanwhile }))
    print(
      `  token reads of others, ${name.padEnd(9)}: ${Math.round(perSecond)} per second, p50 ${p50Ms.toFixed(1)} ms, p99 ${p99Ms.toFixed(1)} ms`,
    )
}

function print(line: string): void {
  process.stdout.write(`${line}\n`)
}
