import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { programOf } from 'letterlock/launch.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import { sizeOf } from '@letterlock/testing/size-of.ts'
import { pauseAtRandom } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { ConfigError, readConfig } from '../../src/config/config.ts'
import { moveDatabase } from '../../src/commands/move-database.ts'
import { rotateEncryptionKeys } from '../../src/commands/rotate-encryption-keys.ts'
import { decryptTokenSet, encryptTokenSet } from '../../src/connections/encrypted-credentials.ts'
import { idOfKey, keyName } from '../../src/encryption/key-ring.ts'
import { openPostgres } from '../../src/store/postgres/postgres.ts'

const MAIN = programOf('server')
const CONNECTIONS = sizeOf(3000, 100_000)
const READS_PER_SECOND = sizeOf(100, 500)
const KILLS = 3

function startCommand({ config }: TestWorld, name: string) {
  const env = { ...process.env, LETTERLOCK_DATA_DIR: config.dataDirectory }
  const child = spawn(process.execPath, [MAIN, name], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { text: '' }
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (output.text += chunk.toString()))
  return { child, output, ended: once(child, 'close') as Promise<[number | null]> }
}

async function runCommand(world: TestWorld, name: string): Promise<{ code: number | null; text: string }> {
  const { output, ended } = startCommand(world, name)
  const [code] = await ended
  return { code, text: output.text }
}

/** Copies of a connection, each with the same tokens in its own row. @returns their IDs */
async function copyConnection(world: TestWorld, id: string): Promise<string[]> {
  const { context } = world.server
  const { store } = context
  const workspaceId = (await store.workspaces.first())?.id ?? ''
  const original = (await store.connections.read(workspaceId, id)) ?? assert.fail('no connection')
  const tokens = decryptTokenSet(context, original, original.tokenSetCiphertext)
  const ids = Array.from({ length: CONNECTIONS }, (_, index) => `conn_${String(index).padStart(26, '0')}`)
  await Promise.all(
    ids.map((copyId) => {
      const of = { id: copyId, workspaceId }
      const copy = {
        ...original,
        ...of,
        endUserId: copyId,
        account: { ...original.account, id: copyId },
        tokenSetCiphertext: encryptTokenSet(context, of, tokens),
      }
      return store.connections.save(copy, null, [])
    }),
  )
  return ids
}

/** Reads tokens at random and at a constant rate, however long a read takes, until it is stopped. */
function startReaders(world: TestWorld, ids: readonly string[], random: () => number) {
  const failures: string[] = []
  const read = async (): Promise<void> => {
    const id = ids[Math.floor(random() * ids.length)] ?? ''
    const response = await fetch(`${world.server.localUrl}/v1/connections/${id}/token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.secretKey}` },
    })
    const text = await response.text()
    if (response.status !== 200) failures.push(`${id}: ${response.status} ${text}`)
  }
  const began = performance.now()
  const reads: Promise<void>[] = []
  const due = (): number => ((performance.now() - began) * READS_PER_SECOND) / 1000
  const timer = setInterval(() => {
    while (reads.length < due()) reads.push(read())
  }, 1)
  return {
    failures,
    async stop(): Promise<{ count: number; perSecond: number }> {
      const seconds = (performance.now() - began) / 1000
      clearInterval(timer)
      await Promise.all(reads)
      return { count: reads.length, perSecond: reads.length / seconds }
    },
  }
}

test(
  `the encryption key of ${CONNECTIONS} connections is rotated under reads, however often it is killed`,
  { timeout: sizeOf(600_000, 3_600_000) },
  async (t) => {
    const random = seededRandom()
    await using world = await startWorld({ LETTERLOCK_LOG_LEVEL: 'warn' })
    const { encryptionKeyFile } = world.config
    const { id } = await connect(world)
    const ids = await copyConnection(world, id)
    const [old = ''] = readFileSync(encryptionKeyFile, 'utf8').trim().split('\n')
    const readers = startReaders(world, ids, random)
    for (let kill = 0; kill < KILLS; kill++) {
      const { child, ended } = startCommand(world, 'rotate-encryption-keys')
      await Promise.race([pauseAtRandom(random, 7000), ended])
      child.kill('SIGKILL')
      await ended
    }
    const completed = await runCommand(world, 'rotate-encryption-keys')
    const verified = await runCommand(world, 'verify-encryption-keys')
    const { count, perSecond } = await readers.stop()
    t.diagnostic(`${count} token reads, ${Math.round(perSecond)} per second`)
    assert.deepEqual(readers.failures.slice(0, 3), [], `${readers.failures.length} of ${count} reads failed`)
    assert.ok(count > 100, `only ${count} reads`)
    assert.equal(completed.code, 0, completed.text)
    assert.match(completed.text, new RegExp(`${keyName(idOfKey(old))}.* no longer needed`))
    assert.equal(verified.code, 0, verified.text)
    assert.match(
      verified.text,
      new RegExp(`^${keyName(idOfKey(old))}  0 values \\(no longer needed\\)$`, 'm'),
    )

    // Without the old key, everything can still be read.
    const [newest = ''] = readFileSync(encryptionKeyFile, 'utf8').trim().split('\n')
    assert.notEqual(newest, old)
    writeFileSync(encryptionKeyFile, `${newest}\n`)
    const alone = await runCommand(world, 'verify-encryption-keys')
    assert.equal(alone.code, 0, alone.text)
    assert.match(alone.text, new RegExp(`^${keyName(idOfKey(newest))}  \\d+ values \\(the newest\\)$`, 'm'))
  },
)

