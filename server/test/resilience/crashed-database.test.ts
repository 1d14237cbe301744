import { startCluster } from '@letterlock/testing/postgres.ts'
import {
  ACCOUNT,
  account,
  startScripted,
  TOKEN,
  type Received,
} from '@letterlock/testing/scripted-provider.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* The PostgreSQL server crashes while a provider is at work on what cannot be asked for twice. */

const ROUNDS = 2

test('PostgreSQL crashes in the middle of a refresh: the new tokens are saved when it is back, and no refresh token is presented twice', async () => {
  await using cluster = await startCluster({ durable: true })
  const presented: string[] = []
  let issued = 0
  let crash: (() => Promise<void>) | undefined
  const issue = () => ({
    body: {
      access_token: `access-${++issued}`,
      refresh_token: `refresh-${issued}`,
      token_type: 'Bearer',
      expires_in: 3600,
    },
  })
  const script = {
    // Strict: it takes each refresh token once.
    [TOKEN]: async ({ form }: Received) => {
      const shown = form.get('refresh_token')
      if (shown === null) return issue()
      presented.push(shown)
      await crash?.()
      return shown === `refresh-${issued}` ? issue() : { status: 400, body: { error: 'invalid_grant' } }
    },
    [ACCOUNT]: account(),
  }
  const environment = { LETTERLOCK_DATABASE_URL: await cluster.newDatabase() }
  await using world = await startScripted(script, {}, environment)
  const { connections } = world.client
  const { id } = await world.connect()
  for (let round = 1; round <= ROUNDS; round++) {
    let isDown = false
    crash = async () => {
      await cluster.stop('immediate')
      isDown = true
    }
    // It may be told that the database is away; the refresh goes on.
    const asked = errorCodeOf(connections.refresh(id))
    await waitFor(
      () =>
        issued > round && isDown && world.log.filter((line) => line.includes('database unavailable')).length,
      (count) => count === round,
    )
    crash = undefined
    await cluster.start()
    await asked
    const { accessToken } = await waitFor(
      () => connections.getAccessToken(id).catch(() => ({ accessToken: '' })),
      (token) => token.accessToken === `access-${round + 1}`,
    )
    assert.equal(accessToken, `access-${round + 1}`)
  }
  const { status, health } = await connections.refresh(id)
  assert.deepEqual([status, health.status], ['connected', 'ok'])
  assert.deepEqual(
    presented,
    Array.from({ length: ROUNDS + 1 }, (_, index) => `refresh-${index + 1}`),
  )
})
