import { LetterlockApiError } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect, reachConfirmationToken, type ConnectOptions } from '@letterlock/testing/connect.ts'
import {
  ACCOUNT,
  callbackFor,
  REVOKE,
  startScripted,
  TOKEN,
  type ScriptedWorld,
} from '@letterlock/testing/scripted-provider.ts'
import { revokeLapsedGrants } from '../../src/connect/lapsed-grants-loop.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'

const revocation = {
  type: 'rfc7009',
  url: `https://provider.example${REVOKE}`,
  authorizedAppsUrl: 'https://provider.example/apps',
}

/** A provider that revokes. Each grant has a number, and each refresh token the number of its grant and its own; `whose` says which account signs in. */
async function startProvider(whose: { id: string }) {
  let grants = 0
  const owners = new Map<string, string>()
  const refreshing: { until: Promise<void> } = { until: Promise.resolve() }
  const world = await startScripted(
    {
      [TOKEN]: async ({ form }) => {
        const [, old] = form.get('refresh_token')?.split('-') ?? []
        if (old !== undefined) await refreshing.until
        const name = old === undefined ? `${++grants}` : `${old}b`
        owners.set(`access-${name}`, whose.id)
        const tokens = { access_token: `access-${name}`, refresh_token: `refresh-${name}` }
        return { body: { ...tokens, token_type: 'Bearer', expires_in: 3600 } }
      },
      [REVOKE]: () => ({ body: {} }),
      [ACCOUNT]: ({ authorization }) => ({ body: { id: owners.get(authorization.slice('Bearer '.length)) } }),
    },
    { token: { refresh: 'rotating' }, revocation },
  )
  return { ...world, refreshing }
}

const AT_PROVIDER: ConnectOptions = {
  provider: 'scripted',
  choices: { audiences: 'read' },
  authorizeAt: async (url) => callbackFor(url),
}

const target = ({ client, letterlock }: ScriptedWorld) => ({ client, server: letterlock })

const revoked = ({ requests }: ScriptedWorld): (string | null)[] =>
  requests.filter(({ path }) => path === REVOKE).map(({ form }) => form.get('token'))

/** The end user signs in to another account, and is asked whether the connection leads to it. @returns agrees */
async function signInElsewhere(world: ScriptedWorld, connectionId: string): Promise<() => Promise<void>> {
  const choice = { ...AT_PROVIDER, connectionId }
  const { session, endUserId, confirmationToken } = await reachConfirmationToken(target(world), choice)
  const sessions = world.client.connectSessions
  const error: unknown = await sessions
    .confirm(session.id, { confirmationToken, endUserId })
    .catch((error: unknown) => error)
  assert.ok(error instanceof LetterlockApiError && error.code === 'account_mismatch')
  assert.deepEqual(revoked(world), [], 'nothing is revoked before the end user has agreed')
  return async () => {
    const { id } = await sessions.confirm(session.id, {
      confirmationToken: String(error.problem['confirmationToken']),
      endUserId,
      acceptAccountId: String(error.problem['accountId']),
    })
    assert.equal(id, connectionId)
  }
}

async function replaceAccount(world: ScriptedWorld, connectionId: string): Promise<void> {
  const agree = await signInElsewhere(world, connectionId)
  await agree()
}

/** Longer than anything is kept for a request that does not come. */
const LATER_SECONDS = 3601

/** What the loop does, at a time at which nothing is waited for any more. */
async function afterAll({ letterlock, advance }: ScriptedWorld): Promise<void> {
  await revokeLapsedGrants(letterlock.context)
  advance(LATER_SECONDS)
  await revokeLapsedGrants(letterlock.context)
}

test('replaced account: its tokens are revoked at the provider, as by a disconnect', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const { id } = await world.connect()
  whose.id = 'second'
  await replaceAccount(world, id)
  assert.deepEqual(revoked(world), ['refresh-1', 'access-1'])
  assert.equal((await world.client.connections.getAccessToken(id)).accessToken, 'access-2')
})

test('replaced account: its tokens stay while another connection leads to it', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const { id } = await world.connect()
  await connect(target(world), { ...AT_PROVIDER, endUserId: 'user-2' })
  whose.id = 'second'
  await replaceAccount(world, id)
  assert.deepEqual(revoked(world), [])
})

test('replaced account: what a refresh of its tokens brings later is revoked, too', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const { id } = await world.connect()
  const answer = Promise.withResolvers<void>()
  world.refreshing.until = answer.promise
  const refreshed = world.client.connections.refresh(id).catch(() => undefined)
  await waitUntil(
    () => world.requests.some(({ form }) => form.get('grant_type') === 'refresh_token'),
    'a refresh',
  )
  whose.id = 'second'
  await replaceAccount(world, id)
  answer.resolve()
  await refreshed
  await waitUntil(() => revoked(world).length >= 4, 'what the refresh brought is revoked')
  assert.deepEqual(revoked(world), ['refresh-1', 'access-1', 'refresh-1b', 'access-1b'])
  assert.equal((await world.client.connections.getAccessToken(id)).accessToken, 'access-2')
})

test('another account: while the end user does not decide nothing is revoked, and later its tokens alone', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const { id } = await world.connect()
  whose.id = 'second'
  const agree = await signInElsewhere(world, id)
  await revokeLapsedGrants(world.letterlock.context)
  assert.deepEqual(revoked(world), [])
  await afterAll(world)
  assert.deepEqual(revoked(world), ['refresh-2', 'access-2'])
  await assert.rejects(agree, { code: 'confirmation_token_expired' })
  await afterAll(world)
  assert.equal(revoked(world).length, 2)
})

test('another account: its tokens stay where the end user agrees, or where another connection leads to it', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const { id } = await world.connect()
  whose.id = 'second'
  const agree = await signInElsewhere(world, id)
  await signInElsewhere(world, id)
  await agree()
  assert.deepEqual(revoked(world), ['refresh-1', 'access-1'])
  await afterAll(world)
  assert.equal(revoked(world).length, 2)
  assert.equal((await world.client.connections.getAccessToken(id)).tokenType, 'Bearer')
})

test('B8: the grant of a look-up that is not repeated is revoked, once its account is known', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  await world.connect()
  const lookUp = world.script[ACCOUNT]
  assert.ok(lookUp)
  for (const owner of ['first', 'second']) {
    whose.id = owner
    world.script[ACCOUNT] = () => ({ status: 429, body: {} })
    const choice = { ...AT_PROVIDER, endUserId: 'user-3' }
    const { session, endUserId, confirmationToken } = await reachConfirmationToken(target(world), choice)
    const confirmed = world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId })
    await assert.rejects(confirmed, { code: 'account_lookup_delayed' })
    world.script[ACCOUNT] = lookUp
    await afterAll(world)
  }
  assert.deepEqual(revoked(world), ['refresh-3', 'access-3'], 'not that of the account that is connected')
})

test('B8: the tokens of an import that failed are never revoked: the system that they come from may use them', async () => {
  const whose = { id: 'first' }
  await using world = await startProvider(whose)
  const lookUp = world.script[ACCOUNT]
  let lookUps = 0
  world.script[ACCOUNT] = () => ({ status: lookUps++ === 0 ? 401 : 429, body: {} })
  const imported = world.client.connections.create({
    provider: 'scripted',
    endUserId: 'user-1',
    credentials: { type: 'tokens', accessToken: 'old', refreshToken: 'refresh-0' },
  })
  await assert.rejects(imported, { code: 'account_lookup_delayed' })
  Object.assign(world.script, { [ACCOUNT]: lookUp })
  await afterAll(world)
  assert.deepEqual(revoked(world), [])
})
