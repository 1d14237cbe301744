import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { request } from 'undici'
import { PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { startProgram, type Program } from './program.ts'
import { BENCH_KEY, seed } from './seed.ts'

const CONNECTIONS = 19_200
const STARTS = 7
const COMMANDS = 15
const FEW_READS = 1000
const MANY_READS = 65_000
const AT_ONCE = 32
const IDLE_MS = 5000

const CLI = join(import.meta.dirname, '../../cli')

/** Figures of the built package: median times in milliseconds, resident memory in MB. */
export interface MemoryFigures {
  readonly readyMs: number
  readonly idleMb: number
  readonly afterFewReadsMb: number
  readonly afterManyReadsMb: number
  /** The command `letterlock connections list`, with ten connections. */
  readonly listCommandMs: number
}

/** Builds the package as it is published, unless it is built, and measures its start, memory and a command. */
export async function measureMemory(): Promise<MemoryFigures> {
  const built = join(CLI, 'dist')
  const wasBuilt = existsSync(built)
  if (!wasBuilt)
    execFileSync('npm', ['run', '--silent', 'build'], { cwd: CLI, stdio: ['ignore', 'ignore', 'inherit'] })
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-memory-'))
  try {
    const { ids, secretKey } = await seed(folder, CONNECTIONS)
    const start = (): Promise<Program> =>
      startProgram('Letterlock', join(built, 'server.js'), environmentOf(folder), '/readyz')
    // The first start fills the compile cache, as an installation does.
    await (await start()).stop()
    const readyMs: number[] = []
    for (let count = 0; count < STARTS; count++) {
      const server = await start()
      readyMs.push(server.readyMs)
      await server.stop()
    }
    const server = await start()
    await sleep(IDLE_MS)
    const idleMb = server.residentMb()
    const read = readerOf(server, ids, secretKey)
    await read(FEW_READS)
    const afterFewReadsMb = server.residentMb()
    const listCommandMs = measureCommand(server, secretKey)
    await read(MANY_READS)
    const afterManyReadsMb = server.residentMb()
    await server.stop()
    return { readyMs: median(readyMs), idleMb, afterFewReadsMb, afterManyReadsMb, listCommandMs }
  } finally {
    rmSync(folder, { recursive: true })
    if (!wasBuilt) rmSync(built, { recursive: true })
  }
}

function environmentOf(folder: string): Record<string, string> {
  return {
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
    LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
    LETTERLOCK_LOG_LEVEL: 'warn',
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
    LETTERLOCK_ENCRYPTION_KEYS: BENCH_KEY,
  }
}

/** Reads the tokens of random connections. */
function readerOf(
  { url }: Program,
  ids: readonly string[],
  secretKey: string,
): (count: number) => Promise<void> {
  const headers = { authorization: `Bearer ${secretKey}` }
  return async (count) => {
    let left = count
    const readOn = async (): Promise<void> => {
      while (left-- > 0) {
        const id = ids[Math.floor(Math.random() * ids.length)] ?? ''
        const { statusCode, body } = await request(`${url}/v1/connections/${id}/token`, {
          method: 'POST',
          headers,
        })
        await body.dump()
        if (statusCode !== 200) throw new Error(`a token read answered ${statusCode}`)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, readOn))
  }
}

function measureCommand({ url }: Program, secretKey: string): number {
  const times: number[] = []
  for (let count = 0; count <= COMMANDS; count++) {
    const began = performance.now()
    // The built command, as in an installation; a clone would run the sources.
    const args = [
      '--conditions=letterlock-built',
      join(CLI, 'bin/letterlock.js'),
      'connections',
      'list',
      '--limit',
      '10',
    ]
    execFileSync(process.execPath, args, {
      env: { ...process.env, LETTERLOCK_URL: url, LETTERLOCK_SECRET_KEY: secretKey },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    // The first one fills the compile cache.
    if (count > 0) times.push(performance.now() - began)
  }
  return median(times)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
