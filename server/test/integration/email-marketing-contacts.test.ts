import type { ConnectedAccount } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { seededRandom } from '@letterlock/testing/random.ts'
import { errorCodeOf, startWorld } from '@letterlock/testing/world.ts'

const FRESH = ['rye', 'spelt', 'oat', 'barley'].map((name) => `${name}@letters.example`)

/** Adds these addresses to the first audience. Returns its ID. */
async function withContacts(account: ConnectedAccount, emails: readonly string[]): Promise<string> {
  const [audience] = (await account.audiences.list()).items
  assert.ok(audience)
  const contacts = emails.map((email) => ({ email, fields: {} }))
  const { created } = await account.contacts.import({
    audienceId: audience.id,
    status: 'subscribed',
    contacts,
  })
  assert.equal(created, emails.length)
  return audience.id
}

for (const provider of PROVIDERS)
  test(`contacts, ${provider}: archive, delete, change of address, tags in bulk, engagement`, async (t) => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const { capabilities } = await account.get()
    const audienceId = await withContacts(account, FRESH)
    const [rye = '', spelt = '', oat = '', barley = ''] = FRESH
    const statusOf = async (contact: string): Promise<string> =>
      (await account.contacts.get(contact, { audienceId })).status

    await t.test('a new address is the same contact, with all that it had', async () => {
      const before = await account.contacts.get(rye, { audienceId })
      const changed = await account.contacts.changeAddress(rye, { email: 'new@letters.example', audienceId })
      assert.equal(changed.email, 'new@letters.example')
      assert.deepEqual([changed.status, changed.audienceIds], [before.status, before.audienceIds])
      assert.equal(await errorCodeOf(account.contacts.get(rye, { audienceId })), 'resource_not_found')
      assert.equal(await statusOf('new@letters.example'), before.status)
    })

    await t.test('an address that another contact has is not taken from it', async () => {
      const taken = account.contacts.changeAddress(spelt, { email: oat.toUpperCase(), audienceId })
      assert.equal(await errorCodeOf(taken), 'contact_exists')
      assert.deepEqual([await statusOf(spelt), await statusOf(oat)], ['subscribed', 'subscribed'])
    })

    await t.test('tags of many, with a report of each', async () => {
      const input = { contacts: [spelt, oat, 'absent@letters.example'], add: ['Grain', 'Bread'], audienceId }
      if (!capabilities.tags)
        return assert.equal(await errorCodeOf(account.contacts.tag(input)), 'unsupported_by_provider')
      const { updated, failed, contacts } = await account.contacts.tag(input)
      assert.deepEqual([updated, failed], [2, 1])
      assert.deepEqual(
        contacts.map(({ contact, errorCode }) => [contact, errorCode]),
        [
          [spelt, null],
          [oat, null],
          ['absent@letters.example', 'resource_not_found'],
        ],
      )
      const tagsOf = async (contact: string): Promise<string[]> =>
        ((await account.contacts.get(contact, { audienceId })).tags ?? []).toSorted()
      assert.deepEqual(
        [await tagsOf(spelt), await tagsOf(oat)],
        [
          ['Bread', 'Grain'],
          ['Bread', 'Grain'],
        ],
      )
      const { id: byId } = await account.contacts.get(oat, { audienceId })
      const again = { contacts: [byId, spelt], add: [], remove: ['Bread', 'No such tag'], audienceId }
      assert.equal((await account.contacts.tag(again)).updated, 2)
      assert.deepEqual([await tagsOf(spelt), await tagsOf(oat)], [['Grain'], ['Grain']])
    })

    await t.test('many contacts cost few calls', async () => {
      if (!capabilities.tags) return
      const many = await account.contacts.list({ audienceId, limit: 100 })
      const before = world.sandbox.world.requests.list({}).length
      const { updated } = await account.contacts.tag({
        contacts: many.items.map(({ email }) => email),
        add: ['Many'],
        audienceId,
      })
      assert.equal(updated, many.items.length)
      const calls = world.sandbox.world.requests.list({}).length - before
      assert.ok(calls <= 10, `${calls} calls for ${updated} contacts`)
    })

    await t.test('archived, and found there', async () => {
      const archived = account.contacts.archive(oat, { audienceId })
      if (!capabilities.archivesContacts)
        return assert.equal(await errorCodeOf(archived), 'unsupported_by_provider')
      assert.equal((await archived).status, 'archived')
      assert.equal(await statusOf(oat), 'archived')
      assert.equal((await account.contacts.archive(oat, { audienceId })).status, 'archived')
    })

    await t.test('deleted for good', async () => {
      const deleted = account.contacts.delete(barley, { audienceId })
      if (!capabilities.deletesContacts)
        return assert.equal(await errorCodeOf(deleted), 'unsupported_by_provider')
      assert.deepEqual([(await deleted).email, (await deleted).deleted], [barley, true])
      assert.equal(await errorCodeOf(account.contacts.get(barley, { audienceId })), 'resource_not_found')
    })

    await t.test('engagement: what was received, opened and clicked', async () => {
      const [campaign] = (await account.campaigns.list({ status: 'sent' })).items
      assert.ok(campaign)
      const [clicker] = (await account.campaigns.listRecipients(campaign.id, { activity: 'clicked' })).items
      const { audienceIds } = await account.campaigns.get(campaign.id)
      const query = { audienceId: audienceIds[0] }
      const engagement = await account.contacts.getEngagement(clicker?.email ?? '', query)
      const { sentCount, openedCount, clickedCount, lastClickedAt, isComplete } = engagement
      assert.ok(sentCount >= clickedCount && clickedCount >= 1 && openedCount <= sentCount && isComplete)
      // MailUp lists no times.
      if (provider !== 'mailup') assert.match(lastClickedAt ?? '', /^\d{4}-/)
    })

    await t.test('events say what was done', async () => {
      const { items } = await world.client.events.list({ connectionId: id, type: 'contact', limit: 100 })
      const types = new Set(items.map(({ type }) => type))
      assert.ok(types.has('contact.address_changed'))
      assert.equal(types.has('contact.archived'), capabilities.archivesContacts)
      assert.equal(types.has('contact.deleted'), capabilities.deletesContacts)
    })
  })

