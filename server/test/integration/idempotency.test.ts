import { Letterlock } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { ProblemError } from '../../src/kernel/errors.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { connect, RETURN_URL } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'

import { requestsTo, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface Answer {
  readonly status: number
  readonly replayed: boolean
  readonly type: string | null
  readonly body: Record<string, unknown>
}

interface Asked {
  readonly signal?: AbortSignal
  readonly body?: unknown
  readonly key?: string
  readonly secretKey?: string
}

async function post(
  world: TestWorld,
  path: string,
  { body, key, secretKey = world.secretKey, signal }: Asked,
): Promise<Answer> {
  const response = await fetch(world.server.localUrl + path, {
    method: 'POST',
    ...(signal && { signal }),
    headers: {
      authorization: `Bearer ${secretKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return {
    status: response.status,
    replayed: response.headers.get('idempotent-replayed') === 'true',
    type: response.headers.get('content-type'),
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
  }
}

async function anAudience(world: TestWorld, id: string): Promise<string> {
  const response = await fetch(`${world.server.localUrl}/v1/connections/${id}/audiences`, {
    headers: { authorization: `Bearer ${world.secretKey}` },
  })
  const { items } = (await response.json()) as { items: { id: string }[] }
  return items[0]?.id ?? assert.fail()
}

const SESSION = { endUserId: 'user-1', returnUrl: RETURN_URL }

const CONDITIONS = { conditions: [{ by: 'email', op: 'contains', value: 'x' }] }

/** The POSTs that read, or that look again each time; their repeat does no harm, and they ignore the header. */
const IGNORE = new Set([
  '/v1/connections/{connectionId}/check',
  '/v1/connections/{connectionId}/token',
  '/v1/device-authorizations/poll',
  '/v1/proxy/{connectionId}/{path}',

  // The one who has the link, or the page, is no principal for whom an answer could be kept.
  '/consent/{consentRequestId}/decision',
  '/v1/invitations/accept',
  '/v1/invitations/preview',
  '/v1/invitations/send',
  '/v1/setup',
])

test('C5: every POST of the API description honours Idempotency-Key, or is one that a repeat cannot harm', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connect(world)
  await world.client.connections.update(id, {
    permissions: { audiences: 'write', campaigns: 'write', reports: 'read', send: true },
  })
  const { secret: extra = '' } = await world.client.secretKeys.create({
    name: 'extra',
    scopes: ['secret_keys:write'],
  })
  const draft = { name: 'A', subject: 'B', html: '<p>C</p>' }
  const audience = await anAudience(world, id)
  const bodies: Readonly<Record<string, unknown>> = {
    '/v1/oauth-apps': { provider: 'mailchimp', clientId: '123456789012', clientSecret: 'a'.repeat(50) },
    '/v1/oauth-apps/{oauthAppId}/client-secrets': { clientSecret: 'b'.repeat(50) },
    '/v1/connect-sessions': SESSION,
    '/v1/connect-sessions/{connectSessionId}/confirm': { confirmationToken: 'llt_x', endUserId: 'user-1' },
    '/v1/connections': {
      provider: 'mailchimp',
      endUserId: 'o',
      credentials: { type: 'api_key', apiKey: `${'a'.repeat(32)}-us6` },
    },
    '/v1/connections/{connectionId}/contacts/import': {
      audienceId: audience,
      contacts: [{ email: 'oat@letters.example' }],
    },
    '/v1/connections/{connectionId}/contact-imports': {
      audienceId: audience,
      contacts: [{ email: 'rye@letters.example' }],
    },
    '/v1/contacts/export': { email: 'oat@letters.example' },
    '/v1/contacts/erase': { email: 'oat@letters.example' },
    '/v1/audience-moves': {
      from: { connectionId: id, audienceId: audience },
      to: { connectionId: id, audienceId: audience },
    },
    '/v1/connections/{connectionId}/audiences/{audienceId}/segments/count': CONDITIONS,
    '/v1/connections/{connectionId}/audiences/{audienceId}/segments': { name: 'x', ...CONDITIONS },
    '/v1/connections/{connectionId}/contacts/tags': { contacts: ['oat@letters.example'], add: ['VIP'] },
    '/v1/connections/{connectionId}/contacts/{contact}/change-address': { email: 'rye@letters.example' },
    '/v1/connections/{connectionId}/contacts/{contact}/tags': { add: ['VIP'] },
    '/v1/connections/{connectionId}/campaigns/{campaignId}/copy': {},
    '/v1/connections/{connectionId}/campaigns/{campaignId}/resend': {},
    '/v1/connections/{connectionId}/campaigns': { ...draft, audienceId: audience },
    '/v1/connections/{connectionId}/campaigns/{campaignId}/test-emails': { to: ['nora@letters.example'] },
    '/v1/connections/{connectionId}/campaigns/{campaignId}/send-requests': {},
    '/v1/device-authorizations': { provider: 'mailchimp', endUserId: 'o' },
    '/v1/invitations': { email: 'new@letters.example', role: 'member' },
    '/v1/secret-keys': { name: 'made', scopes: ['secret_keys:write'] },
    '/v1/send-requests/{sendRequestId}/approve': { approvalText: 'y' },
    '/v1/webhook-endpoints': { url: 'https://app.example.com/webhooks' },
    '/v1/webhook-endpoints/{webhookEndpointId}/rotate-secret': {},
    '/v1/webhook-endpoints/{webhookEndpointId}/redeliver': { since: '2026-01-01T00:00:00Z' },
    '/v1/workspaces': { name: 'Other' },
  }
  const { paths } = (await (await fetch(`${world.server.localUrl}/openapi.json`)).json()) as {
    paths: Record<string, { post?: { parameters?: { name: string; in: string }[] } }>
  }
  const posts = Object.entries(paths).flatMap(([path, { post: described }]) =>
    described ? [{ path, parameters: described.parameters ?? [] }] : [],
  )
  assert.ok(posts.length > 15)
  // The others need a connection that works.
  posts.sort((a, b) => Number(a.path.endsWith('/disconnect')) - Number(b.path.endsWith('/disconnect')))
  for (const { path, parameters } of posts) {
    const named = parameters.some((one) => one.in === 'header' && one.name === 'Idempotency-Key')
    assert.equal(named, !IGNORE.has(path), `${path} says so in the description`)
    if (IGNORE.has(path)) continue
    const of = path.includes('/oauth-apps/')
      ? world.app.id
      : path.includes('/connect-sessions/')
        ? 'cs_x'
        : id
    const address = path
      .replace(/\{(connectionId|oauthAppId|connectSessionId)\}/, of)
      .replace(/\{\w+\}/g, '1')
    const asked = { key: `table ${path}`.replaceAll(' ', ''), body: bodies[path] }
    const first = await post(world, address, asked)
    const second = await post(world, address, asked)
    assert.equal(first.body['errors'], undefined, `${path}: ${JSON.stringify(first.body)}`)
    assert.equal(first.replayed, false, path)
    assert.equal(second.replayed, true, `${path} ${first.status} ${second.status}`)
    assert.deepEqual({ ...second, replayed: false }, first, path)
    const other = await post(world, address, { ...asked, secretKey: extra })
    assert.equal(other.replayed, false, `${path}: another key of the workspace`)
  }
})

test('C5: one session and one campaign, however often the request is repeated', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const [first, second] = [
    await post(world, '/v1/connect-sessions', { key: 'session-1', body: SESSION }),
    await post(world, '/v1/connect-sessions', { key: 'session-1', body: { ...SESSION } }),
  ]
  assert.equal(first?.status, 201)
  assert.deepEqual([second?.body, second?.replayed], [first?.body, true])
  // The same request in another spelling.
  const respelled = { returnUrl: SESSION.returnUrl, endUserId: SESSION.endUserId }
  assert.ok((await post(world, '/v1/connect-sessions', { key: '"session-1"', body: respelled })).replayed)

  const body = { name: 'Once', subject: 's', html: '<p>x</p>', audienceId: await anAudience(world, id) }
  const made = await post(world, `/v1/connections/${id}/campaigns`, { key: 'campaign-1', body })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const calls = requestsTo(world, '/3.0/campaigns')
  assert.ok(calls > 0)
  for (let round = 0; round < 3; round++) {
    const again = await post(world, `/v1/connections/${id}/campaigns`, { key: 'campaign-1', body })
    assert.deepEqual([again.status, again.body['id'], again.replayed], [201, made.body['id'], true])
  }
  assert.equal(requestsTo(world, '/3.0/campaigns'), calls)
})

test('C5: another body, another address: refused; malformed keys are refused by name', async () => {
  await using world = await startWorld()
  const key = 'one-key'
  await post(world, '/v1/connect-sessions', { key, body: SESSION })
  const other = await post(world, '/v1/connect-sessions', { key, body: { ...SESSION, endUserId: 'user-2' } })
  assert.deepEqual([other.status, other.body['code']], [422, 'idempotency_key_reused'])
  const elsewhere = await post(world, '/v1/secret-keys', {
    key,
    body: { name: 'k', scopes: ['tokens:read'] },
  })
  assert.deepEqual([elsewhere.status, elsewhere.body['code']], [422, 'idempotency_key_reused'])
  for (const bad of ['', '""', 'x'.repeat(256), 'two words', 'schlüssel', 'a, b']) {
    const refused = await post(world, '/v1/connect-sessions', { key: bad, body: SESSION })
    assert.equal(refused.status, 400, bad)
    assert.deepEqual(
      (refused.body['errors'] as { header: string }[]).map(({ header }) => header),
      ['Idempotency-Key'],
    )
  }
  assert.equal(
    (await post(world, '/v1/connect-sessions', { key: 'x'.repeat(255), body: SESSION })).status,
    201,
  )
})

test('C5: twenty at once: one works, the others are told to wait, and then get its answer', async () => {
  await using world = await startWorld()
  const body = { name: 'at once', scopes: ['tokens:read'] }
  const asked = { key: 'at-once', body }
  const answers = await Promise.all(Array.from({ length: 20 }, () => post(world, '/v1/secret-keys', asked)))
  const made = answers.filter(({ status }) => status === 201)
  assert.equal(new Set(made.map(({ body: one }) => one['id'])).size, 1)
  assert.equal(made.filter(({ replayed }) => !replayed).length, 1)
  for (const { status, body: refused } of answers)
    if (status !== 201) assert.deepEqual([status, refused['code']], [409, 'idempotency_key_in_use'])
  assert.ok((await post(world, '/v1/secret-keys', asked)).replayed)
  const { items } = await world.client.secretKeys.list()
  assert.equal(items.filter(({ name }) => name === 'at once').length, 1)
})

test('C5: while the first one works, a second is refused with 409 and Retry-After', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const path = `/v1/connections/${id}/campaigns`
  const body = { name: 'x', subject: 's', html: '<p>x</p>', audienceId: await anAudience(world, id) }
  world.sandbox.world.faults.add({ kind: 'slow_body', delayMs: 700 })
  const first = post(world, path, { key: 'slow', body })
  const second = await waitFor(
    () => post(world, path, { key: 'slow', body }),
    ({ status }) => status === 409,
  )
  assert.deepEqual([second.body['code'], second.body['retryAfterSeconds']], ['idempotency_key_in_use', 1])
  const made = await first
  assert.deepEqual([made.status, made.replayed], [201, false])
  const third = await post(world, path, { key: 'slow', body })
  assert.deepEqual([third.body, third.replayed], [made.body, true])
})

test('C5: a client that disconnects gets the response of its request when it repeats it', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const path = `/v1/connections/${id}/campaigns`
  const body = { name: 'Once', subject: 's', html: '<p>x</p>', audienceId: await anAudience(world, id) }
  const { faults, requests } = world.sandbox.world
  requests.clear()
  faults.add({ kind: 'slow_body', delayMs: 700 })
  const client = new AbortController()
  const first = post(world, path, { key: 'lost', body, signal: client.signal })
  await waitFor(
    () => requests.list().length,
    (count) => count > 0,
  )
  client.abort()
  await assert.rejects(first, /abort/i)
  const repeated = await waitFor(
    () => post(world, path, { key: 'lost', body }),
    ({ status }) => status !== 409,
  )
  assert.deepEqual([repeated.status, repeated.replayed], [201, true], JSON.stringify(repeated.body))
  const created = requests
    .list()
    .filter(({ method, path: at }) => method === 'POST' && at === '/3.0/campaigns')
  assert.equal(created.length, 1)
})

test('C5: what failed on the way is not remembered, nor a request that was not valid', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const body = { name: 'x', subject: 's', html: '<p>x</p>', audienceId: 'nope' }
  const path = `/v1/connections/${id}/campaigns`
  world.sandbox.world.faults.add({ kind: 'status', status: 500 })
  const failed = await post(world, path, { key: 'retry', body })
  assert.ok(failed.status >= 500, JSON.stringify(failed.body))
  world.sandbox.world.faults.clear()
  const again = await post(world, path, { key: 'retry', body })
  assert.ok(again.status < 500 && !again.replayed, JSON.stringify(again))

  assert.equal((await post(world, '/v1/secret-keys', { key: 'fix', body: { name: '' } })).status, 400)
  assert.equal(
    (await post(world, '/v1/secret-keys', { key: 'fix', body: { name: 'k', scopes: ['tokens:read'] } }))
      .status,
    201,
  )
})

test('C5: an answer that asks to come back is not remembered: the repeat with the same key is done', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { client, server } = world
  const campaigns = `/v1/connections/${id}/campaigns`
  const draft = { name: 'x', subject: 's', html: '<p>x</p>', audienceId: await anAudience(world, id) }
  const twice = async (
    code: string,
    { path, body }: { path: string; body: unknown },
    mend: () => Promise<unknown>,
  ): Promise<Answer> => {
    const asked = { key: `later-${code}`, body }
    const first = await post(world, path, asked)
    assert.equal(first.body['code'], code, JSON.stringify(first.body))
    await mend()
    const second = await post(world, path, asked)
    assert.deepEqual([second.replayed, second.status < 300], [false, true], JSON.stringify(second.body))
    return second
  }
  const permit = (campaigns: 'read' | 'write') =>
    client.connections.update(id, {
      permissions: { audiences: 'write', campaigns, reports: 'read', send: true },
    })
  await permit('read')
  const made = await twice('permission_denied', { path: campaigns, body: draft }, () => permit('write'))
  const campaignId = String(made.body['id'])
  const { accountLeases, workspaces } = server.context.store
  const account = {
    workspaceId: (await workspaces.first())?.id ?? assert.fail(),
    provider: 'mailchimp',
    accountId: (await client.connections.get(id)).account.id,
  }
  const lease = { account, subject: campaignId, leaseId: 'another', purpose: 'send' } as const
  await accountLeases.acquire(lease, 60_000)
  await twice(
    'campaign_busy',
    { path: `${campaigns}/${campaignId}/test-emails`, body: { to: ['nora@letters.example'] } },
    () => accountLeases.release(lease),
  )
  await client.connections.disconnect(id)
  await twice('connection_disconnected', { path: campaigns, body: draft }, () => connect(world))
  await twice(
    'oauth_app_not_found',
    { path: '/v1/device-authorizations', body: { provider: 'constant-contact', endUserId: 'user-1' } },
    () => world.addOAuthApp('constant-contact'),
  )
})

test('C5: what was done at the provider is not done again, though the database was away when it was to be noted', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const body = { name: 'Once', subject: 's', html: '<p>x</p>', audienceId: await anAudience(world, id) }
  const asked = { key: 'noted', body }
  const path = `/v1/connections/${id}/campaigns`
  const { events } = world.server.context.store
  const { record } = events
  const away = async (): Promise<never> => {
    throw new ProblemError('database_unavailable', { facts: { retryAfterSeconds: 1 } })
  }
  Object.assign(events, { record: away })
  world.sandbox.world.requests.clear()
  const first = await post(world, path, asked)
  Object.assign(events, { record })
  const second = await post(world, path, asked)
  assert.deepEqual(
    [first, second].map(({ status, body: { code } }) => [status, code]),
    [
      [409, 'outcome_unknown'],
      [409, 'outcome_unknown'],
    ],
  )
  const created = world.sandbox.world.requests
    .list()
    .filter(({ method, path: at }) => method === 'POST' && at === '/3.0/campaigns')
  assert.equal(created.length, 1)
})

test('C5: a day later the key is free, and nothing is kept of it', async () => {
  await using world = await startWorld()
  const first = await post(world, '/v1/connect-sessions', { key: 'day', body: SESSION })
  world.advance(24 * 3600 - 1)
  assert.ok((await post(world, '/v1/connect-sessions', { key: 'day', body: SESSION })).replayed)
  world.advance(2)
  const next = await post(world, '/v1/connect-sessions', { key: 'day', body: SESSION })
  assert.equal(next.replayed, false)
  assert.notEqual(next.body['id'], first.body['id'])
  const { idempotencyKeys } = world.server.context.store
  const claim = { workspaceId: 'none', principal: 'p', keyHash: 'h', claim: 'c' }
  const row = {
    ...claim,
    connectionId: null,
    requestCiphertext: new Uint8Array(1),
    expiresAt: 2,
  }
  await idempotencyKeys.insert(row, { now: 0, leaseMs: 0 })
  await idempotencyKeys.sweep(2)
  assert.equal(await idempotencyKeys.find(claim), undefined)
})

test('C5: a new key’s secret is replayed, and is nowhere in the database in the clear', async () => {
  await using world = await startWorld()
  const body = { name: 'secret', scopes: ['connections:read'] }
  const first = await post(world, '/v1/secret-keys', { key: 'shown-once', body })
  const again = await post(world, '/v1/secret-keys', { key: 'shown-once', body })
  assert.ok(again.replayed)
  const secret = String(again.body['secret'])
  assert.equal(secret, first.body['secret'])
  await new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 }).connections.list()
  const files = readdirSync(world.config.dataDirectory).filter((name) => name.includes('.db'))
  assert.ok(files.length >= 2, files.join())
  for (const name of files)
    assert.ok(!readFileSync(join(world.config.dataDirectory, name)).includes(secret), name)
})

test('C5: at a browser, too: each user has keys of their own', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const browser = await signIn(world)
  const ask = async (): Promise<Response> =>
    browser.ask(
      'POST',
      '/v1/secret-keys',
      { name: 'by hand', scopes: ['tokens:read'] },
      { 'idempotency-key': 'k' },
    )
  const [first, second] = [await ask(), await ask()]
  assert.equal(first.status, 201)
  assert.equal(second.headers.get('idempotent-replayed'), 'true')
  assert.deepEqual(await second.json(), await first.json())
})

test('C5: a response that could not be stored is stored later; until then, nothing is done again', async () => {
  await using world = await startWorld()
  const { idempotencyKeys } = world.server.context.store
  const { answer } = idempotencyKeys
  const away = (): Promise<never> => Promise.reject(new Error('the database is away'))
  Object.assign(idempotencyKeys, { answer: away })
  const first = await post(world, '/v1/connect-sessions', { key: 'late', body: SESSION })
  assert.equal(first.status, 201)
  const meanwhile = await post(world, '/v1/connect-sessions', { key: 'late', body: SESSION })
  assert.equal(meanwhile.body['code'], 'idempotency_key_in_use')
  Object.assign(idempotencyKeys, { answer })
  const stored = await waitFor(
    () => post(world, '/v1/connect-sessions', { key: 'late', body: SESSION }),
    ({ replayed }) => replayed,
  )
  assert.equal(stored.body['id'], first.body['id'])
})
