import { startServer } from '@letterlock/server/start-server.ts'
import { readConfig } from '@letterlock/server/config.ts'
import { createCipheriv, createSecretKey, hash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { API_BASE_URL, createConnectionSeed, PROVIDERS_DIRECTORY } from './connection-seed.ts'

/** The same for every server, so that a data directory can be copied. */
export const BENCH_KEY = randomBytes(32).toString('base64')

export interface Seed {
  readonly ids: readonly string[]
  readonly secretKey: string
  /** The environment of the floor program FS. */
  readonly floor: Record<string, string>
}

/**
 * Creates a server's data directory with this many connections, and the table of program FS with as many tokens.
 * @param databaseUrl null: SQLite
 */
export async function seed(
  folder: string,
  connections: number,
  databaseUrl: string | null = null,
): Promise<Seed> {
  const config = readConfig({
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_PROVIDERS_DIR: PROVIDERS_DIRECTORY,
    LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
    LETTERLOCK_ENCRYPTION_KEYS: BENCH_KEY,
    ...(databaseUrl !== null && { LETTERLOCK_DATABASE_URL: databaseUrl }),
  })
  await using server = await startServer(config)
  const rows = await createConnectionSeed(server)
  const floor = openFloor(join(folder, 'floor.db'))
  const ids = Array.from({ length: connections }, (_, index) => `conn_${String(index).padStart(26, '0')}`)
  await Promise.all(
    ids.map((id) => {
      const accessToken = randomBytes(16).toString('hex')
      const tokenSet = JSON.stringify({ accessToken, refreshToken: null, expiresAt: null, scope: null })
      floor.insert(id, tokenSet)
      return rows.add(id, tokenSet, { accessTokenExpiresAt: null, dueAt: null })
    }),
  )
  floor.close()
  const secretKey = readFileSync(config.secretKeyFile, 'utf8').trim()
  return {
    ids,
    secretKey,
    floor: {
      DATABASE: join(folder, 'floor.db'),
      KEY: floor.key,
      API_KEY_HASH: hash('sha256', secretKey, 'base64url'),
    },
  }
}

function openFloor(file: string): { key: string; insert(id: string, plain: string): void; close(): void } {
  const bytes = randomBytes(32)
  const key = createSecretKey(bytes)
  const database = new DatabaseSync(file)
  database.exec(
    'PRAGMA journal_mode = WAL; CREATE TABLE token (id TEXT PRIMARY KEY, ciphertext BLOB, api TEXT)',
  )
  const insert = database.prepare('INSERT INTO token VALUES (?, ?, ?)')
  database.exec('BEGIN')
  return {
    key: bytes.toString('base64'),
    insert(id, plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
      cipher.setAAD(Buffer.from(id))
      insert.run(
        id,
        Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]),
        API_BASE_URL,
      )
    },
    close() {
      database.exec('COMMIT')
      database.close()
    },
  }
}
