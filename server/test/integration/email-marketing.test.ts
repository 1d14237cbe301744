import { connectControl } from '@letterlock/sandbox/control'
import type { Letterlock, SourcedPage } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

type Account = ReturnType<Letterlock['account']>

/** Every page, one after the other, and nothing twice. */
async function everything<T extends { id: string }>(
  list: (query: { cursor?: string | undefined; limit: number }) => Promise<SourcedPage<T>>,
  limit = 7,
): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await list({ cursor, limit })
    assert.ok(page.items.length <= limit)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined && items.length < 60)
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length, 'nothing twice')
  return items
}

for (const provider of PROVIDERS)
  test(`marketing model, ${provider}: everything that there is, in the same words`, async (t) => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account: Account = world.client.account(id)

    const read = await account.get()
    assert.deepEqual([read.name, read.source.accountName], ['Ada’s Bakery', 'Ada’s Bakery'])
    assert.deepEqual(
      [read.source.provider, read.source.credential, read.source.fallbackReason],
      [provider, 'oauth', null],
    )
    const { capabilities } = read

    const audiences = await everything(account.audiences.list, 1)
    assert.ok(audiences.length >= 2)
    const [first] = audiences
    assert.ok(first)
    const audience = await account.audiences.get(first.id)
    assert.equal(audience.name, first.name)
    assert.ok((audience.contactCount ?? 0) > 10)
    for (const rate of [audience.openRate, audience.clickRate])
      assert.ok(rate === null || (rate >= 0 && rate <= 1))

    const contacts = await everything((query) => account.contacts.list({ ...query, audienceId: first.id }))
    assert.ok(contacts.length > 10)
    for (const contact of contacts) {
      assert.match(contact.email, /@/)
      assert.equal(contact.status, 'subscribed')
      assert.ok(contact.audienceIds.includes(first.id))
    }
    const [somebody] = contacts
    assert.ok(somebody)
    for (const by of [somebody.email, somebody.id])
      assert.equal((await account.contacts.get(by, { audienceId: first.id })).email, somebody.email)
    const words = await account.contacts.list({ audienceId: first.id, search: somebody.email })
    assert.deepEqual(
      words.items.map(({ email }) => email),
      [somebody.email],
    )
    if (capabilities.accountWideContacts) assert.ok((await account.contacts.list()).items.length > 0)
    else await assert.rejects(account.contacts.list(), { code: 'audience_required' })

    await t.test('segments and templates, where the provider has them', async () => {
      const segments = await account.segments.list({ audienceId: first.id })
      // Constant Contact v2 has only those that are made here.
      if (provider !== 'constant-contact-v2') assert.equal(segments.items.length > 0, capabilities.segments)
      const templates = await account.templates.list()
      assert.equal(templates.items.length > 0, capabilities.templates)
    })

    const campaigns = await everything(account.campaigns.list, 20)
    const statuses = new Set(campaigns.map(({ status }) => status))
    assert.ok(statuses.has('draft') && statuses.has('sent'), [...statuses].join(', '))
    const sent = campaigns.find(({ status }) => status === 'sent')
    assert.ok(sent)
    const campaign = await account.campaigns.get(sent.id)
    assert.ok(campaign.subject)
    assert.equal(campaign.name, sent.name)

    const report = await account.campaigns.getReport(sent.id)
    assert.ok(report.sent > 0 && report.opens.unique > 0)
    for (const { unique, total, rate } of [report.opens, report.clicks]) {
      assert.ok(rate >= 0 && rate <= 1 && unique <= report.sent)
      assert.ok(total === null || total >= unique)
    }
    assert.equal(report.bounces.hard !== null, capabilities.bounceTypes)
    assert.equal(report.complaints !== null, capabilities.complaints)

    await t.test('what is not there, and what is no cursor', async () => {
      const none = { code: 'resource_not_found' }
      await assert.rejects(account.contacts.get('unknown@nowhere.example', { audienceId: first.id }), none)
      await assert.rejects(account.campaigns.get('00000000-0000-4000-8000-000000000000'), none)
      await assert.rejects(account.audiences.list({ cursor: 'made up' }), { code: 'invalid_request' })
      // A value stays a value: it does not lead to another part of the provider's API.
      const elsewhere = account.audiences.get('../campaigns')
      await assert.rejects(elsewhere, ({ code }) =>
        /^(resource_not_found|proxy_path_not_allowed)$/.test(code),
      )
    })

    await t.test('what the user does not allow, and what was cut', async () => {
      const nothing = { audiences: 'none', campaigns: 'none', reports: 'none', send: false } as const
      await world.client.connections.update(id, { permissions: nothing })
      await assert.rejects(account.audiences.list(), { code: 'permission_denied' })
      await world.client.connections.disconnect(id)
      await assert.rejects(account.audiences.list(), { code: 'connection_disconnected' })
    })
  })

test('marketing model: access that was withdrawn, a provider that is down or busy, and an API key that is the fallback', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailchimp' })
  const account = world.client.account(id)
  const { apiKeys } = world.sandbox.world.mailchimp
  await world.client.connections.setApiKey(id, {
    apiKey: Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? '',
  })
  world.sandbox.world.mailchimp.tokens = {}
  const { source, items } = await account.audiences.list()
  assert.ok(items.length > 0)
  assert.deepEqual([source.credential, source.fallbackReason], ['api_key', 'revoked_at_provider'])

  const { faults } = connectControl(world.sandbox.url)
  const next = { kind: 'status', path: '/3.0/lists', remaining: 1 } as const
  await faults.add({ ...next, status: 500 })
  await assert.rejects(account.audiences.list(), { code: 'provider_unavailable' })
  await faults.add({ ...next, status: 429, retryAfter: '60' })
  await assert.rejects(account.audiences.list(), { code: 'provider_rate_limited' })

  world.sandbox.world.mailchimp.apiKeys = {}
  await assert.rejects(account.audiences.list(), { code: 'connection_disconnected' })
  await assert.rejects(account.audiences.list(), { code: 'connection_disconnected' })
})

for (const [provider, path, asked, isOrdered] of [
  ['constant-contact', '/v3/emails', /[?&]limit=2\b/, true],
  ['constant-contact-v2', '/v2/emailmarketing/campaigns', /[?&]status=SENT\b/, false],
] as const)
  test(`campaigns, ${provider}: a page is one of the provider’s own where its list is in order`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const { requests } = world.sandbox.world
    requests.clear()
    const all = []
    const filter = isOrdered ? {} : { status: 'sent' as const }
    for await (const campaign of account.campaigns.list({ ...filter, limit: 2 })) all.push(campaign)
    const lists = requests.list({ path })
    for (const { id: request } of lists) assert.match(requests.exchange(request)?.url ?? '', asked)
    assert.ok(!isOrdered || lists.length === Math.ceil(all.length / 2), `${lists.length} calls`)
    const times: string[] = []
    for (const { id: campaign, status } of all)
      if (status === 'sent') times.push((await account.campaigns.get(campaign)).sentAt ?? '')
    assert.ok(times.length > 2)
    assert.deepEqual(times, times.toSorted().toReversed(), 'the newest first')
  })
