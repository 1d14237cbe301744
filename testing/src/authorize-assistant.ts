import { StreamableHTTPClientTransport, UnauthorizedError } from '@modelcontextprotocol/client'
import assert from 'node:assert/strict'
import { AssistantSignIn, consent, type ConsentDecision } from './assistant.ts'
import type { DashboardSession } from './dashboard-session.ts'
import { openMcpClient, type McpClientOptions, type McpTestClient } from './mcp-client.ts'
import type { TestWorld } from './world.ts'

/** A server with its URL. */
interface ServerAt {
  readonly server: { readonly url: string }
}

export interface AuthorizedAssistant extends AsyncDisposable {
  readonly client: McpTestClient
  readonly signIn: AssistantSignIn
}

/** Discovery, registration, sign-in and consent with the official client. */
export async function authorizeAssistant(
  world: TestWorld,
  browser: DashboardSession,
  {
    path = '/mcp',
    mode = 'auto',
    ...allowed
  }: ConsentDecision & Pick<McpClientOptions, 'path' | 'mode'> = {},
): Promise<AuthorizedAssistant> {
  const provider = new AssistantSignIn()
  // Not authorized yet: the client discovers the authorization server and registers.
  const before = openMcpClient(world, { path, signIn: provider })
  await assert.rejects(before, UnauthorizedError)
  assert.ok(provider.authorizationUrl)
  const { callback } = await consent(world, browser, provider.authorizationUrl, allowed)
  assert.equal(callback.searchParams.get('iss'), world.server.url)
  const finishing = new StreamableHTTPClientTransport(new URL(path, world.server.url), {
    authProvider: provider,
  })
  await finishing.finishAuth(callback.searchParams)
  const client = await openMcpClient(world, { path, mode, signIn: provider })
  return { client, signIn: provider, [Symbol.asyncDispose]: () => client[Symbol.asyncDispose]() }
}

export const accessTokenOf = ({ signIn: provider }: AuthorizedAssistant): string =>
  provider.tokens()?.access_token ?? ''

export const clientIdOf = ({ signIn: provider }: AuthorizedAssistant): string =>
  provider.clientInformation()?.client_id ?? ''

export function refreshTokenSet(
  world: ServerAt,
  assistant: AuthorizedAssistant,
  refreshToken: string,
): Promise<Response> {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken, client_id: clientIdOf(assistant) }
  return fetch(`${world.server.url}/oauth2/token`, { method: 'POST', body: new URLSearchParams(form) })
}

export function listToolsWith(world: TestWorld, token: string, path = '/mcp'): Promise<Response> {
  return fetch(world.server.url + path, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} }),
  })
}

/** Where a new assistant sends its person's browser. */
export async function authorizationUrlOf(world: TestWorld): Promise<URL> {
  const provider = new AssistantSignIn()
  await assert.rejects(openMcpClient(world, { path: '/mcp', signIn: provider }), UnauthorizedError)
  assert.ok(provider.authorizationUrl)
  return provider.authorizationUrl
}
