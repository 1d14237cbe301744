import assert from 'node:assert/strict'
import { test } from 'node:test'

import { waitFor } from '@letterlock/testing/wait-for.ts'
import {
  account,
  ACCOUNT,
  startScripted,
  TOKEN,
  type Received,
  type Scripted,
} from '@letterlock/testing/scripted-provider.ts'
import type { LetterlockApiError } from '@letterlock/sdk'
import { errorCodeOf } from '@letterlock/testing/world.ts'

const isRefresh = ({ form }: Received): boolean => form.get('grant_type') === 'refresh_token'

/** A strict authorization server: a refresh token is exchanged once; one that is shown again ends the family. */
function strictServer(answers: (count: number) => Record<string, unknown> = () => ({})) {
  let count = 0
  let ended = false
  const exchanged = new Set<string>()
  const shownAgain: string[] = []
  const issue = (): Scripted => {
    count++
    return {
      body: {
        access_token: `access-${count}`,
        refresh_token: `refresh-${count}`,
        token_type: 'Bearer',
        expires_in: 3600,
        ...answers(count),
      },
    }
  }
  return {
    shownAgain,
    exchanged,
    latest: () => `access-${count}`,
    token(call: Received): Scripted {
      if (!isRefresh(call)) return issue()
      const shown = call.form.get('refresh_token') ?? ''
      if (exchanged.has(shown)) {
        shownAgain.push(shown)
        ended = true
      }
      if (ended || shown !== `refresh-${count}`) return { status: 400, body: { error: 'invalid_grant' } }
      exchanged.add(shown)
      return issue()
    },
  }
}

test('B1: odd members at every rotating refresh: no refresh token is lost, none is shown twice', async () => {
  const odd = [
    { scope: null },
    { scope: ['a'] },
    { expires_in: 'soon' },
    { token_type: null },
    { token_type: 7 },
    { scope: {}, expires_in: [], id_token: null, error: null },
  ]
  const server = strictServer((count) => odd[count % odd.length] ?? {})
  await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
  const { id } = await world.connect()
  for (let round = 0; round < 2 * odd.length; round++) {
    const { health } = await world.client.connections.refresh(id)
    assert.equal(health.status, 'ok')
    assert.equal((await world.client.connections.getAccessToken(id)).accessToken, server.latest())
  }
  assert.deepEqual(server.shownAgain, [])
  assert.ok(world.log.some((line) => line.includes('ignored invalid members') && line.includes('"scope"')))
})

test('B1: a refresh without a usable access token keeps the new refresh token, and the next one works', async () => {
  const odd = [undefined, null, '', ' ', 0.5, {}, [], 'tök\nen']
  const server = strictServer((count) =>
    count > 1 && count % 2 === 0 ? { access_token: odd[(count / 2 - 1) % odd.length] } : {},
  )
  await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
  const { id } = await world.connect()
  for (const value of odd) {
    const before = (await world.client.connections.getAccessToken(id)).accessToken
    const failing = await world.client.connections.refresh(id)
    assert.deepEqual([failing.status, failing.health.status], ['connected', 'failing'], JSON.stringify(value))
    assert.equal(failing.health.lastErrorCode, 'provider_response_invalid')
    assert.equal(
      (await world.client.connections.getAccessToken(id)).accessToken,
      before,
      'it is given as long as it lives',
    )
    const { health } = await world.client.connections.refresh(id)
    assert.equal(health.status, 'ok', JSON.stringify(value))
    assert.equal((await world.client.connections.getAccessToken(id)).accessToken, server.latest())
  }
  assert.deepEqual(server.shownAgain, [])
})

test('B1: the refresh token before is the fallback also of one that came without an access token', async () => {
  const script = {
    [TOKEN]: ({ form }: Received): Scripted => {
      if (form.get('refresh_token') === null)
        return { body: { access_token: 'a', refresh_token: 'first', token_type: 'Bearer', expires_in: 3600 } }
      if (world.requests.filter(isRefresh).length === 1) return { body: { refresh_token: 'nonsense' } }
      return form.get('refresh_token') === 'first'
        ? { body: { access_token: 'b', token_type: 'Bearer', expires_in: 3600 } }
        : { status: 400, body: { error: 'invalid_grant' } }
    },
    [ACCOUNT]: account(),
  }
  await using world = await startScripted(script, { token: { previousRefreshTokenStaysValid: true } })
  const { id } = await world.connect()
  await world.client.connections.refresh(id)
  assert.equal((await world.client.connections.refresh(id)).health.status, 'ok')
  const shown = world.requests.filter(isRefresh).map(({ form }) => form.get('refresh_token'))
  assert.deepEqual(shown, ['first', 'nonsense', 'first'])
})