for (const provider of PROVIDERS)
  test(`contacts, ${provider}: a contact that has unsubscribed stays so, whatever is written`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const [gone = '', other = ''] = FRESH
    const audienceId = await withContacts(account, [gone, other])
    const inIt = { audienceId }
    await account.contacts.unsubscribe(gone, inIt)
    const spelling = gone.toUpperCase()
    const rows = [{ email: spelling, fields: {} }]
    const input = { email: spelling, audienceId, status: 'subscribed' as const, fields: {} }
    const writes: readonly (() => Promise<unknown>)[] = [
      () => account.contacts.upsert(input),
      () => account.contacts.upsert({ ...input, status: 'pending' }),
      () => account.contacts.import({ audienceId, status: 'subscribed', contacts: rows }),
      () => account.contacts.archive(gone, inIt),
      () => account.contacts.delete(gone, inIt),
      () => account.contacts.changeAddress(gone, { email: 'fresh@letters.example', ...inIt }),
      () => account.contacts.changeAddress(other, { email: spelling, ...inIt }),
      () => account.contacts.updateTags(gone, { add: ['VIP'], ...inIt }),
      () => account.contacts.tag({ contacts: [gone], add: ['VIP'], remove: ['VIP'], ...inIt }),
      () => account.contacts.unsubscribe(gone, inIt),
    ]
    // Each once, then some in any order: one may not make possible what another does then.
    const random = seededRandom()
    const more = Array.from({ length: 8 }, () => writes[Math.floor(random() * writes.length)])
    for (const write of [...writes, ...more]) {
      await write?.().catch(() => undefined)
      const { status } = await account.contacts.get(gone, inIt)
      assert.equal(status, 'unsubscribed', String(write))
    }
    assert.equal((await account.contacts.get(other, inIt)).status, 'subscribed')
  })

/** How a contact is taken away on the provider's own pages. */
const REMOVALS: Readonly<Record<string, (audience: string, contact: string) => string>> = {
  mailchimp: (audience, contact) => `/3.0/lists/${audience}/members/${contact}`,
  mailup: (audience, contact) => `/ConsoleService.svc/Console/List/${audience}/Recipient/${contact}`,
  'constant-contact': (_audience, contact) => `/v3/contacts/${contact}`,
  'constant-contact-v2': (_audience, contact) => `/v2/contacts/${contact}/lists`,
}

