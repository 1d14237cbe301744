import { Letterlock } from '@letterlock/sdk'
import { beforeNext } from '@letterlock/testing/before-next.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { draftToSegment } from '@letterlock/testing/draft-to-segment.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request, type IncomingMessage } from 'node:http'
import { test } from 'node:test'

/* What is forwarded changes neither a campaign nor whom it goes to while it is sent. */

const json = { 'content-type': 'application/json' }
/** More than the server keeps in memory. */
const LONG = 1_200_000

async function openDraft(world: TestWorld) {
  const emails = ['anna@bologna.example', 'bruno@bologna.example', 'carla@milano.example']
  const draft = await draftToSegment(world, { provider: 'mailchimp', emails })
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Forwards',
    scopes: ['connections:read', 'proxy:use'],
  })
  const forwarding = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 })
  const { id: otherId } = await connectWithAllPermissions(world, {
    provider: 'mailchimp',
    endUserId: 'user-2',
  })
  return { ...draft, id: draft.connectionId, otherId, secret, forwarding }
}

type Opened = Awaited<ReturnType<typeof openDraft>>

/** A request for the campaign, and what approves it. */
async function ask(world: TestWorld, { account, campaignId }: Opened) {
  const { id, approvalText } = await account.campaigns.createSendRequest(campaignId)
  return () => errorCodeOf(world.client.sendRequests.approve(id, { approvalText }))
}

async function forward(
  { forwarding, id }: Pick<Opened, 'forwarding' | 'id'>,
  method: string,
  path: string,
  body: object,
): Promise<string> {
  const response = await callProxy(forwarding, id, method, path, {
    headers: json,
    body: JSON.stringify(body),
  })
  return response.ok ? 'no error' : ((await response.json()) as { code: string }).code
}

