import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { DatabaseSync } from 'node:sqlite'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { programOf } from 'letterlock/launch.ts'
import { startServer } from '../../src/start-server.ts'
import { readConfig, type Config } from '../../src/config/config.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

function localConfig(t: TestContext, environment: Record<string, string> = {}): Config {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-start-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return readConfig({
    LETTERLOCK_DATA_DIR: folder,
    LETTERLOCK_PORT: '0',
    LETTERLOCK_LOG_LEVEL: 'silent',
    ...environment,
  })
}

async function startAndEnd(config: Config): Promise<void> {
  await using server = await startServer(config)
  assert.equal((await fetch(`${server.localUrl}/readyz`)).status, 200)
}

test('the first local start makes a key and a secret key, for their owner only; later starts use them', async (t) => {
  const config = localConfig(t)
  await startAndEnd(config)
  for (const file of [config.encryptionKeyFile, config.secretKeyFile, config.databaseFile])
    assert.equal(statSync(file).mode & 0o777, 0o600, file)
  const key = readFileSync(config.encryptionKeyFile, 'utf8')
  await startAndEnd(config)
  assert.equal(readFileSync(config.encryptionKeyFile, 'utf8'), key)
})

test('KE-04: a server without the key of its PostgreSQL database makes none', async (t) => {
  await using postgres = await startPostgres()
  const database = { LETTERLOCK_DATABASE_URL: await postgres.newDatabase() }
  await startAndEnd(localConfig(t, database))
  const other = localConfig(t, database)
  await assert.rejects(startServer(other), {
    name: 'ConfigError',
    message:
      /Set LETTERLOCK_ENCRYPTION_KEYS to that key, or copy it to .*encryption\.key\. Nothing was changed\./,
  })
  assert.equal(existsSync(other.encryptionKeyFile), false)
})

test('KE-04: without its key, or with another, the server does not start and changes nothing', async (t) => {
  const config = localConfig(t)
  await startAndEnd(config)
  const before = readFileSync(config.databaseFile)
  renameSync(config.encryptionKeyFile, `${config.encryptionKeyFile}.away`)
  await assert.rejects(startServer(config), { name: 'ConfigError', message: /encryption key is missing/ })
  writeFileSync(config.encryptionKeyFile, `${randomBytes(32).toString('base64')}\n`)
  await assert.rejects(
    startServer(config),
    /encryption\.key lacks the key that this database was written with/,
  )
  writeFileSync(config.encryptionKeyFile, 'c2hvcnQ=\n')
  await assert.rejects(startServer(config), /not 32 bytes/)
  assert.deepEqual(readFileSync(config.databaseFile), before)
  renameSync(`${config.encryptionKeyFile}.away`, config.encryptionKeyFile)
  await startAndEnd(config)
})

test('KE-04: an empty or half-written key file is named with the next step, and nothing is made in its place', async (t) => {
  const config = localConfig(t)
  const { encryptionKeyFile: file } = config
  for (const [text, fault] of [
    ['', 'is empty'],
    [' \n', 'is empty'],
    [
      randomBytes(32).toString('base64').slice(0, 20),
      'has a key, number 1 of 1, that is not 32 bytes in base64',
    ],
  ] as const) {
    writeFileSync(file, text)
    await assert.rejects(startServer(config), {
      name: 'ConfigError',
      message: `${file} ${fault}. Restore it from your copy, or set LETTERLOCK_ENCRYPTION_KEYS. Before the first start, remove it: the start creates a new one. Nothing was changed.`,
    })
    assert.equal(readFileSync(file, 'utf8'), text)
  }
  rmSync(file)
  await startAndEnd(config)
})

test('KE-04: a first start that is killed while it writes the key leaves no part of it, and the next one works', async (t) => {
  const config = localConfig(t)
  const killed = `import fs from 'node:fs'
    import { syncBuiltinESMExports } from 'node:module'
    const { writeFileSync } = fs
    fs.writeFileSync = (file, text, options) => {
      if (typeof file !== 'number') return writeFileSync(file, text, options)
      writeFileSync(file, text.slice(0, 20), options)
      process.kill(process.pid, 'SIGKILL')
    }
    syncBuiltinESMExports()`
  const main = programOf('server')
  const environment = { ...process.env, LETTERLOCK_DATA_DIR: config.dataDirectory, LETTERLOCK_PORT: '0' }
  const preload = `data:text/javascript,${encodeURIComponent(killed)}`
  const ended = await promisify(execFile)(process.execPath, ['--import', preload, main], {
    env: environment,
  }).catch((error: { signal: string }) => error)
  assert.ok('signal' in ended)
  assert.equal(ended.signal, 'SIGKILL')
  assert.equal(existsSync(config.encryptionKeyFile), false)
  await startAndEnd(config)
})

