import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient, type McpTestClient } from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS } from '@letterlock/testing/providers.ts'
import { startWorld } from '@letterlock/testing/world.ts'

type Row = Readonly<Record<string, unknown>>

/** Every item of a list tool. */
async function everything(client: McpTestClient, tool: string, args: object): Promise<Row[]> {
  const items: Row[] = []
  let cursor: unknown = null
  do {
    const { structured, isError, text } = await callTool(client, tool, { ...args, cursor, limit: 100 })
    assert.ok(!isError, text)
    items.push(...(structured['items'] as Row[]))
    cursor = structured['nextCursor']
  } while (cursor !== null)
  return items
}

for (const provider of PROVIDERS)
  test(`engagement, ${provider}: who did what with a campaign, and what one contact did`, async (t) => {
    await using world = await startWorld()
    await connect(world, { provider })
    await using client = await openMcpClient(world)
    const [campaign] = await everything(client, 'list_campaigns', { status: 'sent' })
    assert.ok(campaign, 'a sent campaign')
    const { structured } = await callTool(client, 'get_campaign_reports', { campaigns: campaign['id'] })
    const [report = {}] = structured['reports'] as Row[]

    await t.test('the lists agree with the report', async () => {
      const unique = async (activity: string): Promise<number> => {
        const rows = await everything(client, 'list_campaign_recipients', {
          campaign: campaign['id'],
          activity,
        })
        return new Set(rows.map(({ email, contactId }) => email ?? contactId)).size
      }
      assert.equal(await unique('sent'), report['sent'])
      assert.equal(await unique('opened'), (report['opens'] as Row)['unique'])
      assert.equal(await unique('clicked'), (report['clicks'] as Row)['unique'])
      assert.equal(await unique('bounced'), (report['bounces'] as Row)['total'])
      assert.equal(await unique('unsubscribed'), report['unsubscribes'])
    })

    await t.test('a list that the provider does not have is refused, not empty', async () => {
      const found = await callTool(client, 'list_campaign_recipients', {
        campaign: campaign['id'],
        activity: 'complained',
      })
      if (provider !== 'mailchimp') assert.match(found.text, /complained|spam/)
      assert.equal(found.isError, provider !== 'mailchimp')
    })

    await t.test('one contact: what it did, with the campaign’s name', async () => {
      const [opener] = await everything(client, 'list_campaign_recipients', {
        campaign: campaign['id'],
        activity: 'opened',
      })
      assert.ok(opener)
      const { structured: listed } = await callTool(client, 'get_campaign', { campaign: campaign['id'] })
      const [audience] = listed['audienceIds'] as string[]
      const { structured, text } = await callTool(client, 'get_contact', {
        contact: opener['email'],
        audience,
        responseFormat: 'detailed',
      })
      const activities = structured['activities'] as Row[]
      assert.ok(activities.length > 0, text)
      assert.ok(
        activities.some(({ activity }) => activity === 'sent'),
        text,
      )
      for (const { campaignId, campaignName } of activities) assert.ok(campaignId ?? campaignName, text)
    })

    await t.test('campaigns by status, time and words', async () => {
      const drafts = await everything(client, 'list_campaigns', { status: 'draft' })
      assert.ok(drafts.length > 0)
      for (const { status } of drafts) assert.equal(status, 'draft')
      const all = await everything(client, 'list_campaigns', {})
      const name = String(campaign['name'])
      const named = await everything(client, 'list_campaigns', { search: name.toUpperCase() })
      assert.ok(named.some(({ id }) => id === campaign['id']))
      assert.ok(named.length <= all.length)
      const future = { since: '2999-01-01T00:00:00Z' }
      assert.deepEqual(await everything(client, 'list_campaigns', future), [])
      const past = await everything(client, 'list_campaigns', {
        until: '2999-01-01T00:00:00Z',
        status: 'sent',
      })
      assert.ok(past.length > 0)
    })
  })

test('mailup: what was sent is asked once, so that a list of campaigns takes a call for each draft and three more', async () => {
  await using world = await startWorld()
  const { id } = await connect(world, { provider: 'mailup' })
  const account = world.client.account(id)
  const calls = async (work: () => Promise<unknown>): Promise<number> => {
    const before = world.sandbox.world.requests.list({}).length
    await work()
    return world.sandbox.world.requests.list({}).length - before
  }
  const { items } = await account.campaigns.list({ limit: 100 })
  const drafts = items.filter(({ status }) => status === 'draft').length
  const again = await calls(() => account.campaigns.list({ limit: 100 }))
  assert.equal(again, 3 + drafts)
  // The lists are remembered for a minute.
  const [audience] = (await account.audiences.list()).items
  assert.equal(await calls(() => account.audiences.get(audience?.id ?? '')), 3)
  assert.equal(await calls(() => account.audiences.get(audience?.id ?? '')), 2)
})
