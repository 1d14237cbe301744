import { membersOf } from '@letterlock/testing/members-of.ts'
import type { Campaign } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { beforeNext } from '@letterlock/testing/before-next.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { waitUntil } from '@letterlock/testing/wait-for.ts'
import { startPostgres, type PostgresServer } from '@letterlock/testing/postgres.ts'
import { concludeSends } from '../../src/email-marketing/sending/conclude-sends-loop.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** What goes out is what was shown, once: for each provider, and in both databases. */

const ALL = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const
const QUARTER_MS = 15 * 60_000

let postgres: PostgresServer
before(async () => {
  postgres = await startPostgres()
})
after(() => postgres[Symbol.asyncDispose]())

interface Draft {
  readonly world: TestWorld
  readonly id: string
  readonly account: ReturnType<TestWorld['client']['account']>
  readonly campaign: Campaign
}

async function startWithDraft(provider: string, settings: Record<string, string> = {}): Promise<Draft> {
  const world = await startWorld(settings)
  await world.addOAuthApp(provider)
  const { id } = await connect(world, { provider })
  await world.client.connections.update(id, { permissions: ALL })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const campaign = await account.campaigns.create({
    name: 'Rye',
    subject: 'Rye',
    audienceId: audience?.id ?? '',
    html: '<p>good</p>',
  })
  return { world, id, account, campaign }
}

const sends = (world: TestWorld): number =>
  world.sandbox.world.requests.list().filter(({ sends: is, method }) => is && method === 'POST').length

/** A change as the provider takes it. @returns the code of the error */
async function forwardChange({ world, id, campaign }: Draft): Promise<string> {
  const response = await callProxy(world.client, id, 'PATCH', `/3.0/campaigns/${campaign.id}`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ settings: { subject_line: 'EVIL' } }),
  })
  return response.ok ? 'no error' : ((await response.json()) as { code: string }).code
}

const CASES = [
  ['mailchimp', 'sqlite'],
  ['mailup', 'sqlite'],
  ['constant-contact', 'sqlite'],
  ['mailchimp', 'postgres'],
] as const

