import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Letterlock, type Call, type ListCallsQuery } from '@letterlock/sdk'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { join, setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** The calls that are logged, newest first, once there are so many. */
const logged = ({ client }: TestWorld, count: number, query: ListCallsQuery = {}): Promise<readonly Call[]> =>
  waitFor(
    async () => (await client.calls.list(query)).items,
    (items) => items.length >= count,
  )

function proxy(
  { server, secretKey }: TestWorld,
  path: string,
  { headers = {}, ...init }: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return fetch(`${server.localUrl}/v1/proxy/${path}`, {
    ...init,
    headers: { authorization: `Bearer ${secretKey}`, ...headers },
  })
}

test('a forwarded call is logged with what it was and how it went, and without its secrets', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const response = await proxy(world, `${id}/3.0/lists?email=nora@letters.example&apikey=verysecret`)
  const body = await response.text()
  assert.equal(response.status, 200)
  const [call] = await logged(world, 1)
  assert.ok(call)
  const { accessToken } = await world.client.connections.getAccessToken(id)
  assert.match(call.id, /^call_[\da-v]{26}$/)
  assert.equal(call.requestId, response.headers.get('letterlock-request-id'))
  assert.match(call.requestId, /^req_/)
  assert.ok(call.durationMs >= call.providerDurationMs)
  const { type, method, path, operation, statusCode, errorCode, credential } = call
  assert.deepEqual(
    { type, method, path, operation, statusCode, errorCode, credential },
    {
      type: 'proxy',
      method: 'GET',
      path: '/3.0/lists',
      operation: null,
      statusCode: 200,
      errorCode: null,
      credential: 'oauth',
    },
  )
  assert.deepEqual([call.providerRequestCount, call.retryCount, call.requestBytes], [1, 0, 0])
  assert.equal(call.responseBytes, Buffer.byteLength(body))
  assert.deepEqual([call.connection?.id, call.connection?.provider], [id, 'mailchimp'])
  assert.deepEqual([call.principal.type, call.principal.name], ['secret_key', 'Default'])
  assert.deepEqual(await world.client.calls.get(call.id), call)
  for (const search of ['3.0/LISTS', 'ada’s', call.requestId.slice(0, 12), 'default'])
    assert.deepEqual((await world.client.calls.list({ search })).items, [call], search)
  assert.deepEqual((await world.client.calls.list({ search: 'verysecret' })).items, [])
  const shown = JSON.stringify(call)
  for (const secret of [accessToken, 'verysecret', 'nora@letters.example', world.secretKey])
    assert.ok(!shown.includes(secret), secret)
})

test('the client’s own request ID, or the trace ID that it sends, names the request everywhere', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
  const cases: readonly (readonly [headers: Record<string, string>, requestId: RegExp])[] = [
    [{ 'x-request-id': 'order-42' }, /^order-42$/],
    [{ traceparent }, new RegExp(`^${traceId}$`)],
    [{ traceparent, 'x-request-id': 'order-43' }, /^order-43$/],
    [{ 'x-request-id': 'two words' }, /^req_/],
    [{ 'x-request-id': world.secretKey }, /^req_/],
    [{ 'x-request-id': 'x'.repeat(129) }, /^req_/],
    [{ traceparent: `00-${'0'.repeat(32)}-00f067aa0ba902b7-01` }, /^req_/],
  ]
  for (const [headers, expected] of cases) {
    const fast = await proxy(world, `${id}/3.0/lists`, { headers })
    const token = await fetch(`${world.server.localUrl}/v1/connections/${id}/token`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.secretKey}`, ...headers },
    })
    const framework = await fetch(`${world.server.localUrl}/v1/nothing`, { headers })
    for (const { headers: returned } of [fast, token, framework])
      assert.match(returned.get('letterlock-request-id') ?? '', expected, JSON.stringify(headers))
    const problem = (await framework.json()) as { requestId: string }
    assert.match(problem.requestId, expected)
  }
  const [call] = await logged(world, 1, { requestId: 'order-42' })
  assert.equal(call?.requestId, 'order-42')
  assert.ok(
    world.log.some((line) => line.includes(`"requestId":"${traceId}"`)),
    'the log names it as well',
  )
})

test('a call that is rejected is logged with the reason, and whether anything was sent', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Reports only',
    scopes: ['reports:read'],
  })
  const asReports = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  assert.equal((await proxy(world, 'conn_00000000000000000000000000/3.0/lists')).status, 404)
  assert.equal((await proxy(world, `${id}/3.0//lists`)).status, 400)
  await fetch(`${world.server.localUrl}/v1/proxy/${id}/3.0/lists`, {
    headers: { authorization: `Bearer ${secret}` },
  })
  assert.equal(await errorCodeOf(asReports.account(id).audiences.list()), 'insufficient_scope')
  const calls = await logged(world, 4)
  assert.deepEqual(
    calls.map(({ type, operation, errorCode, statusCode, providerRequestCount, connection }) => [
      type,
      operation,
      errorCode,
      statusCode,
      providerRequestCount,
      connection?.id ?? null,
    ]),
    [
      ['email_marketing', 'listAudiences', 'insufficient_scope', 403, 0, null],
      ['proxy', null, 'insufficient_scope', 403, 0, null],
      ['proxy', null, 'proxy_path_not_allowed', 400, 0, id],
      ['proxy', null, 'connection_not_found', 404, 0, null],
    ],
  )
  // Without a principal there is no workspace in whose log it could be.
  await fetch(`${world.server.localUrl}/v1/proxy/${id}/3.0/lists`)
  await proxy(world, `${id}/3.0/lists`)
  assert.equal((await logged(world, 5)).length, 5)
})

