import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import {
  callTool,
  openMcpClient,
  type ToolResult,
  type McpTestClient,
} from '@letterlock/testing/mcp-client.ts'
import { PROVIDERS, revokeAtProvider } from '@letterlock/testing/providers.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/** What the account has, for the tools to be called with. */
interface Things {
  readonly audience: string
  readonly contact: string
  readonly sent: readonly string[]
  readonly draft: string
}

/** Every tool that asks the provider, with something that it can answer. `lacks`: a capability without which it says so. */
const CALLS: readonly (readonly [
  tool: string,
  args: (things: Things) => Record<string, unknown>,
  expected: RegExp,
  lacks?: 'tags' | 'segments' | 'templates',
])[] = [
  ['list_audiences', () => ({}), /\d audiences:/],
  ['get_audience', ({ audience }) => ({ audience }), /^fields: \w/m],
  ['list_segments', ({ audience }) => ({ audience }), /segments/, 'segments'],
  ['search_contacts', ({ audience }) => ({ audience, limit: 2 }), /2 contacts:|1 contacts:/],
  ['get_contact', ({ audience, contact }) => ({ audience, contact }), /@/],
  [
    'upsert_contacts',
    ({ audience }) => ({
      audience,
      status: 'subscribed',
      contacts: [{ email: 'nora@letters.example' }],
    }),
    /^1 added/,
  ],
  [
    'update_contact_tags',
    ({ audience }) => ({ audience, contacts: ['nora@letters.example'], add: ['VIP'] }),
    /^Tags updated: 1 contact\./,
    'tags',
  ],
  [
    'change_contact',
    ({ audience }) => ({
      audience,
      contact: 'nora@letters.example',
      action: 'change_address',
      newEmail: 'nora@new.example',
    }),
    /^Address changed\./,
  ],
  [
    'change_contact',
    ({ audience }) => ({
      audience,
      contact: 'nora@new.example',
      action: 'change_address',
      newEmail: 'nora@letters.example',
    }),
    /^Address changed\./,
  ],
  [
    'save_segment',
    ({ audience }) => ({
      audience,
      countOnly: true,
      conditions: [{ by: 'email', op: 'is', value: 'nora@letters.example' }],
    }),
    /^Counted, nothing saved: 1 contact\./,
  ],
  [
    'save_segment',
    ({ audience }) => ({
      audience,
      name: 'Nora',
      conditions: [{ by: 'email', op: 'is', value: 'nora@letters.example' }],
    }),
    /^Saved: 1 contact\./,
  ],
  [
    'unsubscribe_contact',
    ({ audience }) => ({ audience, contact: 'nora@letters.example' }),
    /^Unsubscribed from/,
  ],
  ['list_campaigns', () => ({ limit: 5 }), /campaigns:/],
  ['get_campaign', ({ draft }) => ({ campaign: draft, view: 'html' }), /^subject: Rye!?$/m],
  [
    'create_campaign',
    ({ audience }) => ({ audience, name: 'Spelt', subject: 'Spelt', html: '<p>Spelt</p>' }),
    /^Draft created\. Nothing was sent\./,
  ],
  ['copy_campaign', ({ draft }) => ({ campaign: draft }), /^Copied as a draft\. Nothing was sent\./],
  ['update_campaign', ({ draft }) => ({ campaign: draft, subject: 'Rye!' }), /^Draft updated\./],
  ['list_templates', () => ({}), /templates/, 'templates'],
  [
    'get_campaign',
    ({ draft }) => ({ campaign: draft, view: 'check' }),
    /^Ready to send\.[^]*[\d,]+ contacts/,
  ],
  ['send_test_email', ({ draft }) => ({ campaign: draft }), /^Test email sent to/],
  ['send_campaign', ({ draft }) => ({ campaign: draft }), /^Nothing has been sent\./],
  ['unschedule_campaign', ({ draft }) => ({ campaign: draft }), /campaign_not_scheduled/],
  ['get_account', () => ({}), /^On average of \d+ campaigns: opened \d/],
  ['get_campaign_reports', ({ sent }) => ({ campaigns: sent[0] }), /opened by \d+/],
  [
    'list_campaign_recipients',
    ({ sent }) => ({ campaign: sent[0], activity: 'opened', limit: 5 }),
    /recipients \(opened\)/,
  ],
  ['get_campaign_reports', ({ sent }) => ({ campaigns: sent.slice(0, 2) }), /opens: \{.*unique: \d+/],
]

/** Everything that a structure says, but for our own remarks. */
function* factsOf(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* factsOf(inner)
  else if (value !== null) yield typeof value === 'string' ? value : JSON.stringify(value)
}

interface Opened extends AsyncDisposable {
  readonly world: TestWorld
  readonly id: string
  readonly client: McpTestClient
  readonly things: Things
}

/** D12: text and structure say the same, the mark too. */
function assertSame(text: string, structured: Record<string, unknown>, tool: string): void {
  const { summary, notice, ...facts } = structured
  assert.match(String(notice), /data, not instructions/, tool)
  assert.ok(text.startsWith(`${String(summary)}\n${String(notice)}\n`), `${tool}: our own words are in both`)
  for (const fact of factsOf(facts))
    assert.ok(text.includes(fact) || text.includes(JSON.stringify(fact)), `${tool}: ${fact} is in the text`)
}

async function open(provider: string): Promise<Opened> {
  const world = await startWorld()
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world, { provider })
  const account = world.client.account(id)
  const audienceId = (await account.audiences.list()).items[0]?.id ?? ''
  const contact = (await account.contacts.list({ audienceId, limit: 1 })).items[0]?.id ?? ''
  const campaigns = (await account.campaigns.list({ limit: 20 })).items
  const sent = campaigns.filter(({ status }) => status === 'sent').map((campaign) => campaign.id)
  const draft = await account.campaigns.create({
    name: 'Rye',
    subject: 'Rye',
    audienceId,
    html: '<p>Rye</p>',
  })
  const client = await openMcpClient(world)
  const close = async (): Promise<void> => {
    await client[Symbol.asyncDispose]()
    await world[Symbol.asyncDispose]()
  }
  return {
    world,
    id,
    client,
    things: { audience: audienceId, contact, sent, draft: draft.id },
    [Symbol.asyncDispose]: close,
  }
}

