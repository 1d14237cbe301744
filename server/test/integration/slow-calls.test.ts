import { Letterlock } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { startProviderServer } from '@letterlock/testing/provider-server.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { request, type ClientRequest, type IncomingMessage } from 'node:http'
import { test } from 'node:test'

/* Clients that stall hold no slot of the account for which other calls wait. */

const json = { 'content-type': 'application/json' }
/** More than the server keeps in memory. */
const LONG = 1_200_000
/** The calls that Mailchimp takes at once. */
const AT_ONCE = 10

interface Stalled extends Disposable {
  readonly answers: Promise<IncomingMessage>[]
}

interface StallOptions {
  readonly count: number
  readonly headers: object
  readonly begin: (call: ClientRequest) => void
  readonly secretKey?: string
}

/** Calls that a client does not go on with, each on its own connection. */
function stall(
  world: TestWorld,
  path: string,
  { count, headers, begin, secretKey = world.secretKey }: StallOptions,
): Stalled {
  const url = world.server.localUrl + path
  const authorization = `Bearer ${secretKey}`
  const calls = Array.from({ length: count }, () =>
    request(url, { method: 'POST', agent: false, headers: { ...json, ...headers, authorization } }),
  )
  const answers = calls.map(
    (call) =>
      new Promise<IncomingMessage>(
        (resolve, reject) => void call.on('response', resolve).on('error', reject),
      ),
  )
  for (const answer of answers) answer.catch(() => undefined)
  for (const call of calls) begin(call)
  return { answers, [Symbol.dispose]: () => calls.forEach((call) => void call.destroy()) }
}

async function textOf(answer: IncomingMessage): Promise<string> {
  return (await answer.setEncoding('utf8').toArray()).join('')
}

/** The calls to the provider that have begun. */
function countCalls({ server }: TestWorld): { readonly count: number; readonly methods: readonly string[] } {
  const { outbound } = server.context
  const { stream } = outbound
  const methods: string[] = []
  Object.assign(outbound, {
    stream: (...given: Parameters<typeof stream>) => (methods.push(given[1].method), stream(...given)),
  })
  return {
    methods,
    get count() {
      return methods.length
    },
  }
}

/** How many calls wait for a slot. */
async function waitingCalls({ server }: TestWorld): Promise<number> {
  const metrics = await (await fetch(`${server.localUrl}/metrics`)).text()
  return Number(/^letterlock_provider_queue_length\{.*\} (\d+)$/m.exec(metrics)?.[1] ?? 0)
}

test('ten bodies that stall keep neither an approval nor another call from going on, and say why they end', async () => {
  await using world = await startWorld()
  const emails = ['anna@bologna.example']
  const { connectionId, account, campaignId } = await draftToSegment(world, { provider: 'mailchimp', emails })
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  const calls = countCalls(world)
  using stalled = stall(world, `/v1/proxy/${connectionId}/3.0/templates`, {
    count: AT_ONCE,
    headers: { 'transfer-encoding': 'chunked' },
    begin: (call) => void call.write(`{"name":"${'a'.repeat(LONG)}`),
  })
  await waitUntil(() => calls.count === AT_ONCE, 'all slots are taken')
  const approval = errorCodeOf(world.client.sendRequests.approve(id, { approvalText }))
  const listed = errorCodeOf(account.audiences.list())
  assert.deepEqual(await Promise.all([approval, listed]), ['no error', 'no error'])
  const ended = await Promise.race(stalled.answers)
  assert.equal(ended.statusCode, 408)
  assert.equal(ended.headers['connection'], 'close', 'the rest of the body is not waited for')
  const problem = JSON.parse(await textOf(ended)) as Record<string, string>
  assert.equal(problem['code'], 'call_too_slow')
  assert.match(problem['nextStep'] ?? '', /without pauses/)
})

test('a secret key with many bodies that stall is one among the principals that take turns', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world, { provider: 'mailchimp' })
  const { secret = '' } = await world.client.secretKeys.create({ name: 'Stalls', scopes: ['proxy:use'] })
  const calls = countCalls(world)
  using stalled = stall(world, `/v1/proxy/${id}/3.0/templates`, {
    count: 4 * AT_ONCE,
    headers: { 'transfer-encoding': 'chunked' },
    begin: (call) => void call.write(`{"name":"${'a'.repeat(LONG)}`),
    secretKey: secret,
  })
  assert.equal(stalled.answers.length, 4 * AT_ONCE)
  await waitUntil(async () => (await waitingCalls(world)) >= 2.5 * AT_ONCE, 'many wait for a slot')
  const before = calls.count
  await world.client.account(id).audiences.list()
  const stalledBefore = calls.methods.indexOf('GET', before) - before
  assert.ok(stalledBefore <= AT_ONCE, `${stalledBefore} of the other key's calls were served first`)
})