test('a call through a connection that is disconnected is logged with that connection', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await world.client.connections.disconnect(id)
  await proxy(world, `${id}/3.0/lists`)
  const [call] = await logged(world, 1)
  assert.deepEqual([call?.errorCode, call?.connection?.id], ['connection_disconnected', id])
})

test('a response of the provider that is an error, and one after a retry, are told apart', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const { faults } = world.sandbox.world
  faults.add({ kind: 'status', path: '/3.0/lists', status: 503, remaining: 1 })
  assert.equal((await proxy(world, `${id}/3.0/lists`)).status, 200)
  faults.add({ kind: 'status', path: '/3.0/lists', status: 500, remaining: 1 })
  assert.equal((await proxy(world, `${id}/3.0/lists`)).status, 500)
  // Each time: a read whose idle connection breaks is sent again.
  faults.add({ kind: 'connection_reset', path: '/3.0/lists' })
  assert.equal((await proxy(world, `${id}/3.0/lists`)).status, 502)
  const calls = await logged(world, 3)
  assert.deepEqual(
    calls.map(({ statusCode, errorCode, providerRequestCount, retryCount }) => [
      statusCode,
      errorCode,
      providerRequestCount,
      retryCount,
    ]),
    [
      [502, 'provider_unavailable', 1, 0],
      [500, null, 1, 0],
      [200, null, 2, 1],
    ],
  )
  assert.equal((await logged(world, 2, { status: 'failed' })).length, 2)
  assert.equal((await logged(world, 1, { status: 'succeeded' })).length, 1)
})

test('an email marketing request is one call, however many requests to the provider it needs', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  await account.contacts.upsert({
    audienceId: audience.id,
    email: 'new@letters.example',
    status: 'subscribed',
  })
  const calls = await logged(world, 2)
  const [saved, listed] = calls
  assert.deepEqual(
    [listed?.operation, listed?.path, listed?.statusCode],
    ['listAudiences', '/v1/connections/:connectionId/audiences', 200],
  )
  assert.equal(saved?.operation, 'upsertContact')
  assert.ok((saved.providerRequestCount ?? 0) >= 1)
  assert.ok(saved.requestBytes > 0 && saved.responseBytes > 0)
  assert.ok(!JSON.stringify(calls).includes('new@letters.example'))
})

test('a tool call is one call, under the tool’s name', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world)
  await using assistant = await openMcpClient(world)
  await callTool(assistant, 'list_audiences', {})
  await callTool(assistant, 'get_campaign', { campaign: 'no-such-campaign' })
  await callTool(assistant, 'list_connections', {})
  const calls = await logged(world, 3, { type: 'mcp_tool' })
  assert.deepEqual(
    calls.map(({ operation, statusCode, errorCode, connection }) => [
      operation,
      statusCode,
      errorCode,
      connection?.id ?? null,
    ]),
    [
      ['list_connections', 200, null, null],
      ['get_campaign', 404, 'resource_not_found', id],
      ['list_audiences', 200, null, id],
    ],
  )
  for (const { requestId } of calls) assert.match(requestId, /^req_/)
})

