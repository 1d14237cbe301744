import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { createConnectionSeed, PROVIDERS_DIRECTORY } from './connection-seed.ts'
import { startProgram } from './program.ts'
import { readFor, readSteadily, tokenReader, type Reads } from './token-reads.ts'

const CONNECTIONS = 10_000
const SEED_MS = 14_000

export interface HerdFigures {
  readonly seconds: number
  readonly perSecond: number
  readonly cpuMicrosPerRefresh: number
  readonly refused: number
  readonly calm: Reads
  readonly meanwhile: Reads
}

/** Measures ten thousand connections that are due at the same time, at a fast and strict provider. */
export async function measureHerd(databaseUrl: string | null): Promise<HerdFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-herd-'))
  const programs = join(import.meta.dirname, 'programs')
  const provider = await startProgram('provider', join(programs, 'token-endpoint.ts'), {}, '/seen')
  const environment = {
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_LOG_LEVEL: 'warn',
    LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
    LETTERLOCK_SANDBOX_URL: provider.url,
    LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000000000',
    ...(databaseUrl !== null && { LETTERLOCK_DATABASE_URL: databaseUrl }),
  }
  const dueAt = Date.now() + SEED_MS
  const others = await seedHerd(environment, dueAt)
  const main = fileURLToPath(import.meta.resolve('@letterlock/server/main'))
  const server = await startProgram('server', main, environment, '/readyz')
  try {
    const secretKey = readFileSync(join(folder, 'secret.key'), 'utf8').trim()
    const read = tokenReader(server.url, secretKey, others)
    await readFor(2000, read)
    const calm = await readFor(3000, read)
    while (Date.now() < dueAt) await sleep(1)
    const before = server.cpuMicros()
    const seen = (): Promise<Seen> =>
      fetch(`${provider.url}/seen`).then((answer) => answer.json()) as Promise<Seen>
    let done = false
    const reading = readSteadily(read, () => !done)
    const deadline = performance.now() + 60_000
    let now = await seen()
    while (now.refreshed < CONNECTIONS && performance.now() < deadline) {
      await sleep(50)
      now = await seen()
    }
    done = true
    const meanwhile = await reading
    const seconds = (now.lastAt - now.firstAt) / 1000
    return {
      seconds,
      perSecond: now.refreshed / seconds,
      cpuMicrosPerRefresh: (server.cpuMicros() - before) / now.refreshed,
      refused: now.refused,
      calm,
      meanwhile,
    }
  } finally {
    await server.stop()
    await provider.stop()
    rmSync(folder, { recursive: true })
  }
}

interface Seen {
  readonly refreshed: number
  readonly refused: number
  readonly firstAt: number
  readonly lastAt: number
}

async function seedHerd(environment: Record<string, string>, dueAt: number): Promise<string[]> {
  const config = readConfig({ ...environment, LETTERLOCK_PORT: '0', LETTERLOCK_LOG_LEVEL: 'silent' })
  await using server = await startServer(config)
  const seed = await createConnectionSeed(server)
  const add = async (id: string, due: number | null): Promise<string> => {
    const expiresAt = Date.now() + 3_600_000
    const accessToken = randomBytes(20).toString('hex')
    const tokens = { accessToken, refreshToken: `rt-${id.slice(5)}-0`, expiresAt, scope: null }
    await seed.add(id, JSON.stringify(tokens), { accessTokenExpiresAt: expiresAt, dueAt: due })
    return id
  }
  const name = (kind: string, index: number): string => `conn_${kind}${String(index).padStart(20, '0')}`
  await Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => add(name('h', index), dueAt)))
  return Promise.all(Array.from({ length: 500 }, (_, index) => add(name('o', index), null)))
}