test('an approval goes before the calls that wait, also before those of its own secret key', async () => {
  await using world = await startWorld()
  const emails = ['anna@bologna.example']
  const { connectionId, account, campaignId } = await draftToSegment(world, { provider: 'mailchimp', emails })
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  const calls = countCalls(world)
  using _ = stall(world, `/v1/proxy/${connectionId}/3.0/templates`, {
    count: 4 * AT_ONCE,
    headers: { 'transfer-encoding': 'chunked' },
    begin: (call) => void call.write(`{"name":"${'a'.repeat(LONG)}`),
  })
  await waitUntil(async () => (await waitingCalls(world)) >= 2.5 * AT_ONCE, 'many wait for a slot')
  const before = calls.count
  assert.equal(await errorCodeOf(world.client.sendRequests.approve(id, { approvalText })), 'no error')
  const since = calls.methods.slice(before, calls.methods.lastIndexOf('GET') + 1)
  const first = since.indexOf('GET')
  assert.ok(first <= 1, `${first} other calls were sent before its first`)
})

for (const [provider, path, atOnce] of [
  ['constant-contact', '/v3/activities/contacts_json_import', 4],
  ['constant-contact-v2', '/v2/activities/addcontacts', 4],
  ['mailup', '/ConsoleService.svc/Console/Group/1/Recipients', 5],
] as const)
  test(`bodies that stall leave the slots of ${provider} to others`, async () => {
    await using world = await startWorld()
    const { id } = await connectWithAllPermissions(world, { provider, endUserId: 'user-1' })
    const calls = countCalls(world)
    using stalled = stall(world, `/v1/proxy/${id}${path}`, {
      count: atOnce,
      headers: { 'transfer-encoding': 'chunked' },
      begin: (call) => void call.write(`{"name":"${'a'.repeat(LONG)}`),
    })
    await waitUntil(() => calls.count === atOnce, 'all slots are taken')
    assert.equal(await errorCodeOf(world.client.account(id).audiences.list()), 'no error')
    assert.equal((await Promise.race(stalled.answers)).statusCode, 408)
  })

test('a body of which nothing has arrived takes no slot, whatever length it announces', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const calls = countCalls(world)
  using _ = stall(world, `/v1/proxy/${id}/3.0/templates`, {
    count: AT_ONCE,
    headers: { 'content-length': String(2 * LONG) },
    begin: (call) => call.flushHeaders(),
  })
  for (let round = 0; round < 20; round++) await world.client.account(id).audiences.list()
  assert.equal(calls.count, 20)
})

test('bodies of which little has arrived leave the memory for bodies to others', async () => {
  await using world = await startWorld()
  const emails = ['anna@bologna.example']
  const draft = await draftToSegment(world, { provider: 'mailchimp', emails })
  await draft.account.campaigns.createSendRequest(draft.campaignId)
  // As many as would fill it if each counted as the most that it may become.
  const count = 70
  let beganCount = 0
  using _ = stall(world, '/v1/proxy/conn_unknown/3.0/templates', {
    count,
    headers: { 'transfer-encoding': 'chunked', expect: '100-continue' },
    begin(call) {
      call.once('continue', () => {
        call.write('{')
        beganCount++
      })
      call.flushHeaders()
    },
  })
  await waitUntil(() => beganCount === count, 'all are read')
  // What it changes is seen only in its body, which has to be in memory.
  const path = `/3.0/lists/${draft.audienceId}/merge-fields/1`
  const response = await callProxy(world.client, draft.connectionId, 'PATCH', path, {
    headers: json,
    body: JSON.stringify({ name: 'First name', help_text: 'x'.repeat(100_000) }),
  })
  assert.equal(response.status, 200, await response.text())
})

test('a client that does not read gives its slot up, and its response breaks off', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  await using provider = await startProviderServer(world, (call, response) => {
    response.writeHead(200, json)
    if (call.method === 'GET') return void response.end('{"lists":[],"total_items":0}')
    response.end(Buffer.alloc(32_000_000, ' '))
  })
  using stalled = stall(world, `/v1/proxy/${id}/3.0/templates`, {
    count: AT_ONCE,
    headers: {},
    begin: (call) => void call.end('{}'),
  })
  const unread = await Promise.all(stalled.answers)
  assert.equal(provider.requests.length, AT_ONCE)
  assert.equal(await errorCodeOf(world.client.account(id).audiences.list()), 'no error')
  const outcomes = await Promise.allSettled(unread.map((answer) => textOf(answer)))
  const broken = outcomes.filter(({ status }) => status === 'rejected').length
  assert.ok(broken >= 1 && broken < AT_ONCE, `${broken} broke off`)
  const { items } = await new Letterlock({
    url: world.server.localUrl,
    secretKey: world.secretKey,
  }).calls.list({ limit: 100 })
  assert.equal(items.filter(({ errorCode }) => errorCode === 'call_too_slow').length, broken)
})
