import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { startServer } from '../../src/start-server.ts'

test('a second server on the same data directory does not start, and leaves the first one alone', async () => {
  await using world = await startWorld()
  await assert.rejects(
    startServer({ ...world.config, logLevel: 'silent' }),
    /Another server uses the data directory .+: stop it, or set/,
  )
  assert.equal((await fetch(`${world.server.localUrl}/readyz`)).status, 200)
  await world.server.close()
  // What the first one held is free again.
  await using next = await startServer({ ...world.config, logLevel: 'silent' })
  assert.equal((await fetch(`${next.localUrl}/readyz`)).status, 200)
})

test('every server of one database prints the same set-up link, and each accepts it', async () => {
  await using postgres = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await postgres.newDatabase() })
  await using other = await startServer({ ...world.config, logLevel: 'silent' })
  const tokenIn = (link: string | null): string => new URL(link ?? '').hash.slice(1)
  const token = tokenIn(world.server.setupUrl)
  assert.equal(tokenIn(other.setupUrl), token)
  const setUp = (body: object): Promise<Response> =>
    fetch(`${other.localUrl}/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  const user = { name: 'Ada', email: 'ada@letters.example', password: 'seven grey herons at dawn' }
  const wrong = await setUp({ ...user, token: `${token.slice(1)}x` })
  assert.equal(wrong.status, 403)
  const done = await setUp({ ...user, token })
  assert.equal(done.status, 204, await done.text())
  assert.equal((await setUp({ ...user, token })).status, 409)
})
