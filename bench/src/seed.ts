import { createCipheriv, createSecretKey, hash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { join } from 'node:path'
import { startServer } from '@letterlock/server/app.ts'
import { readConfig } from '@letterlock/server/config.ts'

export interface Seed {
  readonly ids: readonly string[]
  readonly secretKey: string
  /** What FS needs. */
  readonly floor: Record<string, string>
}

const API = 'https://us21.api.mailchimp.com'

/** A hub's data folder with this many connections, and a floor program's table with as many tokens. */
export async function seed(folder: string, connections: number): Promise<Seed> {
  const config = readConfig({
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_LOG_LEVEL: 'silent',
    LETTERLOCK_SANDBOX_URL: 'http://127.0.0.1:9',
  })
  await using server = await startServer(config)
  const { store, encryption } = server.ports
  const workspaceId = (await store.workspaces.first())?.id ?? ''
  const app = {
    id: 'app_bench',
    workspaceId,
    providerId: 'mailchimp',
    clientId: '1',
    name: 'Bench',
    secrets: [],
    createdAt: 0,
  }
  await store.apps.insert(app, { type: 'oauth_app.created', connectionId: null, actor: 'system' })
  const floor = openFloor(join(folder, 'floor.db'))
  const rows = openRows(config.databaseFile, workspaceId, app.id)
  const ids = Array.from({ length: connections }, (_, index) => `conn_${String(index).padStart(26, '0')}`)
  for (const id of ids) {
    const accessToken = randomBytes(16).toString('hex')
    const plain = JSON.stringify({ accessToken, refreshToken: null, expiresAt: null, scope: null })
    floor.insert(id, plain)
    rows.insert(id, encryption.encrypt(plain, { workspaceId, rowId: id, field: 'token_set' }))
  }
  floor.close()
  rows.close()
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

/** All rows in one transaction: committing each would take minutes, and is not what is measured here. */
function openRows(
  file: string,
  workspaceId: string,
  oauthAppId: string,
): { insert(id: string, ciphertext: Uint8Array): void; close(): void } {
  const database = new DatabaseSync(file)
  const permissions = JSON.stringify({ audiences: 'write', campaigns: 'write', reports: 'read', send: false })
  const insert =
    database.prepare(`INSERT INTO connections (id, workspace_id, provider, oauth_app_id, end_user_id, account_id, account,
    permissions, token_set_ciphertext, refresh_type, token_set_version, fencing_token, health, row_version, connected_at, created_at)
    VALUES (?, ?, 'mailchimp', ?, ?, ?, ?, ?, ?, 'none', 1, 0, '{}', 1, 0, 0)`)
  database.exec('BEGIN')
  return {
    insert(id, ciphertext) {
      // An account of its own for each: the limit of simultaneous calls is for each account.
      const account = JSON.stringify({ id, name: 'Bench', email: null, dataCenter: 'us21', apiBaseUrl: API })
      insert.run(id, workspaceId, oauthAppId, id, id, account, permissions, ciphertext)
    },
    close() {
      database.exec('COMMIT')
      database.close()
    },
  }
}

function openFloor(file: string): { key: string; insert(id: string, plain: string): void; close(): void } {
  const bytes = randomBytes(32)
  const key = createSecretKey(bytes)
  const database = new DatabaseSync(file)
  database.exec('PRAGMA journal_mode = WAL; CREATE TABLE token (id TEXT PRIMARY KEY, sealed BLOB, api TEXT)')
  const insert = database.prepare('INSERT INTO token VALUES (?, ?, ?)')
  database.exec('BEGIN')
  return {
    key: bytes.toString('base64'),
    insert(id, plain) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: 16 })
      cipher.setAAD(Buffer.from(id))
      insert.run(id, Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]), API)
    },
    close() {
      database.exec('COMMIT')
      database.close()
    },
  }
}