/** A call whose body is not at its end. */
function holdOpen(world: TestWorld, secret: string, path: string) {
  const { promise: answer, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  const call = request(world.server.localUrl + path, {
    method: 'PUT',
    headers: { ...json, authorization: `Bearer ${secret}` },
  })
  call.on('response', resolve)
  call.on('error', reject)
  call.write(`{"html":"<p>EVIL ${'a'.repeat(LONG)}`)
  return {
    answer,
    finish: () => void call.end('</p>"}'),
    [Symbol.dispose]: () => void call.destroy(),
  }
}

/** Calls back instead of the next call to the provider, which `go` makes. */
function insteadOfNextCall({ server }: TestWorld, called: (go: () => void) => void): void {
  const { outbound } = server.context
  const { stream } = outbound
  Object.assign(outbound, {
    stream: (...given: Parameters<typeof stream>) => {
      Object.assign(outbound, { stream })
      called(() => stream(...given))
    },
  })
}

const sends = (world: TestWorld) => world.sandbox.world.requests.list().filter(({ sends: is }) => is)

test('a forwarded write whose body is held open does not land between the comparison and the sending', async () => {
  await using world = await startWorld()
  const opened = await openDraft(world)
  const { id, account, campaignId, secret } = opened
  const onItsWay = new Promise<void>((resolve) => insteadOfNextCall(world, (go) => (go(), resolve())))
  using write = holdOpen(world, secret, `/v1/proxy/${id}/3.0/campaigns/${campaignId}/content`)
  await onItsWay
  const approve = await ask(world, opened)
  beforeNext(world.server.context.store.sendRequests, 'take', async () => {
    write.finish()
    await write.answer
  })
  assert.equal(await approve(), 'no error', 'the write gives way')
  assert.match((await account.campaigns.getContent(campaignId)).html.slice(0, 50), /good/)
  assert.equal((await write.answer).statusCode, 409)
  assert.equal(sends(world).length, 1)
})

test('a forwarded write that was admitted before is waited for, and noticed', async () => {
  await using world = await startWorld()
  const opened = await openDraft(world)
  const { account, campaignId } = opened
  const held = new Promise<() => void>((resolve) => insteadOfNextCall(world, resolve))
  const write = forward(opened, 'PUT', `/3.0/campaigns/${campaignId}/content`, { html: '<p>EVIL</p>' })
  const go = await held
  const approve = await ask(world, opened)
  let goes: Promise<unknown> | undefined
  const land = (): Promise<unknown> => (goes ??= (go(), write))
  // It would land at the last moment; an approval that waits for it looks again and again.
  beforeNext(world.server.context.store.sendRequests, 'take', land)
  const { accountLeases } = world.server.context.store
  let looks = 0
  const { writes } = accountLeases
  Object.assign(accountLeases, {
    writes: (...given: Parameters<typeof writes>) => (++looks, writes(...given)),
  })
  const code = approve()
  await waitUntil(() => looks > 1 || goes !== undefined, 'the approval waits, or goes on')
  await land()
  assert.equal(await code, 'campaign_changed')
  assert.match((await account.campaigns.getContent(campaignId)).html, /EVIL/)
  assert.equal(sends(world).length, 0)
})

test('while a campaign is sent, its account is changed through no connection: segments and campaigns are refused, contacts wait', async () => {
  await using world = await startWorld()
  const opened = await openDraft(world)
  const { id, otherId, audienceId, segmentId, campaignId, forwarding } = opened
  const approve = await ask(world, opened)
  world.sandbox.world.requests.clear()
  const other = world.client.account(otherId)
  const refused: string[] = []
  const waiting: Promise<unknown>[] = []
  beforeNext(world.server.context.store.sendRequests, 'take', async () => {
    for (const connection of [id, otherId]) {
      const through = { forwarding, id: connection }
      refused.push(
        await forward(through, 'PATCH', `/3.0/lists/${audienceId}/segments/${segmentId}`, { name: 'X' }),
        await forward(through, 'PATCH', `/3.0/campaigns/${campaignId}`, { settings: { title: 'X' } }),
        await forward(through, 'PATCH', '/3.0/campaigns/another', { settings: { title: 'X' } }),
      )
    }
    refused.push(await errorCodeOf(other.campaigns.update(campaignId, { subject: 'X' })))
    const email = 'dario@bologna.example'
    waiting.push(
      forward({ forwarding, id: otherId }, 'POST', `/3.0/lists/${audienceId}/members`, {
        email_address: email,
        status: 'subscribed',
      }),
      errorCodeOf(
        other.contacts.upsert({
          email: 'eva@bologna.example',
          audienceId,
          status: 'subscribed',
          fields: {},
        }),
      ),
    )
    assert.equal((await callProxy(forwarding, otherId, 'GET', '/3.0/lists')).status, 200)
    const unsubscribed = { status: 'unsubscribed' }
    assert.equal(
      (await other.contacts.unsubscribe('carla@milano.example', { audienceId })).status,
      unsubscribed.status,
    )
  })
  assert.equal(await approve(), 'no error')
  assert.deepEqual(new Set(refused), new Set(['campaign_busy']))
  assert.deepEqual(await Promise.all(waiting), ['no error', 'no error'])
  const requests = world.sandbox.world.requests.list().toSorted((a, b) => a.id - b.id)
  const sent = requests.findIndex(({ sends: is }) => is)
  const added = requests.findIndex(({ path, method }) => method === 'POST' && path.endsWith('/members'))
  assert.ok(sent >= 0 && added > sent, `${added} after ${sent}`)
})

test('what can only unsubscribe goes beside a sending, by its body or in a batch; what also adds waits', async () => {
  await using world = await startWorld()
  const opened = await openDraft(world)
  const { audienceId, id } = opened
  const members = `/3.0/lists/${audienceId}/members`
  const carla = `${members}/${createHash('md5').update('carla@milano.example').digest('hex')}`
  const approve = await ask(world, opened)
  const { secret = '' } = await world.client.secretKeys.create({
    name: 'Batches',
    scopes: ['connections:read', 'proxy:use', 'campaigns:send'],
  })
  const batching = {
    forwarding: new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 }),
    id,
  }
  const done: string[] = []
  let waiting: Promise<string> | undefined
  let hasWaited = false
  beforeNext(world.server.context.store.sendRequests, 'take', async () => {
    waiting = forward(opened, 'PATCH', carla, { status: 'subscribed' }).finally(() => (hasWaited = true))
    const out = { status: 'unsubscribed' }
    done.push(
      await forward(opened, 'PATCH', carla, out),
      await forward(opened, 'PUT', carla, {
        ...out,
        status_if_new: 'unsubscribed',
        email_address: 'carla@milano.example',
      }),
      await forward(opened, 'POST', `/3.0/lists/${audienceId}`, {
        members: [{ ...out, email_address: 'carla@milano.example' }],
        update_existing: true,
      }),
      await forward(batching, 'POST', '/3.0/batches', {
        operations: [{ method: 'PATCH', path: carla.replace('/3.0', ''), body: JSON.stringify(out) }],
      }),
      // Larger than what is read before each write of its path.
      await forward(batching, 'POST', '/3.0/batches', {
        operations: Array.from({ length: 1000 }, () => ({
          method: 'PATCH',
          path: carla.replace('/3.0', ''),
          body: JSON.stringify(out),
        })),
      }),
    )
    assert.ok(!hasWaited)
  })
  assert.equal(await approve(), 'no error')
  assert.deepEqual(done, ['no error', 'no error', 'no error', 'no error', 'no error'])
  await waiting
})

for (const on of ['SQLite', 'PostgreSQL'] as const)
  test(`a sending waits for the writes that began before it, and for no later one, on ${on}`, async () => {
    await using postgres = on === 'PostgreSQL' ? await startPostgres() : null
    await using world = await startWorld(
      postgres ? { LETTERLOCK_DATABASE_URL: await postgres.newDatabase() } : {},
    )
    const opened = await openDraft(world)
    const approve = await ask(world, opened)
    const over = new AbortController()
    const writeOn = async (): Promise<void> => {
      while (!over.signal.aborted)
        await forward(opened, 'PATCH', '/3.0/campaigns/another', { settings: { title: 'X' } })
    }
    const writing = Array.from({ length: 8 }, writeOn)
    const code = await approve().finally(() => over.abort())
    await Promise.all(writing)
    assert.equal(code, 'no error')
  })