test('B8: an import keeps the tokens that replaced the given ones, whatever fails after the refresh', async () => {
  const server = strictServer((count) => (count === 2 ? { access_token: 7.5 } : {}))
  await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
  const { client } = world
  const first = await world.connect()
  const given = {
    provider: 'scripted',
    endUserId: 'user-2',
    credentials: {
      type: 'tokens',
      accessToken: 'old',
      refreshToken: 'refresh-1',
      accessTokenExpiresAt: new Date(world.now() - 1000).toISOString(),
    },
  } as const
  const importing = (endUserId: string = given.endUserId): Promise<LetterlockApiError> =>
    client.connections.create({ ...given, endUserId }).then(
      () => assert.fail('it was imported'),
      (error: LetterlockApiError) => error,
    )
  const unusable = await importing()
  assert.equal(unusable.code, 'provider_response_invalid')
  for (const [status, code] of [
    [503, 'account_lookup_delayed'],
    [403, 'account_access_denied'],
    [401, 'credentials_rejected'],
    [503, 'account_lookup_delayed'],
  ] as const) {
    world.script[ACCOUNT] = () => ({ status, body: {} })
    const error = await importing()
    assert.equal(error.code, code)
    if (status !== 503) assert.match(error.nextStep, /kept until \d{4}-.*send the same request again by then/)
  }
  world.script[ACCOUNT] = account()
  const known = await importing('user-1')
  assert.equal(known.code, 'connection_exists')
  assert.match(known.nextStep, /Use that connection\. The new tokens are kept until/)
  await client.connections.delete(first.id)
  const imported = await client.connections.create(given)
  assert.equal((await client.connections.getAccessToken(imported.id)).accessToken, server.latest())
  assert.equal((await client.connections.refresh(imported.id)).health.status, 'ok')
  assert.deepEqual(server.shownAgain, [])
})

test('B1: a refresh without a usable refresh token keeps the old one', async () => {
  const values = [null, '', 0.5, {}, []]
  let count = 0
  await using world = await startScripted(
    {
      [TOKEN]: (call) => ({
        body: {
          access_token: `access-${++count}`,
          token_type: 'Bearer',
          expires_in: 3600,
          refresh_token: isRefresh(call) ? values[count % values.length] : 'the-one',
        },
      }),
      [ACCOUNT]: account(),
    },
    { token: { refresh: 'static' } },
  )
  const { id } = await world.connect()
  for (let round = 0; round < values.length; round++)
    assert.equal((await world.client.connections.refresh(id)).health.status, 'ok')
  const shown = world.requests.filter(isRefresh).map(({ form }) => form.get('refresh_token'))
  assert.deepEqual(
    shown,
    values.map(() => 'the-one'),
  )
})

test('B2, B3, B12: connecting takes a Bearer token without a type, a status of 201, and the provider’s own issuer', async () => {
  const script = {
    [TOKEN]: () => ({ status: 201, body: { access_token: 'a', token_type: null, refresh_token: null } }),
    [ACCOUNT]: account(),
  }
  await using world = await startScripted(script, { token: { refresh: 'none', defaultTokenType: 'Bearer' } })
  assert.equal((await world.connect({ iss: 'https://provider.example' })).status, 'connected')
  assert.equal(await errorCodeOf(world.connect({ iss: 'https://evil.example' })), 'issuer_mismatch')
})

test('B9: account ids that differ in digits that a double does not hold are two accounts', async () => {
  const ids = ['9007199254740992', '9007199254740993', '9007199254740992']
  let at = 0
  await using world = await startScripted({
    [TOKEN]: strictServer().token,
    [ACCOUNT]: () => ({ body: `{"id":${ids[at] ?? '0'}}` }),
  })
  const connections = []
  for (; at < ids.length; at++) connections.push(await world.connect())
  assert.deepEqual(
    connections.map((connection) => connection.account.id),
    ids,
  )
  assert.notEqual(connections[0]?.id, connections[1]?.id)
  assert.equal(connections[0]?.id, connections[2]?.id)
})

