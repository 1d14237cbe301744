import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ContactStatus } from '@letterlock/sdk'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const EVERYTHING = { audiences: 'write', campaigns: 'write', reports: 'read', send: false } as const
const STATUSES: readonly ContactStatus[] = [
  'subscribed',
  'unsubscribed',
  'pending',
  'bounced',
  'archived',
  'not_subscribed',
  'suspended',
]

for (const provider of PROVIDERS) {
  test(`D10: ${provider}: a search for an address finds it whatever its status is, and shows it`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    await world.client.connections.update(id, { permissions: EVERYTHING })
    const account = world.client.account(id)
    const [audience] = (await account.audiences.list()).items
    assert.ok(audience)
    const email = 'nora.gone@letters.example'
    await account.contacts.upsert({ email, audienceId: audience.id, status: 'subscribed', fields: {} })
    await using client = await openMcpClient(world)
    const search = async (more: object = {}) => {
      const found = await callTool(client, 'search_contacts', {
        audience: audience.id,
        search: email,
        ...more,
      })
      return { text: found.text, items: found.structured['items'] as { email: string; status: string }[] }
    }
    assert.equal((await search()).items[0]?.status, 'subscribed')
    await account.contacts.unsubscribe(email, { audienceId: audience.id })
    for (const words of [email, email.toUpperCase()]) {
      const { text, items } = await search({ search: words })
      assert.deepEqual(
        items.map((item) => [item.email, item.status]),
        [[email, 'unsubscribed']],
      )
      assert.match(text, /nora\.gone@letters\.example.*: unsubscribed/)
    }
    const none = await search({ status: 'subscribed' })
    assert.deepEqual(none.items, [])
    assert.match(none.text, /omit status/i, 'says how to find them')
    const { items } = await account.contacts.list({ audienceId: audience.id, search: email })
    assert.equal(items[0]?.status, 'unsubscribed', 'over the API as well')
    // The world compares the code with the API's description when it ends.
    await account.contacts.list({ audienceId: 'nonsense' }).catch(() => undefined)
  })

  test(`D11: ${provider}: what it cannot list or search for is said; what it can is there`, async () => {
    await using world = await startWorld()
    const { id } = await connect(world, { provider })
    const account = world.client.account(id)
    const { capabilities } = await account.get()
    const [audience] = (await account.audiences.list()).items
    assert.ok(audience)
    const at = capabilities.accountWideContacts ? {} : { audienceId: audience.id }
    for (const status of STATUSES) {
      const asked = account.contacts.list({ ...at, status })
      if (!capabilities.contactStatuses.includes(status)) {
        await assert.rejects(asked, {
          code: 'unsupported_by_provider',
          message: new RegExp(`contacts that are ${status}`),
        })
        continue
      }
      let page = await asked
      for (let pages = 1; page.nextCursor !== null && page.items.length === 0; pages++) {
        assert.ok(pages < 3, `${status}: pages without anybody`)
        page = await account.contacts.list({ ...at, status, cursor: page.nextCursor })
      }
      assert.ok(page.items.every((contact) => contact.status === status))
    }
    const part = account.contacts.list({ ...at, search: 'an' })
    if (capabilities.searchesParts) assert.ok((await part).items.length > 0)
    else await assert.rejects(part, { code: 'unsupported_by_provider', message: /pass the whole address/ })
  })
}

test('D14: a report of what was not sent says so, on every provider', async (t) => {
  for (const provider of PROVIDERS)
    await t.test(provider, async () => {
      await using world = await startWorld()
      const { id } = await connect(world, { provider })
      await world.client.connections.update(id, { permissions: EVERYTHING })
      const account = world.client.account(id)
      const [audience] = (await account.audiences.list()).items
      const draft = await account.campaigns.create({
        name: 'Rye',
        subject: 'Rye',
        audienceId: audience?.id ?? '',
        html: '<p>Rye</p>',
      })
      await assert.rejects(account.campaigns.getReport(draft.id), {
        code: 'campaign_not_sent',
        message: /so it has no report/,
      })
      await using client = await openMcpClient(world)
      const { text, isError } = await callTool(client, 'get_campaign_reports', { campaigns: draft.id })
      assert.ok(isError)
      assert.match(text, /is draft, so it has no report/)
      const sent = (await account.campaigns.list({ limit: 20 })).items.find(({ status }) => status === 'sent')
      const compared = await callTool(client, 'get_campaign_reports', { campaigns: [draft.id, sent?.id] })
      assert.deepEqual(compared.structured['notSent'], [draft.id])
      assert.match(compared.text, new RegExp(`${draft.id}: not sent`))
      assert.equal((compared.structured['reports'] as unknown[]).length, 1)
    })
})