test('values that no key decrypts are named, and a missing database is said', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { dataDirectory, encryptionKeyFile } = world.config
  const rightKey = readFileSync(encryptionKeyFile, 'utf8')
  writeFileSync(encryptionKeyFile, `${Buffer.alloc(32, 'wrong').toString('base64')}\n`)
  const verified = await runCommand(world, 'verify-encryption-keys')
  assert.equal(verified.code, 3, verified.text)
  assert.match(verified.text, new RegExp(`cannot be decrypted: .*connections\\.token_set_ciphertext ${id}`))
  writeFileSync(encryptionKeyFile, rightKey)
  const missing = await runCommand(
    { ...world, config: { ...world.config, dataDirectory: join(dataDirectory, 'elsewhere') } },
    'verify-encryption-keys',
  )
  assert.deepEqual([missing.code, /There is no database in/.test(missing.text)], [1, true], missing.text)
})

test('of two rotations at once, one runs: the second would replace the key that the first has created', async () => {
  await using world = await startWorld()
  const environment = { LETTERLOCK_DATA_DIR: world.config.dataDirectory }
  const lines: string[] = []
  const print = (line: string): void => void lines.push(line)
  const config = readConfig(environment)
  const context = { config, environment, ownEnvironment: environment, args: [], print, note: print }
  const [first, second] = await Promise.allSettled([
    rotateEncryptionKeys(context),
    rotateEncryptionKeys(context),
  ])
  const refused = first.status === 'rejected' ? first.reason : second.status === 'rejected' && second.reason
  assert.ok(refused instanceof ConfigError, `${lines.join('\n')}\n${String(refused)}`)
  assert.match(refused.message, /Another rotation/)
  assert.equal(lines.filter((line) => line.startsWith('Created the key')).length, 1)
  const verified = await runCommand(world, 'verify-encryption-keys')
  assert.equal(verified.code, 0, verified.text)
})

test('a rotation during a move is refused: it would call a key unneeded that the moved database needs', async () => {
  await using world = await startWorld()
  await connect(world)
  await world.server.close()
  await using postgres = await startPostgres()
  const own = { LETTERLOCK_DATA_DIR: world.config.dataDirectory }
  const printed: string[] = []
  let rotation: Promise<unknown> | undefined
  const contextOf = (environment: Record<string, string>, note: () => void) => {
    const print = (line: string): void => void printed.push(line)
    return {
      config: readConfig(environment),
      environment,
      ownEnvironment: environment,
      args: [],
      print,
      note,
    }
  }
  const meanwhile = (): void => {
    if (rotation) return
    rotation = rotateEncryptionKeys(contextOf(own, () => undefined)).catch((error: unknown) => error)
    using database = new DatabaseSync(world.config.databaseFile)
    database.exec('DELETE FROM connections')
  }
  const moved = { ...own, LETTERLOCK_DATABASE_URL: await postgres.newDatabase() }
  assert.equal(await moveDatabase(contextOf(moved, meanwhile)), 0)
  const sql = await openPostgres(moved.LETTERLOCK_DATABASE_URL)
  const connections = await sql.all('SELECT id FROM connections', [])
  await sql.close()
  assert.equal(connections.length, 1, 'what was there at the beginning is moved')
  const refused = await rotation
  assert.ok(refused instanceof ConfigError, printed.join('\n'))
  assert.match(refused.message, /a move of its database, is running/)
})