for (const [provider, database] of CASES) {
  const begin = async (): Promise<Draft> =>
    startWithDraft(
      provider,
      database === 'postgres' ? { LETTERLOCK_DATABASE_URL: await postgres.newDatabase() } : {},
    )

  test(`${provider}, ${database}: while a campaign is sent, no other request changes, tests or sends it`, async () => {
    const draft = await begin()
    await using world = draft.world
    const { account, campaign } = draft
    const [first, second] = [
      await account.campaigns.createSendRequest(campaign.id),
      await account.campaigns.createSendRequest(campaign.id),
    ]
    const codes: string[] = []
    beforeNext(world.server.context.store.sendRequests, 'take', async () => {
      if (provider === 'mailchimp') codes.push(await forwardChange(draft))
      const tries: Promise<unknown>[] = [
        account.campaigns.update(campaign.id, { subject: 'EVIL', html: '<p>EVIL</p>' }),
        account.campaigns.sendTestEmail(campaign.id, { to: ['ada@bakery.example'] }),
        account.campaigns.createSendRequest(campaign.id),
        world.client.sendRequests.approve(second.id, { approvalText: second.approvalText }),
      ]
      codes.push(...(await Promise.all(tries.map((call) => errorCodeOf(call)))))
    })
    await world.client.sendRequests.approve(first.id, { approvalText: first.approvalText })
    assert.deepEqual(new Set(codes), new Set(['campaign_busy']))
    assert.equal(sends(world), 1)
    assert.match((await account.campaigns.getContent(campaign.id)).html, /good/)
    const late = await errorCodeOf(
      world.client.sendRequests.approve(second.id, { approvalText: second.approvalText }),
    )
    assert.ok(['campaign_not_draft', 'send_request_replaced'].includes(late), late)
    assert.equal(sends(world), 1)
    const again = await errorCodeOf(account.campaigns.update(campaign.id, { subject: 'Late' }))
    assert.notEqual(again, 'campaign_busy', 'the lease was given back')
  })

  test(`${provider}, ${database}: what was sent is told once, also when the server ended before it could tell`, async () => {
    const draft = await begin()
    await using world = draft.world
    const { campaign, account } = draft
    const { id, approvalText } = await account.campaigns.createSendRequest(campaign.id)
    beforeNext(world.server.context.store.sendRequests, 'conclude', () => {
      throw new Error('the server has ended')
    })
    assert.notEqual(await errorCodeOf(world.client.sendRequests.approve(id, { approvalText })), 'no error')
    assert.deepEqual(await outcomes(draft), [])
    await concludeAll(draft)
    await concludeSends(world.server.context, AbortSignal.timeout(10_000))
    assert.deepEqual(await outcomes(draft), ['campaign.sent'])
    assert.equal(sends(world), 1)
  })

  test(`${provider}, ${database}: what is declined is not sent, and of an answer of each kind at once one counts`, async () => {
    const draft = await begin()
    await using world = draft.world
    const { account, campaign } = draft
    const { sendRequests } = world.client
    const { id, approvalText } = await account.campaigns.createSendRequest(campaign.id)
    await sendRequests.decline(id)
    await sendRequests.decline(id)
    assert.equal((await sendRequests.get(id)).status, 'declined')
    assert.equal(await errorCodeOf(sendRequests.approve(id, { approvalText })), 'send_request_declined')
    assert.equal(sends(world), 0)
    const declined = await world.client.events.list({ type: 'campaign.send_declined' })
    assert.deepEqual(
      declined.items.map(({ data }) => membersOf(data)['sendRequestId']),
      [id],
    )

    const second = await account.campaigns.createSendRequest(campaign.id)
    const codes = await Promise.all([
      errorCodeOf(sendRequests.approve(second.id, { approvalText: second.approvalText })),
      errorCodeOf(sendRequests.decline(second.id)),
    ])
    const isSent = sends(world) === 1
    assert.deepEqual(
      codes,
      isSent ? ['no error', 'send_request_used'] : ['send_request_declined', 'no error'],
    )
  })

  test(`${provider}, ${database}: of two approvals of a campaign at once, one sends it`, async () => {
    const draft = await begin()
    await using world = draft.world
    const { account, campaign } = draft
    const requests = [
      await account.campaigns.createSendRequest(campaign.id),
      await account.campaigns.createSendRequest(campaign.id),
    ]
    const codes = await Promise.all(
      requests.map(({ id, approvalText }) =>
        errorCodeOf(world.client.sendRequests.approve(id, { approvalText })),
      ),
    )
    assert.equal(codes.filter((code) => code === 'no error').length, 1, codes.join())
    assert.equal(sends(world), 1)
  })

  test(`${provider}, ${database}: a time that has passed is not now, and spends nothing`, async () => {
    const draft = await begin()
    await using world = draft.world
    const { account, campaign } = draft
    const now = world.sandbox.world.clock.now().getTime()
    const at = Math.ceil((now + 60_000) / QUARTER_MS) * QUARTER_MS
    world.advance((at - now) / 1000 - 120)
    const request = await account.campaigns.createSendRequest(campaign.id, {
      scheduledAt: new Date(at).toISOString(),
    })
    world.advance(300)
    const approve = () =>
      errorCodeOf(world.client.sendRequests.approve(request.id, { approvalText: request.approvalText }))
    assert.deepEqual([await approve(), await approve()], ['invalid_send_time', 'invalid_send_time'])
    assert.equal((await account.campaigns.get(campaign.id)).status, 'draft')
    assert.equal(sends(world), 0)
  })
}

test('mailchimp: that an approved campaign was not sent is told, and that its provider could not say so', async () => {
  for (const [path, reason] of [
    ['/actions/send', 'not_sent'],
    ['', 'outcome_unknown'],
  ] as const) {
    const draft = await startWithDraft('mailchimp')
    await using world = draft.world
    const { campaign, account } = draft
    const { id, approvalText } = await account.campaigns.createSendRequest(campaign.id)
    const { faults } = world.sandbox.world
    beforeNext(world.server.context.store.sendRequests, 'take', async () => {
      faults.add({ kind: 'status', status: 400, path: `/3.0/campaigns/${campaign.id}/actions/send` })
      if (path === '') faults.add({ kind: 'status', status: 503, path: `/3.0/campaigns/${campaign.id}` })
    })
    assert.notEqual(await errorCodeOf(world.client.sendRequests.approve(id, { approvalText })), 'no error')
    if (reason === 'outcome_unknown') {
      await concludeSends(world.server.context, AbortSignal.timeout(10_000))
      assert.deepEqual(await outcomes(draft), [])
      world.advance(3601)
    }
    await concludeAll(draft)
    assert.deepEqual(await outcomes(draft), [`campaign.send_failed ${reason}`])
  }
})

async function outcomes({ world, id }: Draft): Promise<string[]> {
  const { items } = await world.client.events.list({ connectionId: id, limit: 100 })
  return items
    .filter(({ type }) => ['campaign.sent', 'campaign.send_failed'].includes(type))
    .map(({ type, data }) => {
      const { reason } = membersOf(data)
      return typeof reason === 'string' ? `${type} ${reason}` : type
    })
}

/** What the loop does, until nothing is left. */
async function concludeAll({ world }: Draft): Promise<void> {
  const { context } = world.server
  await waitUntil(async () => {
    await concludeSends(context, AbortSignal.timeout(10_000))
    return (await context.store.sendRequests.unconcluded(1)).length === 0
  }, 'what came of the approval is told')
}
