import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { type Connection, Letterlock } from '@letterlock/sdk'
import { programOf } from 'letterlock/launch.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { readConfig } from '../../src/config/config.ts'
import { startServer } from '../../src/start-server.ts'

const MAIN = programOf('server')
const CONNECTIONS = sizeOf(2, 500)
const folder = mkdtempSync(join(tmpdir(), 'letterlock-backup-'))
after(() => rmSync(folder, { recursive: true }))
let count = 0
const newPath = (): string => join(folder, String(++count))

async function run(
  environment: Record<string, string>,
  ...args: string[]
): Promise<{ code: number | null; text: string }> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
  await once(child, 'close')
  return { code: child.exitCode, text }
}

/** Writes as fast as it can until it is stopped. @returns how many keys were created */
function startWriting(world: TestWorld) {
  const stopping = new AbortController()
  const loops = Array.from({ length: 4 }, async () => {
    let written = 0
    while (!stopping.signal.aborted) {
      await world.client.secretKeys.create({ name: `key ${written++}`, scopes: ['connections:read'] })
    }
    return written
  })
  return {
    async stop(): Promise<number> {
      stopping.abort()
      return (await Promise.all(loops)).reduce((sum, written) => sum + written, 0)
    },
  }
}

test('a backup that is made under load is restored elsewhere, and every connection can be refreshed there', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'warn' })
  const connections: Connection[] = []
  for (let number = 0; number < CONNECTIONS; number++)
    connections.push(await connect(world, { provider: 'mailup', endUserId: `user-${number}` }))
  const [copy, elsewhere] = [newPath(), newPath()]
  const own = { LETTERLOCK_DATA_DIR: world.config.dataDirectory }
  const writing = startWriting(world)
  const made = await run(own, 'backup', copy)
  const written = await writing.stop()
  assert.equal(made.code, 0, made.text)
  assert.ok(written > 0)
  assert.equal(statSync(copy).mode & 0o777, 0o600)
  assert.deepEqual(
    ['-wal', '-shm', '.partial'].filter((suffix) => existsSync(copy + suffix)),
    [],
    'a backup is one file',
  )

  const there = { LETTERLOCK_DATA_DIR: elsewhere }
  const withoutKeys = await run(there, 'restore', copy)
  assert.deepEqual(
    [withoutKeys.code, /encryption keys of the backup are missing/.test(withoutKeys.text)],
    [1, true],
  )
  copyFileSync(world.config.encryptionKeyFile, join(elsewhere, 'encryption.key'))
  const restored = await run(there, 'restore', copy)
  assert.equal(restored.code, 0, restored.text)
  const verified = await run(there, 'verify-encryption-keys')
  assert.equal(verified.code, 0, verified.text)
  const again = await run(there, 'restore', copy)
  assert.deepEqual([again.code, /is not overwritten/.test(again.text)], [1, true], again.text)

  await world.server.close()
  const config = readConfig({
    ...there,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_SANDBOX_URL: world.sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
  })
  await using server = await startServer(config, { now: () => world.sandbox.world.clock.now() })
  const client = new Letterlock({ url: server.localUrl, secretKey: world.secretKey })
  for (const { id } of connections) {
    const { status, lastRefreshedAt } = await client.connections.refresh(id)
    assert.deepEqual([status, lastRefreshedAt !== null], ['connected', true])
  }
})

test('what would lose data is refused: a file that exists, a running server, other keys, another database', async () => {
  await using world = await startWorld()
  const own = { LETTERLOCK_DATA_DIR: world.config.dataDirectory }
  const copy = newPath()
  assert.equal((await run(own, 'backup', copy)).code, 0)
  const before = readFileSync(copy)
  const twice = await run(own, 'backup', copy)
  assert.deepEqual([twice.code, /exists, and is not overwritten/.test(twice.text)], [1, true], twice.text)
  assert.deepEqual(readFileSync(copy), before)
  const running = await run(own, 'restore', copy)
  assert.deepEqual(
    [running.code, /Another server uses the data directory/.test(running.text)],
    [1, true],
    running.text,
  )

  const elsewhere = newPath()
  const wrongKey = {
    LETTERLOCK_DATA_DIR: elsewhere,
    LETTERLOCK_ENCRYPTION_KEYS: Buffer.alloc(32, 'x').toString('base64'),
  }
  const wrong = await run(wrongKey, 'restore', copy)
  assert.deepEqual([wrong.code, /lacks the key/.test(wrong.text)], [1, true], wrong.text)
  for (const content of ['not a database', before.subarray(0, Math.floor(before.length / 2))]) {
    const broken = newPath()
    writeFileSync(broken, content)
    const refused = await run(wrongKey, 'restore', broken)
    assert.deepEqual([refused.code, /Nothing was changed/.test(refused.text)], [1, true], refused.text)
  }
  assert.ok(!existsSync(join(elsewhere, 'letterlock.db')))
  const postgres = { ...own, LETTERLOCK_DATABASE_URL: 'postgres://x:hunter2@127.0.0.1:1/x' }
  const dump = await run(postgres, 'backup', newPath())
  assert.deepEqual(
    [dump.code, /pg_dump/.test(dump.text), /hunter2/.test(dump.text)],
    [1, true, false],
    dump.text,
  )
})