test('the calls of a connection by hour count every call', async () => {
  await using world = await startWorld({ LETTERLOCK_CALL_SAMPLE_RATE: '2' })
  const { id } = await connect(world)
  await Promise.all(Array.from({ length: 30 }, async () => (await proxy(world, `${id}/3.0/lists`)).text()))
  world.sandbox.world.faults.add({ kind: 'status', path: '/3.0/lists', status: 500, remaining: 1 })
  await (await proxy(world, `${id}/3.0/lists`)).text()
  const { items } = await waitFor(
    () => world.client.connections.getMetrics(id),
    (metrics) => metrics.items.reduce((sum, { callCount }) => sum + callCount, 0) === 31,
  )
  assert.ok(items.length === 24, `${items.length} hours`)
  assert.equal(
    items.reduce((sum, { errorCount }) => sum + errorCount, 0),
    1,
  )
  const last = items.findLast(({ callCount }) => callCount > 0)
  assert.ok((last?.averageDurationMs ?? 0) <= (last?.maxDurationMs ?? 0))
  assert.equal(items[0]?.averageDurationMs, null)
  assert.ok((await world.client.calls.list()).items.length < 31, 'the log has a sample')
  const until = new Date(world.server.context.now()).toISOString()
  const wrong = [
    { since: until, until },
    { since: '2020-01-01T00:00:00Z', until },
  ]
  for (const query of wrong)
    assert.equal(await errorCodeOf(world.client.connections.getMetrics(id, query)), 'invalid_request')
})

test('the calls and refreshes of a workspace by hour, and of a member’s connections', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id, provider } = await connect(world, { provider: 'mailup' })
  await connect(world, { endUserId: 'other' })
  await (await proxy(world, `${id}/API/v1.1/Rest/ConsoleService.svc/Console/List`)).text()
  await world.client.connections.refresh(id)
  world.advance(3600)
  await world.client.connections.refresh(id)
  const { items } = await world.client.workspace.getMetrics()
  assert.equal(items.length, 24)
  assert.deepEqual(
    items
      .slice(-2)
      .map(({ callCount, refreshCount, refreshErrorCount }) => [callCount, refreshCount, refreshErrorCount]),
    [
      [1, 1, 0],
      [0, 1, 0],
    ],
  )
  assert.ok(items.slice(0, -2).every(({ callCount, refreshCount }) => callCount + refreshCount === 0))
  assert.equal(items.at(-1)?.averageDurationMs, null)
  const tooLong = { since: new Date(world.server.context.now().getTime() - 8 * 86_400_000).toISOString() }
  assert.equal(await errorCodeOf(world.client.workspace.getMetrics(tooLong)), 'invalid_request')

  const counts = await world.client.connections.count()
  assert.equal(counts.total, 2)
  assert.ok(
    counts.items.some((one) => one.provider === provider && one.status === 'connected' && one.count === 1),
  )
  assert.equal((await world.client.connections.count({ endUserId: 'other' })).total, 1)
  assert.equal((await world.client.connections.count({ search: 'othe' })).total, 1)
  assert.equal((await world.client.connections.count({ status: 'disconnected' })).total, 0)
  assert.equal(await errorCodeOf(world.client.connections.count({ provider: 'nope' })), 'invalid_request')

  const member = await join(world, await signIn(world), 'member')
  const theirs = await member.json<{ items: { callCount: number; refreshCount: number }[] }>(
    '/v1/workspace/metrics',
  )
  assert.ok(theirs.items.every(({ callCount, refreshCount }) => callCount + refreshCount === 0))
  assert.equal((await member.json<{ total: number }>('/v1/connections/counts')).total, 0)
})

test('calls are of one workspace, and a member sees those of their own connections', async () => {
  await using world = await startWorld()
  await connect(world)
  const { id } = await connect(world, { endUserId: 'other' })
  await proxy(world, `${id}/3.0/lists`)
  const [call] = await logged(world, 1)
  assert.ok(call)
  const { calls } = world.server.context.store
  const own = { workspaceId: 'ws_other', endUserId: null }
  assert.deepEqual(await calls.list(own, {}, { limit: 10, after: null }), [])
  assert.equal(await calls.read(own, call.id), undefined)
  const workspace = (await world.server.context.store.workspaces.first()) ?? assert.fail('no workspace')
  const member = { workspaceId: workspace.id, endUserId: 'usr_member' }
  assert.deepEqual(await calls.list(member, {}, { limit: 10, after: null }), [])
  assert.equal(await calls.read(member, call.id), undefined)
  assert.equal(
    (await calls.list({ ...member, endUserId: 'other' }, {}, { limit: 10, after: null })).length,
    1,
  )
  assert.equal(await errorCodeOf(world.client.calls.get('call_00000000000000000000000000')), 'call_not_found')
})

test('a deleted connection takes its hours with it; the log keeps that it was called', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await proxy(world, `${id}/3.0/lists`)
  await logged(world, 1)
  await world.client.connections.getMetrics(id)
  await world.client.connections.delete(id)
  const now = world.server.context.now().getTime()
  assert.deepEqual(await world.server.context.store.calls.totals(id, 0, now + 1), [])
  const [call] = await logged(world, 1)
  assert.deepEqual(
    [call?.connection?.id, call?.connection?.provider, call?.connection?.accountName],
    [id, null, null],
  )
})
