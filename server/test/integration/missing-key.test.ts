import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { TOKEN_PATH } from '@letterlock/testing/mailup.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { waitFor, waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, eventTypes, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { createEncryption } from '../../src/encryption/encryption.ts'
import { createKeyRing, idOfKey, keyName } from '../../src/encryption/key-ring.ts'
import { createJob } from '../../src/jobs/create-job.ts'
import { principalOfSecretKey } from '../../src/workspaces/principal.ts'
import { readConfig } from '../../src/config/config.ts'
import { startServer } from '../../src/start-server.ts'

const newKey = (): string => randomBytes(32).toString('base64')

test('a server that lacks the newest encryption key leaves what needs it to the others, as it is', async () => {
  await using postgres = await startPostgres()
  const [old, newest] = [newKey(), newKey()]
  await using world = await startWorld({
    LETTERLOCK_DATABASE_URL: await postgres.newDatabase(),
    LETTERLOCK_ENCRYPTION_KEYS: old,
  })
  const { store } = world.server.context
  const workspaceId = (await store.workspaces.first())?.id ?? ''
  const startOther = () =>
    startServer(
      { ...world.config, ...readConfigOf(newest, old), logLevel: 'silent' },
      { now: () => world.sandbox.world.clock.now() },
    )
  const { id } = await connect(world, { provider: 'mailup' })
  const other = await startOther()
  const atOther = new Letterlock({ url: other.localUrl, secretKey: world.secretKey, maxRetries: 0 })
  await atOther.connections.refresh(id)
  const types = await eventTypes(world, id)
  const sent = world.sandbox.world.requests.list({ path: TOKEN_PATH }).length
  await other.close()

  const { id: secretKeyId = '' } = (await world.client.secretKeys.list()).items[0] ?? {}
  const job = await createJob(
    { ...world.server.context, encryption: createEncryption(createKeyRing([newest])) },
    principalOfSecretKey({ id: secretKeyId, workspaceId, scopes: [] }),
    { type: 'contact_import', scopes: [], connectionId: null, input: {}, totalCount: 1 },
  )
  const readJob = () => store.jobs.find(workspaceId, job.id)
  const waiting = await waitFor(readJob, (found) => found?.interruptionCount === 1)
  assert.equal(waiting?.status, 'queued', 'a server that has the key may work on it')

  world.advance(3601)
  const lacks = (): number => world.log.filter((line) => line.includes('lacks an encryption key')).length
  await waitUntil(() => lacks() > 0, 'the server says that it lacks the key')
  assert.equal(await errorCodeOf(world.client.connections.getAccessToken(id)), 'decryption_failed')
  assert.equal(await errorCodeOf(world.client.connections.refresh(id)), 'decryption_failed')
  const read = async () => (await store.connections.read(workspaceId, id)) ?? assert.fail('no connection')
  const left = await waitFor(read, ({ refreshStartedAt }) => refreshStartedAt === null)
  assert.deepEqual([left.health.failures, left.reason], [undefined, null])
  assert.equal(await store.connections.isLeased(id), false)
  assert.deepEqual(await eventTypes(world, id), types, 'nothing is reported as a failure of the provider')
  const taken = { leaseMs: 1, now: world.sandbox.world.clock.now().getTime(), limit: 9 }
  const [missing] = world.server.context.missingKeys.current()
  assert.deepEqual(await store.connections.acquireDueLeases({ ...taken, missingKeys: [missing ?? 0] }), [])

  const { warnings } = await world.client.workspace.getServer()
  assert.deepEqual(
    warnings.map(({ code, facts }) => [code, facts.ids]),
    [['encryption_key_missing', [keyName(idOfKey(newest))]]],
  )
  await using again = await startOther()
  assert.ok(again.url)
  await waitFor(
    () => world.client.connections.get(id),
    ({ status, health }) => status === 'connected' && health.status === 'ok',
  )
  assert.equal(world.sandbox.world.requests.list({ path: TOKEN_PATH }).length, sent + 1)
  assert.equal(lacks(), 1, 'one line')
})

/** The names of the keys, newest first, each time that changed ones were taken. */
const taken = ({ log }: TestWorld): string[][] =>
  log.flatMap((line) => {
    const { msg, keyNames } = JSON.parse(line) as { msg?: string; keyNames?: string[] }
    return msg === 'the changed encryption keys are in use' && keyNames ? [keyNames] : []
  })

test('keys that lack the one in use are not taken by a running server, which says so once, and goes on', async () => {
  await using world = await startWorld()
  const { encryptionKeyFile: file } = world.config
  const { id } = await connect(world)
  const right = readFileSync(file, 'utf8')
  writeFileSync(file, `${newKey()}\n`)
  const refused = (): number => world.log.filter((line) => line.includes('keys are not used')).length
  await waitUntil(() => refused() > 0, 'the keys are refused')
  const added = await connect(world, { endUserId: 'second' })
  for (const one of [id, added.id])
    assert.equal(await errorCodeOf(world.client.connections.getAccessToken(one)), 'no error')
  const readWarnings = async () => (await world.client.workspace.getServer()).warnings.map(({ code }) => code)
  assert.deepEqual(await readWarnings(), ['encryption_keys_not_taken'])
  assert.deepEqual(taken(world), [])
  const newer = newKey()
  writeFileSync(file, `${newer}\n${right}`)
  await waitFor(readWarnings, ({ length }) => length === 0)
  assert.equal(refused(), 1)
  const names = [newer, right].map((key) => keyName(idOfKey(key)))
  assert.deepEqual(taken(world), [names], 'an operator reads that this server has them')
  for (const one of [id, added.id])
    assert.equal(await errorCodeOf(world.client.connections.getAccessToken(one)), 'no error')
})

function readConfigOf(...keys: string[]) {
  const { encryptionKeys } = readConfig({ LETTERLOCK_ENCRYPTION_KEYS: keys.join(',') })
  return { encryptionKeys }
}