test('the journal of a restore that was killed does not change the next one', async () => {
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'warn' })
  const { dataDirectory, databaseFile, encryptionKeyFile } = world.config
  const [copy, elsewhere] = [newPath(), newPath()]
  assert.equal((await run({ LETTERLOCK_DATA_DIR: dataDirectory }, 'backup', copy)).code, 0)
  await world.client.secretKeys.create({ name: 'after the backup', scopes: ['connections:read'] })
  mkdirSync(elsewhere)
  copyFileSync(encryptionKeyFile, join(elsewhere, 'encryption.key'))
  copyFileSync(`${databaseFile}-wal`, join(elsewhere, 'letterlock.db.partial-wal'))
  const restored = await run({ LETTERLOCK_DATA_DIR: elsewhere }, 'restore', copy)
  assert.equal(restored.code, 0, restored.text)
  const namesIn = (file: string): unknown[] => {
    using database = new DatabaseSync(file)
    return database.prepare('SELECT name FROM secret_keys ORDER BY id').all()
  }
  assert.deepEqual(namesIn(join(elsewhere, 'letterlock.db')), namesIn(copy))
})

test('the embedded database moves to PostgreSQL with every row, once, and works there', async () => {
  await using postgres = await startPostgres()
  const url = await postgres.newDatabase()
  await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'warn' })
  const { id } = await connect(world, { provider: 'mailup' })
  await connect(world)
  const { items: events } = await world.client.events.list({ limit: 100 })
  const environment = { LETTERLOCK_DATA_DIR: world.config.dataDirectory, LETTERLOCK_DATABASE_URL: url }
  const running = await run(environment, 'move-database')
  assert.deepEqual([running.code, /Another server uses/.test(running.text)], [1, true], running.text)
  await world.server.close()
  const keyFile = world.config.encryptionKeyFile
  const keys = readFileSync(keyFile)
  rmSync(keyFile)
  const withoutKeys = await run(environment, 'move-database')
  assert.deepEqual([withoutKeys.code, /Nothing was changed/.test(withoutKeys.text)], [1, true])
  writeFileSync(keyFile, `${Buffer.alloc(32, 'wrong').toString('base64')}\n`)
  const unreadable = await run(environment, 'move-database')
  assert.deepEqual([unreadable.code, /Nothing was moved: .*decrypted/.test(unreadable.text)], [1, true])
  writeFileSync(keyFile, keys)
  const moved = await run(environment, 'move-database')
  assert.equal(moved.code, 0, moved.text)
  assert.match(moved.text, /^Moved \d+ rows and compared each of them\./m)
  const twice = await run(environment, 'move-database')
  assert.deepEqual([twice.code, /Nothing was moved: .* has rows/.test(twice.text)], [1, true], twice.text)

  const config = readConfig({
    ...environment,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_SANDBOX_URL: world.sandbox.url,
    LETTERLOCK_LOG_LEVEL: 'silent',
  })
  await using server = await startServer(config, { now: () => world.sandbox.world.clock.now() })
  const client = new Letterlock({ url: server.localUrl, secretKey: world.secretKey })
  assert.equal((await client.connections.refresh(id)).status, 'connected')
  const { items } = await client.events.list({ limit: 100 })
  const known = new Set(items.map((event) => event.id))
  assert.deepEqual(
    events.filter((event) => !known.has(event.id)),
    [],
  )
  // Numbers that the database gives go on after those that were moved.
  const { apiKeys } = world.sandbox.world.mailchimp
  const apiKey = Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? ''
  const credentials = { type: 'api_key', apiKey } as const
  const added = await client.connections.create({ provider: 'mailchimp', endUserId: 'later', credentials })
  assert.ok((await client.connections.list()).items.some((connection) => connection.id === added.id))
})
