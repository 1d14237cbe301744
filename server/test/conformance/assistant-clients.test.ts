import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { consent } from '@letterlock/testing/assistant.ts'
import {
  authorizationUrl,
  redeemCode,
  registerClient,
  type ClientRequest,
} from '@letterlock/testing/authorization-code.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { authorizeAssistant } from '@letterlock/testing/authorize-assistant.ts'
import { callTool } from '@letterlock/testing/mcp-client.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { READ_SCOPES } from '../../src/authorization-server/assistant.ts'

/** How a client signs in and calls, in the order in which it does. */
interface Behaviour {
  readonly client: string
  /** Where this was read or recorded. */
  readonly source: string
  /** Where it looks first; none: it goes to the authorization server of the same origin at once. */
  readonly resourceMetadata?: string
  readonly serverMetadata: readonly string[]
  readonly registers: Record<string, unknown>
  readonly scope?: 'challenge' | 'resource metadata' | (string & {})
  readonly sendsResource: boolean
  readonly protocol: string
  /** Whether it names the protocol's version with each request after the first. */
  readonly namesProtocol: boolean
  readonly accept?: string
}

const LOOPBACK = 'http://localhost:8090/callback'
const GRANTS = { grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'] }
const PUBLIC = { ...GRANTS, redirect_uris: [LOOPBACK], token_endpoint_auth_method: 'none' }
const OF_RESOURCE = '/.well-known/oauth-protected-resource/mcp'
const OF_SERVER = '/.well-known/oauth-authorization-server'
const OF_OPENID = '/.well-known/openid-configuration'

/** None of these asks for more when a call is refused for want of a right: what the user ticks at the first sign-in must do. */
const CLIENTS: readonly Behaviour[] = [
  {
    client: 'MCP SDK 1.10',
    source: '@modelcontextprotocol/sdk 1.10.2, client/auth.js: no resource metadata, no scope, no resource',
    serverMetadata: [OF_SERVER],
    registers: { ...PUBLIC, client_name: 'SDK 1.10' },
    sendsResource: false,
    protocol: '2024-11-05',
    namesProtocol: false,
  },
  {
    client: 'MCP SDK 1.17',
    source: '@modelcontextprotocol/sdk 1.17.5, client/auth.js: scope of the client’s own metadata alone',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER, OF_OPENID],
    registers: { ...PUBLIC, client_name: 'SDK 1.17' },
    sendsResource: true,
    protocol: '2025-06-18',
    namesProtocol: true,
  },
  {
    client: 'MCP SDK 1.32',
    source: '@modelcontextprotocol/sdk 1.32.2, client/auth.js: scope of the challenge',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: {
      ...PUBLIC,
      client_name: 'SDK 1.32',
      scope: 'connections:read audiences:read campaigns:read reports:read',
    },
    scope: 'challenge',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
  },
  {
    client: 'mcp-remote 0.15',
    source: 'mcp-remote 0.15.1: the scope is “openid email profile” when nothing else is given',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: { ...PUBLIC, client_name: 'MCP CLI Proxy', scope: 'openid email profile' },
    scope: 'openid email profile',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
  },
  {
    client: 'AI SDK 1.0',
    source: '@ai-sdk/mcp 1.0.0, dist/index.js: scope of the client’s own metadata alone',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: { ...PUBLIC, client_name: 'AI SDK' },
    sendsResource: true,
    protocol: '2025-06-18',
    namesProtocol: true,
  },
  {
    client: 'OpenAI Agents 0.20',
    source: 'the SDK 1.x below it, with what the application gives as metadata; a confidential client here',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: { ...PUBLIC, client_name: 'OpenAI Agents', token_endpoint_auth_method: 'client_secret_post' },
    scope: 'resource metadata',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
  },
  {
    client: 'LangChain adapters 1.1',
    source: '@langchain/mcp-adapters 1.1.4 on the SDK ^1.30',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: { ...GRANTS, redirect_uris: [LOOPBACK], client_name: 'LangChain' },
    scope: 'challenge',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
  },
  {
    client: 'Mastra 0.14',
    source: '@mastra/mcp 0.14 on the SDK 1.x, metadata as in its guide, `offline_access` added',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: {
      ...PUBLIC,
      client_name: 'Mastra',
      scope: 'connections:read audiences:read campaigns:read reports:read offline_access',
    },
    scope: 'connections:read audiences:read campaigns:read reports:read offline_access',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
  },
  {
    client: 'a page in a browser',
    source: 'the Inspector’s direct connection: fetch with an Origin and any Accept',
    resourceMetadata: OF_RESOURCE,
    serverMetadata: [OF_SERVER],
    registers: { ...PUBLIC, client_name: 'Inspector' },
    scope: 'challenge',
    sendsResource: true,
    protocol: '2025-11-25',
    namesProtocol: true,
    accept: '*/*',
  },
]

const ALL = [...READ_SCOPES, 'audiences:write', 'campaigns:write', 'campaigns:send']

async function json(world: TestWorld, path: string): Promise<Record<string, unknown>> {
  const answer = await fetch(world.server.url + path)
  assert.equal(answer.status, 200, path)
  return (await answer.json()) as Record<string, unknown>
}

/** The result of one JSON-RPC message, whether it comes as JSON or as a stream of events. */
async function resultOf(answer: Response): Promise<Record<string, unknown>> {
  const text = await answer.text()
  assert.equal(answer.status, 200, text)
  const data = /^data: (.+)$/m.exec(text)?.[1] ?? text
  const { result } = JSON.parse(data) as { result?: Record<string, unknown> }
  assert.ok(result, text)
  return result
}