for (const body of [
  { status: 'BAD_REFRESH_TOKEN' },
  { error: { code: 'invalid_grant' } },
  'refresh token expired',
])
  test(`B7: a dead grant told as ${JSON.stringify(body)} ends the connection at once, with a next step`, async () => {
    const server = strictServer()
    await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
    const { id } = await world.connect()
    world.script[TOKEN] = () => ({ status: 400, body })
    const { status, reason, nextStep } = await world.client.connections.refresh(id)
    assert.deepEqual([status, reason], ['disconnected', 'refresh_rejected'])
    assert.match(nextStep ?? '', /Reconnect/)
  })

test('B7: an odd refusal that lasts is an end after a while, with a next step; an outage is not', async () => {
  const server = strictServer()
  await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
  const { id } = await world.connect()
  world.script[TOKEN] = () => ({ status: 503, body: {} })
  for (let round = 0; round < 6; round++) {
    world.advance(3000)
    await world.client.connections.refresh(id)
  }
  world.script[TOKEN] = () => ({ status: 422, body: { status: 'WEIRD' } })
  await world.client.connections.refresh(id)
  assert.notEqual(
    (await world.client.connections.get(id)).reason,
    'refresh_rejected',
    'one refusal is no end',
  )
  const rejections = world.requests.length
  await waitFor(
    async () => {
      world.advance(1900)
      await world.client.connections.refresh(id)
      return world.client.connections.get(id)
    },
    ({ reason }) => reason === 'refresh_rejected',
  )
  assert.ok(world.requests.length - rejections >= 3, 'four tries at least')
  const ended = await world.client.connections.get(id)
  assert.deepEqual([ended.status, ended.nextStep], ['disconnected', 'Reconnect the account.'])
})

test('B19: a strict server and faults: no refresh token that was exchanged is shown again', async () => {
  const server = strictServer()
  const faults: Scripted[] = [
    { status: 503, body: {} },
    { status: 429, body: {} },
    { status: 400, body: { status: 'WEIRD' } },
    { status: 401, body: { error: 'invalid_client' } },
    // The last: what is rejected so is not shown again at all.
    { status: 400, body: { error: 'invalid_grant' } },
  ]
  await using world = await startScripted({ [TOKEN]: server.token, [ACCOUNT]: account() })
  const { id } = await world.connect()
  for (const [index, fault] of faults.entries()) {
    world.script[TOKEN] = server.token
    // Refreshed, and not used since: the token set before it is the one that a fallback would take.
    assert.equal((await world.client.connections.refresh(id)).status, 'connected', `before fault ${index}`)
    world.script[TOKEN] = () => fault
    await world.client.connections.refresh(id)
  }
  world.script[TOKEN] = server.token
  assert.equal((await world.client.connections.refresh(id)).reason, 'refresh_rejected')
  const shown = world.requests.filter(isRefresh).map(({ form }) => form.get('refresh_token') ?? '')
  for (const [index, token] of shown.entries()) {
    const first = shown.indexOf(token)
    const between = shown.slice(first + 1, index).filter((other) => other !== token)
    assert.deepEqual(between, [], `${token} is shown again after a newer one`)
  }
  assert.deepEqual(server.shownAgain, [])
})

test('B19: the previous refresh token is tried where the provider’s file says that it stays good', async () => {
  for (const previousStaysValid of [false, true]) {
    const server = strictServer()
    await using world = await startScripted(
      { [TOKEN]: server.token, [ACCOUNT]: account() },
      { token: { previousRefreshTokenStaysValid: previousStaysValid } },
    )
    const { id } = await world.connect()
    await world.client.connections.refresh(id)
    world.script[TOKEN] = ({ form }) =>
      form.get('refresh_token') === 'refresh-1'
        ? { body: { access_token: 'b', refresh_token: 'c', token_type: 'Bearer', expires_in: 3600 } }
        : { status: 400, body: { error: 'invalid_grant' } }
    const { status } = await world.client.connections.refresh(id)
    assert.equal(status, previousStaysValid ? 'connected' : 'disconnected')
  }
})