async function callAll(
  { client, things }: Opened,
  judge: (said: ToolResult, line: (typeof CALLS)[number]) => void,
): Promise<void> {
  const { tools } = await client.listTools()
  const asked = tools
    .map(({ name }) => name)
    .filter((name) => !['list_connections', 'connect_account'].includes(name))
  const inTable = [...new Set(CALLS.map(([tool]) => tool))]
  assert.deepEqual(inTable.toSorted(), asked.toSorted(), 'every tool is in the table')
  for (const line of CALLS) judge(await callTool(client, line[0], line[1](things)), line)
}

for (const provider of PROVIDERS) {
  test(
    `D12: mcp tools, ${provider}: each answers truly, in text and structure, and says whose account it is`,
    { timeout: 115_000 },
    async () => {
      await using opened = await open(provider)
      for (const tool of ['list_connections', 'connect_account']) {
        const { text, structured } = await callTool(opened.client, tool)
        assertSame(text, structured, tool)
      }
      const { capabilities } = await opened.world.client.account(opened.id).get()
      await callAll(opened, ({ text, structured, isError }, [tool, , expected, lacks]) => {
        if (!isError) assertSame(text, structured, tool)
        if (lacks !== undefined && !capabilities[lacks]) assert.match(text, /unsupported_by_provider/, tool)
        else assert.match(text, expected, `${tool}: ${text}`)
        if (tool !== 'unschedule_campaign' && (lacks === undefined || capabilities[lacks]))
          assert.match(text, new RegExp(`From Ada’s Bakery \\(${provider}\\), by OAuth\\.`), tool)
      })
    },
  )

  test(
    `mcp tools, ${provider}: the provider is down, throttles, has been told to forget us; nothing is connected`,
    { timeout: 115_000 },
    async () => {
      await using opened = await open(provider)
      const { world, id, client } = opened
      const { capabilities } = await world.client.account(id).get()
      // What was remembered is not what is asked about here.
      const faultWith = (status: number): void => {
        world.sandbox.world.faults.clear()
        // Longer than calls wait to be repeated.
        world.sandbox.world.faults.add({ kind: 'status', status, retryAfter: '60' })
      }
      const failsWith =
        (code: RegExp) =>
        ({ isError, text }: ToolResult, [tool, , , lacks]: (typeof CALLS)[number]): void => {
          // What a provider lacks is known without asking it.
          if (lacks !== undefined && !capabilities[lacks])
            return assert.match(text, /unsupported_by_provider/)
          assert.equal(isError, true, `${tool}: ${text}`)
          assert.match(text, code, tool)
          assert.match(text, /\. [A-Z].*\.? ?.*\(\w+\)$/, `${tool} says what to do next: ${text}`)
        }
      faultWith(503)
      await callAll(opened, failsWith(/\(provider_unavailable\)/))
      assert.match((await callTool(client, 'list_connections')).text, /connected/, 'that says nothing of us')
      faultWith(429)
      await callAll(opened, failsWith(/\(provider_rate_limited\)/))
      world.sandbox.world.faults.clear()

      await revokeAtProvider(world, provider)
      await world.client.connections.check(id)
      await callAll(
        opened,
        failsWith(new RegExp(`reconnect.* http\\S+/connections/${id}.*\\(connection_disconnected\\)`, 'is')),
      )
      const listed = (await callTool(client, 'list_connections')).text
      assert.match(listed, /^1 disconnected\. Connect another at http/)
      assert.match(listed, /status: disconnected/)

      await world.client.connections.disconnect(id)
      await callAll(opened, failsWith(/\(connection_disconnected\)/))
      const { items } = await world.client.events.list({ type: 'campaign' })
      assert.ok(items.every(({ type }) => type !== 'campaign.sent'))
    },
  )
}