test('a start that fails leaves nothing open: no lock, no timer, no handle; the next one works', async (t) => {
  const blocker = createServer().listen(0, '127.0.0.1')
  await once(blocker, 'listening')
  const { port } = blocker.address() as AddressInfo
  const config = localConfig(t, { LETTERLOCK_HOST: '127.0.0.1', LETTERLOCK_PORT: String(port) })
  // The first start loads modules, which open handles of their own.
  await (await startServer({ ...config, port: 0 })).close()
  const open = (): string[] =>
    process.getActiveResourcesInfo().filter((kind) => /^(MessagePort|TCPServerWrap|Timeout)$/.test(kind))
  const before = open()
  await assert.rejects(startServer(config), { name: 'ConfigError', message: /is in use/ })
  await waitUntil(() => open().length <= before.length, 'the handles to be closed')
  blocker.close()
  await once(blocker, 'close')
  await startAndEnd(config)
})

test('a new key in front of the old one: both open, the new one encrypts', async (t) => {
  const config = localConfig(t)
  await startAndEnd(config)
  const old = readFileSync(config.encryptionKeyFile, 'utf8')
  writeFileSync(config.encryptionKeyFile, `${randomBytes(32).toString('base64')}\n${old}`)
  await startAndEnd(config)
})

test('beyond this machine there is no start without a key and a public address', async (t) => {
  assert.throws(() => localConfig(t, { LETTERLOCK_HOST: '0.0.0.0' }), /LETTERLOCK_PUBLIC_URL must be set/)
  assert.throws(
    () => localConfig(t, { LETTERLOCK_PUBLIC_URL: 'http://connect.example.com' }),
    /must begin with https/,
  )
  assert.throws(
    () => localConfig(t, { LETTERLOCK_PUBLIC_URL: 'https://connect.example.com/x' }),
    /which has a path/,
  )
  assert.throws(
    () => localConfig(t, { LETTERLOCK_PORT: 'many' }),
    /LETTERLOCK_PORT is “many”, which is not a whole number/,
  )
  const config = localConfig(t, { LETTERLOCK_PUBLIC_URL: 'https://connect.example.com' })
  await assert.rejects(startServer(config), /There is no encryption key/)
})

test('a database newer than the program is refused, in one line, by the program itself', async (t) => {
  const config = localConfig(t)
  await startAndEnd(config)
  const database = new DatabaseSync(config.databaseFile)
  database.exec('PRAGMA user_version = 999')
  database.close()
  const main = programOf('server')
  const environment = { ...process.env, LETTERLOCK_DATA_DIR: config.dataDirectory, LETTERLOCK_PORT: '0' }
  const failure = await promisify(execFile)(process.execPath, [main], { env: environment }).catch(
    (error: { code: number; stderr: string }) => error,
  )
  assert.ok('code' in failure)
  assert.equal(failure.code, 1)
  assert.match(failure.stderr, /^Letterlock cannot start: the database has schema version 999.*\n$/)
})

test('KE-01: a damaged or swapped ciphertext is told, and harms no other connection', async () => {
  await using world = await startWorld()
  const [first, second] = [await connect(world, { endUserId: 'a' }), await connect(world, { endUserId: 'b' })]
  const database = new DatabaseSync(world.config.databaseFile)
  database
    .prepare(
      'UPDATE connections SET token_set_ciphertext = (SELECT token_set_ciphertext FROM connections WHERE id = ?) WHERE id = ?',
    )
    .run(second.id, first.id)
  database.close()
  assert.equal(await errorCodeOf(world.client.connections.getAccessToken(first.id)), 'decryption_failed')
  assert.equal((await world.client.connections.getAccessToken(second.id)).credential, 'oauth')
  assert.equal((await world.client.connections.get(first.id)).id, first.id)
  assert.equal((await connect(world, { endUserId: 'a' })).id, first.id, 'reconnecting ends that')
  assert.equal((await world.client.connections.getAccessToken(first.id)).credential, 'oauth')
})

test('usage is written when the server ends: none is lost', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  for (let round = 0; round < 7; round++) await world.client.connections.getAccessToken(id)
  await world.server.close()
  const database = new DatabaseSync(world.config.databaseFile)
  const lines = database.prepare("SELECT data FROM events WHERE type = 'token.retrieved'").all()
  database.close()
  assert.deepEqual(
    lines.map(({ data }) => JSON.parse(String(data)) as object),
    [{ count: 7 }],
  )
})
