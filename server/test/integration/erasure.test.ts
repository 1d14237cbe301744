import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'

import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** What of these bytes is in any file of the database: the file itself and its write-ahead log. */
function placesOf(world: TestWorld, bytes: Uint8Array): string[] {
  const folder = world.config.dataDirectory
  return readdirSync(folder)
    .filter((name) => name.startsWith('letterlock.db'))
    .filter((name) => readFileSync(join(folder, name)).includes(Buffer.from(bytes)))
}

function ciphertextsIn(world: TestWorld, column: string, table: string): Uint8Array[] {
  const database = new DatabaseSync(join(world.config.dataDirectory, 'letterlock.db'), { readOnly: true })
  const rows = database
    .prepare(`SELECT ${column} AS ciphertext FROM ${table} WHERE ${column} IS NOT NULL`)
    .all()
  database.close()
  return rows.map(({ ciphertext }) => ciphertext as Uint8Array)
}

test('A8: a token set is gone from the database’s files once the connection is cut', async () => {
  await using world = await startWorld()
  const ids: string[] = []
  for (const endUserId of ['a', 'b', 'c', 'd']) ids.push((await connect(world, { endUserId })).id)
  const [ciphertext = assert.fail(), ...others] = ciphertextsIn(world, 'token_set_ciphertext', 'connections')
  assert.ok(placesOf(world, ciphertext).length > 0)
  const [first = '', ...rest] = ids
  // It has been there for a while: in the file, not only in the log.
  const report = await world.client.connections.disconnect(first)
  assert.deepEqual(report.deletedCredentials, ['oauth'])
  assert.deepEqual(placesOf(world, ciphertext), [])
  for (const other of others) assert.ok(placesOf(world, other).length > 0)
  await Promise.all(rest.map((id) => world.client.connections.disconnect(id)))
  for (const other of others) assert.deepEqual(placesOf(world, other), [])
})

test('A8: a token set and the one that it has replaced', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const seen = ciphertextsIn(world, 'token_set_ciphertext', 'connections')
  assert.equal((await world.client.connections.refresh(id)).health.status, 'ok')
  seen.push(...ciphertextsIn(world, 'token_set_ciphertext', 'connections'))
  assert.equal(new Set(seen.map((ciphertext) => Buffer.from(ciphertext).toString('hex'))).size, 2)
  await world.client.connections.disconnect(id)
  for (const ciphertext of seen) assert.deepEqual(placesOf(world, ciphertext), [])
})

test('A8: what was answered to an Idempotency-Key goes with the connection, and with the key that asked', async () => {
  await using world = await startWorld()
  const { scopes } = (await world.client.secretKeys.list()).items[0] ?? assert.fail()
  const another = await world.client.secretKeys.create({ name: 'other', scopes })
  const { id } = await connect(world)
  const post = async (path: string, key: string, secretKey = world.secretKey): Promise<Response> =>
    fetch(`${world.server.localUrl}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secretKey}`, 'idempotency-key': key },
    })
  const kept = (): Uint8Array[] => ciphertextsIn(world, 'response_ciphertext', 'idempotency_keys')
  assert.equal((await post(`/v1/connections/${id}/disconnect`, 'one')).status, 200)
  const [answer = assert.fail()] = kept()
  assert.ok(placesOf(world, answer).length > 0)
  await world.client.connections.delete(id)
  assert.deepEqual([kept(), placesOf(world, answer)], [[], []])

  const again = await connect(world)
  assert.equal((await post(`/v1/connections/${again.id}/disconnect`, 'two', another.secret)).status, 200)
  const [other = assert.fail()] = kept()
  await world.client.secretKeys.revoke(another.id)
  assert.deepEqual([kept(), placesOf(world, other)], [[], []])
})

test('A8: what a request creates is known only by its answer: that goes with the connection, too', async () => {
  await using world = await startWorld()
  const { apiKeys } = world.sandbox.world.mailchimp
  const apiKey = Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? ''
  const response = await fetch(`${world.server.localUrl}/v1/connections`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      'idempotency-key': 'three',
    },
    body: JSON.stringify({
      provider: 'mailchimp',
      endUserId: 'user-1',
      credentials: { type: 'api_key', apiKey },
    }),
  })
  assert.equal(response.status, 201)
  const { id } = (await response.json()) as { id: string }
  assert.equal(ciphertextsIn(world, 'response_ciphertext', 'idempotency_keys').length, 1)
  await world.client.connections.delete(id)
  assert.deepEqual(ciphertextsIn(world, 'request_ciphertext', 'idempotency_keys'), [])
})

test('A8: an API key that is erased, a client secret that is removed', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { apiKeys } = world.sandbox.world.mailchimp
  await world.client.connections.setApiKey(id, {
    apiKey: Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? '',
  })
  const [apiKey = assert.fail()] = ciphertextsIn(world, 'api_key_ciphertext', 'connections')
  await world.client.connections.removeApiKey(id)
  assert.deepEqual(placesOf(world, apiKey), [])

  const [secret = assert.fail()] = ciphertextsIn(world, 'secret_ciphertext', 'client_secrets')
  const { clientSecrets } = await world.client.oauthApps.addClientSecret(world.app.id, {
    clientSecret: 'c'.repeat(50),
  })
  await world.client.oauthApps.removeClientSecret(world.app.id, clientSecrets.at(-1)?.id ?? '')
  assert.deepEqual(placesOf(world, secret), [])
})