/** Signs in once, then reads and writes; answers the scope that was granted. */
async function signInAndWork(world: TestWorld, behaviour: Behaviour, audience: string): Promise<string> {
  const owner = await signIn(world)
  const { protocol, accept = 'application/json, text/event-stream' } = behaviour
  const url = `${world.server.url}/mcp`
  const send = (body: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept, ...headers },
      body: JSON.stringify({ jsonrpc: '2.0', ...body }),
    })
  const clientInfo = { name: behaviour.client, version: '1' }
  const initialize = {
    id: 0,
    method: 'initialize',
    params: { protocolVersion: protocol, capabilities: {}, clientInfo },
  }
  const challenge = (await send(initialize)).headers.get('www-authenticate') ?? ''
  const announced = behaviour.resourceMetadata ? await json(world, behaviour.resourceMetadata) : {}
  for (const path of behaviour.serverMetadata)
    assert.equal((await json(world, path))['issuer'], world.server.url)

  const registered = (await (await registerClient(world, behaviour.registers)).json()) as Record<
    string,
    string
  >
  const scope =
    behaviour.scope === 'challenge'
      ? (/scope="([^"]+)"/.exec(challenge)?.[1] ?? '')
      : behaviour.scope === 'resource metadata'
        ? (announced['scopes_supported'] as string[]).join(' ')
        : (behaviour.scope ?? '')
  const way: ClientRequest = {
    clientId: registered['client_id'] ?? '',
    clientSecret: registered['client_secret'],
    redirectUri: LOOPBACK,
    scope,
  }
  const { url: authorize, verifier } = authorizationUrl(world, way, {
    resource: behaviour.sendsResource ? String(announced['resource']) : '',
  })
  const { callback } = await consent(world, owner, authorize, { scopes: ALL })
  const redeemed = await redeemCode(world, way, { code: callback.searchParams.get('code') ?? '', verifier })
  const tokens = (await redeemed.json()) as Record<string, string>
  const headers: Record<string, string> = { authorization: `Bearer ${tokens['access_token']}` }
  const begunSession = await send(initialize, headers)
  const session = begunSession.headers.get('mcp-session-id')
  assert.equal((await resultOf(begunSession))['protocolVersion'], protocol)
  if (session !== null) headers['mcp-session-id'] = session
  if (behaviour.namesProtocol) headers['mcp-protocol-version'] = protocol
  await send({ method: 'notifications/initialized' }, headers)
  const tool = async (name: string, args: object): Promise<Record<string, unknown>> =>
    resultOf(await send({ id: 1, method: 'tools/call', params: { name, arguments: args } }, headers))
  for (const [name, args] of [
    ['list_audiences', {}],
    [
      'upsert_contacts',
      { contacts: [{ email: `${way.clientId.toLowerCase().slice(0, 8)}@letters.example` }], audience },
    ],
  ] as const) {
    const result = await tool(name, args)
    assert.notEqual(result['isError'], true, JSON.stringify(result))
  }
  return tokens['scope'] ?? ''
}

type Row = readonly [client: string, protocol: string, source: string]

const PAGE = join(import.meta.dirname, '../../../docs/assistants/clients.md')

/** The page that is published: what the clients above did in this test. */
function pageOf(rows: readonly Row[]): string {
  return `# Clients that were tried

<!-- Generated by \`LETTERLOCK_TEST_WRITE_SNAPSHOTS=1\` on \`server/test/conformance/assistant-clients.test.ts\`. -->

MCP clients that are tested with Letterlock. Each signs in once, reads the audiences and adds a contact, without asking the user again. The tests
reproduce the requests of all clients but the last, which is the package itself.

| Client | Protocol revision | Signs in once | Reads | Writes | Taken from |
| --- | --- | --- | --- | --- | --- |
${rows.map(([client, protocol, source]) => `| ${client} | ${protocol} | yes | yes | yes | ${source} |`).join('\n')}
`
}

const withoutLayout = (page: string): string => page.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---')

test('D2: each client signs in once, and can then read and write what the end user ticked', async (t) => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world)
  const [first] = (await world.client.account(id).audiences.list()).items
  const audience = first?.id ?? assert.fail()
  const worked: Row[] = []
  for (const behaviour of CLIENTS)
    await t.test(behaviour.client, async () => {
      const scope = await signInAndWork(world, behaviour, audience)
      assert.equal(scope, ALL.join(' '))
      worked.push([behaviour.client, behaviour.protocol, behaviour.source])
    })
  await t.test('MCP SDK 2.4, as installed', async () => {
    await using assistant = await authorizeAssistant(world, await signIn(world), { scopes: ALL })
    const { client } = assistant
    assert.equal((await callTool(client, 'list_audiences')).isError, false)
    const saved = await callTool(client, 'upsert_contacts', {
      contacts: [{ email: 'sdk2@letters.example' }],
      audience,
    })
    assert.equal(saved.isError, false, saved.text)
    worked.push(['MCP SDK 2.4', '2026-07-28', 'the package @modelcontextprotocol/client, as installed'])
  })
  await t.test('the published table is what was seen', () => {
    const page = pageOf(worked)
    if (process.env['LETTERLOCK_TEST_WRITE_SNAPSHOTS'] === '1') writeFileSync(PAGE, page)
    assert.equal(withoutLayout(readFileSync(PAGE, 'utf8')), withoutLayout(page))
  })
})