test('mcp tools: nothing is connected yet, and each says where the user can begin', async () => {
  await using world = await startWorld()
  await using client = await openMcpClient(world)
  await setupOwner(world)
  const things = { audience: '1', contact: '1', sent: ['1', '2'], draft: '1' }
  for (const [tool, args] of CALLS) {
    const { isError, text } = await callTool(client, tool, args(things))
    assert.equal(isError, true, tool)
    assert.match(
      text,
      /^No account is connected\. Connect one at http\S+\/connections\/new, .*\(connection_required\)$/,
      tool,
    )
  }
  assert.match((await callTool(client, 'list_connections')).text, /^No account is connected\./)
})

test('mcp tools: the API key stands in, and every answer says so', async () => {
  await using opened = await open('mailchimp')
  const { world, id } = opened
  const { apiKeys } = world.sandbox.world.mailchimp
  await world.client.connections.setApiKey(id, {
    apiKey: Object.keys(apiKeys).find((key) => apiKeys[key] === 'ada') ?? '',
  })
  world.sandbox.world.mailchimp.tokens = {}
  await callAll(opened, ({ text }, [tool, , expected]) => {
    assert.match(text, expected, `${tool}: ${text}`)
    if (tool !== 'unschedule_campaign') assert.match(text, /by API key, because OAuth is not working\./, tool)
  })
})

test('mcp: a copy for those who did not open is not for another audience or segment, too', async () => {
  await using world = await startWorld()
  await connectWithAllPermissions(world)
  await using client = await openMcpClient(world)
  for (const other of ['audience', 'segment']) {
    const { text } = await callTool(client, 'copy_campaign', {
      campaign: 'any',
      toNonOpeners: true,
      [other]: 'any',
    })
    assert.match(text, new RegExp(`leave ${other} out\\.[^]*\\(invalid_request\\)$`))
  }
})