for (const provider of PROVIDERS)
  test(`contacts, ${provider}: who unsubscribed and was then removed at the provider is not subscribed again`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const [left = '', stayed = ''] = FRESH
    const audienceId = await withContacts(account, [left, stayed])
    const inIt = { audienceId }
    // MailUp forgets who is deleted, but for what its statistics say of campaigns: one that left through a campaign.
    const { items: campaigns } = await account.campaigns.list({ status: 'sent', limit: 100 })
    const leavers = async (): Promise<string> => {
      for (const { id: campaign, audienceIds } of campaigns)
        if (audienceIds.includes(audienceId))
          for (const { email } of (
            await account.campaigns.listRecipients(campaign, { activity: 'unsubscribed' })
          ).items)
            if (email !== null) return email
      return assert.fail('no contact has left')
    }
    const { remembersUnsubscribes } = (await account.get()).capabilities
    const gone = remembersUnsubscribes ? left : await leavers()
    await account.contacts.unsubscribe(gone, inIt)
    for (const email of [gone, stayed]) {
      const { id: contact } = await account.contacts.get(email, inIt)
      const path = REMOVALS[provider]?.(audienceId, contact) ?? assert.fail(provider)
      assert.ok((await callProxy(world.client, id, 'DELETE', path)).ok)
    }
    const statusOf = async (): Promise<string | null> =>
      (await account.contacts.get(gone, inIt).catch(() => null))?.status ?? null
    assert.notEqual(await statusOf(), 'unsubscribed', 'it is removed')
    const save = (email: string) =>
      account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
    assert.equal(await errorCodeOf(save(gone.toUpperCase())), 'contact_suppressed')
    const contacts = [{ email: gone, fields: {} }]
    const { skipped } = await account.contacts.import({ audienceId, status: 'subscribed', contacts })
    assert.equal(skipped, 1)
    const changed = account.contacts.changeAddress(gone, { email: 'fresh@letters.example', ...inIt })
    assert.equal(await errorCodeOf(changed), 'contact_suppressed')
    assert.notEqual(await statusOf(), 'subscribed')
    if (!remembersUnsubscribes) {
      const { id: contact } = await account.contacts.get(gone, inIt)
      const path = REMOVALS[provider]?.(audienceId, contact) ?? assert.fail(provider)
      assert.ok((await callProxy(world.client, id, 'DELETE', path)).ok)
      const { faults } = world.sandbox.world
      faults.add({ kind: 'status', status: 500, path: '/API/v1.1/Rest/MailStatisticsService.svc/Recipient' })
      assert.equal(await errorCodeOf(save(gone)), 'outcome_unknown')
      faults.clear()
      assert.equal(await statusOf(), 'unsubscribed', 'while it is not known whether it had left')
    }
    assert.equal((await save(stayed)).status, 'subscribed')
  })

test('contacts: an address is found over all accounts and audiences', async () => {
  await using world = await startWorld()
  const connections = []
  for (const provider of PROVIDERS) connections.push(await connect(world, { provider }))
  const email = 'nora@letters.example'
  for (const { id } of connections.slice(0, 3)) {
    const account = world.client.account(id)
    const { items } = await account.audiences.list()
    for (const { id: audienceId } of items.slice(0, 2))
      await account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  }
  await world.client.connections.disconnect(connections[2]?.id ?? '')
  const { items, nextCursor } = await world.client.addresses.find(email.toUpperCase())
  assert.equal(nextCursor, null)
  assert.deepEqual(
    items.map(({ provider, outcome }) => [provider, outcome]),
    // The accounts of both versions of Constant Contact are one.
    PROVIDERS.map((provider, index) => [provider, index === 2 ? 'failed' : 'found']),
  )
  assert.deepEqual(
    items.map(({ contacts }) => contacts.length),
    [2, 2, 0, 1],
  )
  assert.equal(items[2]?.errorCode, 'connection_disconnected')
  const one = await world.client.addresses.find(email, { limit: 1 })
  assert.equal(one.items.length, 1)
  assert.ok(one.nextCursor)
  await assert.rejects(world.client.addresses.find('no address'), { code: 'invalid_request' })
})

test('contacts, mailup: an address that has unsubscribed from one list is not changed through another', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const account = world.client.account(id)
  const [first = assert.fail(), second = assert.fail()] = (await account.audiences.list()).items
  const email = 'old@letters.example'
  for (const { id: audienceId } of [first, second])
    await account.contacts.upsert({ email, audienceId, status: 'subscribed', fields: {} })
  await account.contacts.unsubscribe(email, { audienceId: second.id })
  const changed = account.contacts.changeAddress(email, {
    email: 'new@letters.example',
    audienceId: first.id,
  })
  assert.equal(await errorCodeOf(changed), 'contact_suppressed')
  const { status } = await account.contacts.get(email, { audienceId: second.id })
  assert.equal(status, 'unsubscribed')
})

for (const provider of ['constant-contact', 'constant-contact-v2'])
  test(`contacts, ${provider}: to ask an archived contact to confirm does not subscribe it`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const [{ id: audienceId } = assert.fail()] = (await account.audiences.list()).items
    const contact = { email: 'rye@letters.example', audienceId, fields: {} }
    await account.contacts.upsert({ ...contact, status: 'subscribed' })
    await account.contacts.archive(contact.email, { audienceId })
    const asked = account.contacts.upsert({ ...contact, status: 'pending' })
    assert.equal(await errorCodeOf(asked), 'unsupported_by_provider')
    const { status } = await account.contacts.get(contact.email, { audienceId })
    assert.equal(status, 'archived')
  })
