import { Ajv2020 } from 'ajv/dist/2020.js'
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

import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { RECORDED, type Recorded, type Truth } from './tool-use-requests.ts'

/** A user waits for the answer: more calls than this are too many for what is asked here. */
const MAX_CALLS = 4

function truthOf(world: TestWorld): Truth {
  const { data } =
    world.sandbox.world.mailchimp.accounts['ada'] ??
    Object.values(world.sandbox.world.mailchimp.accounts)[0] ??
    {}
  assert.ok(data)
  const subscribedIn = (list: { members: Record<string, { status: string }> }): number =>
    Object.values(list.members).filter(({ status }) => status === 'subscribed').length
  const lists = Object.values(data.lists)
  const [largest] = lists.toSorted((a, b) => subscribedIn(b) - subscribedIn(a))
  const sent = Object.values(data.campaigns)
    .filter(({ status }) => status === 'sent')
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
  const [joinedMost] = lists.toSorted((a, b) => Object.keys(b.members).length - Object.keys(a.members).length)
  const named = lists.find(({ name }) => name === 'Newsletter')
  assert.ok(largest && named && joinedMost)
  return {
    largestAudience: largest.name,
    // Both audiences are of the same age.
    grewMost: joinedMost.name,
    subscribed: subscribedIn(named),
    bestOpened: '',
    sentNames: sent.map(({ settings }) => String(settings['title'])),
  }
}

test('evaluation: requests in words, each done with the tools as they are described, in few calls', async (t) => {
  assert.ok(RECORDED.length >= 20)
  await using world = await startWorld()
  await setupOwner(world)
  for (const provider of ['mailchimp', 'mailup']) {
    await connectWithAllPermissions(world, { provider })
  }
  await using client = await openMcpClient(world)
  const { tools } = await client.listTools()
  const ajv = new Ajv2020({ strict: false, formats: { email: true, 'date-time': true } })
  const described = new Map(
    tools.map(({ name, inputSchema, annotations }) => [
      name,
      { accepts: ajv.compile(inputSchema), reads: annotations?.readOnlyHint === true },
    ]),
  )
  const truth = { ...truthOf(world), bestOpened: await bestOpened(client) }
  const used = new Set<string>()
  for (const recorded of RECORDED)
    await t.test(recorded.request, async () => {
      assert.ok(recorded.steps.length <= MAX_CALLS)
      const read = await follow(client, recorded, (tool, args) => {
        used.add(tool)
        const known = described.get(tool)
        assert.ok(known, `${tool} is not among the tools`)
        assert.ok(known.accepts(args), `${tool}: ${ajv.errorsText(known.accepts.errors)}`)
        assert.ok(recorded.changes || known.reads, `${tool} changes something that was not asked for`)
      })
      const { answer } = recorded
      const last = read.at(-1)?.text ?? ''
      assert.ok(answer instanceof RegExp ? answer.test(last) : answer(read, truth), last)
    })
  assert.deepEqual(
    tools.map(({ name }) => name).filter((name) => !used.has(name)),
    [],
    'every tool serves some request',
  )
  const sent = world.sandbox.world.requests.list().filter(({ path }) => path.endsWith('/actions/send'))
  assert.deepEqual(sent, [], 'nothing went out: no user has confirmed anything')
})

async function follow(
  client: McpTestClient,
  { steps }: Recorded,
  check: (tool: string, args: Record<string, unknown>) => void,
): Promise<ToolResult[]> {
  const read: ToolResult[] = []
  for (const step of steps) {
    const [tool, args] = step(read)
    check(tool, args)
    const said = await callTool(client, tool, args)
    assert.equal(said.isError, false, `${tool}: ${said.text}`)
    read.push(said)
  }
  return read
}

/** One report at a time, past the tool that compares. */
async function bestOpened(client: McpTestClient): Promise<string> {
  const connection = 'adas-bakery-mailchimp'
  const { structured } = await callTool(client, 'list_campaigns', { connection, limit: 100 })
  const sent = (structured['items'] as { id: string; status: string }[]).filter(
    ({ status }) => status === 'sent',
  )
  let best = { campaign: '', rate: -1 }
  for (const { id: campaign } of sent.slice(0, 5)) {
    const { structured } = await callTool(client, 'get_campaign_reports', { connection, campaigns: campaign })
    const [report] = structured['reports'] as { opens: { rate: number } }[]
    const rate = report?.opens.rate ?? 0
    if (rate > best.rate) best = { campaign, rate }
  }
  return best.campaign
}
