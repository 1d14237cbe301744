import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'
import { READ_SCOPES } from '../../server/src/authorization-server/assistant.ts'

type Answer = Readonly<Record<string, unknown>>

/** An assistant works with an account; a campaign is sent only after a user approves it. */
export async function walkAssistant(demo: Demo): Promise<void> {
  const { client, serverUrl, seen, secrets } = demo
  const connection = await demo.connect({ user: ada(), endUserId: 'customer-3', provider: 'mailchimp' })
  const permissions = { audiences: 'write', campaigns: 'write', reports: 'read', send: true } as const
  await client.connections.update(connection.id, { permissions })
  const { secret = '' } = await client.secretKeys.create({
    name: 'An assistant',
    scopes: [...READ_SCOPES, 'audiences:write', 'campaigns:write', 'campaigns:send'],
  })
  secrets.add(secret)

  const { assistant, asked, call, type } = await openAssistant({
    serverUrl,
    secret,
    connection: connection.id,
  })
  try {
    const { tools } = await assistant.listTools()
    const { items } = (await call('list_audiences')) as { items: { id: string; name: string }[] }
    seen(
      `Connected an assistant with OAuth: it sees ${tools.length} tools and read ${items.length} audiences.`,
    )

    const audience = items.find(({ name }) => name === 'Newsletter') ?? assert.fail()
    const { id: campaign } = await call('create_campaign', {
      name: 'Rye week',
      subject: 'Fresh rye',
      audience: audience.id,
      html: '<p>From Tuesday on.</p>',
    })
    const declined = await call('send_campaign', { campaign })
    assert.equal(declined['status'], 'declined')
    const question = asked[0] ?? ''
    for (const shown of [/Fresh rye/, /Newsletter/, /\d+ (?:recipients|contacts)/])
      assert.match(question, shown)
    assert.equal((await call('get_campaign', { campaign }))['status'], 'draft')
    seen('The assistant created a draft and requested to send it; the user declined, and nothing was sent.')

    type(audience.name)
    const sent = await call('send_campaign', { campaign })
    assert.deepEqual([sent['status'], sent['campaignStatus']], ['approved', 'sent'])
    const events = (await client.events.list({ connectionId: connection.id, type: 'campaign' })).items
    assert.equal(events.filter(({ type }) => type === 'campaign.sent').length, 1)
    seen(
      'At the second request the user typed the audience’s name: the campaign was sent once, and events record it.',
    )
  } finally {
    await assistant.close()
  }
  await client.connections.disconnect(connection.id)
}

interface Asking {
  readonly serverUrl: string
  readonly secret: string
  readonly connection: string
}

/** An MCP client whose user declines every question, until they type an answer. */
async function openAssistant({ serverUrl, secret, connection }: Asking) {
  let typed = ''
  const asked: string[] = []
  const assistant = new Client(
    { name: 'demo', version: '1' },
    { capabilities: { elicitation: { form: {} } }, versionNegotiation: { mode: 'auto' } },
  )
  assistant.setRequestHandler('elicitation/create', ({ params }) => {
    asked.push(params.message)
    return typed === '' ? { action: 'decline' } : { action: 'accept', content: { typed } }
  })
  const headers = { authorization: `Bearer ${secret}` }
  await assistant.connect(
    new StreamableHTTPClientTransport(new URL('/mcp', serverUrl), { requestInit: { headers } }),
  )
  const call = async (name: string, args: Answer = {}): Promise<Answer> => {
    const given = { connection, ...args }
    const { structuredContent, isError, content } = await assistant.callTool({ name, arguments: given })
    assert.ok(!isError, JSON.stringify(content))
    return structuredContent as Answer
  }
  const type = (text: string): void => void (typed = text)
  return { assistant, asked, call, type }
}
