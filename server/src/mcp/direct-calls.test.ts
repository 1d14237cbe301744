import assert from 'node:assert/strict'
import { setImmediate as next } from 'node:timers/promises'
import { test } from 'node:test'
import { McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import { principalOfUser } from '../workspaces/principal.ts'
import { createDirectCalls } from './direct-calls.ts'
import { extraOf, type Extra } from './request-extra.ts'

const HEADERS = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' }
const CALL = {
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'list_connections', arguments: {} },
}

const extraFor = (userId: string, message: unknown, changes: Partial<Extra> = {}): Extra => ({
  principal: principalOfUser({ userId, workspaceId: 'ws_1', role: 'owner' }),
  identify: () => Promise.reject(new Error('not asked')),
  requestId: 'req_1',
  metadataUrl: 'https://letterlock.example/.well-known/oauth-protected-resource/mcp',
  options: { readOnly: false, toolsets: null, connection: null },
  message,
  signal: new AbortController().signal,
  ...changes,
})

/** Whose tools say who calls them, some time later. */
function open() {
  const made: string[] = []
  const calls = createDirectCalls({
    of: () => assert.fail('a server of its own'),
    ofTool({ name }) {
      made.push(name)
      const server = new McpServer({ name: 'test', version: '1' }, { capabilities: { tools: {} } })
      server.registerTool(name, { inputSchema: z.object({}) }, async (_input, { http, mcpReq }) => {
        const { principal } = extraOf(http?.authInfo)
        await mcpReq.notify({
          method: 'notifications/progress',
          params: { progressToken: 1, progress: 1 },
        })
        for (let turn = Number(principal.principalId.slice(-1)); turn > 0; turn--) await next()
        return { content: [{ type: 'text', text: principal.principalId }] }
      })
      return server
    },
  })
  const ask = (extra: Extra, headers: Record<string, string> = {}): Promise<string> | undefined =>
    calls.answer(new Headers({ ...HEADERS, ...headers }), extra)
  return { ask, made }
}

test('calls of many at once, with the same ID, each get the response of their own principal and with their ID', async () => {
  const { ask, made } = open()
  const users = Array.from({ length: 50 }, (_, index) => `usr_${50 - index}`)
  const answers = await Promise.all(
    users.map((user) => ask(extraFor(user, { ...CALL, id: 'same' })) ?? assert.fail(user)),
  )
  const read = answers.map((answer) => JSON.parse(answer))
  assert.deepEqual(
    read.map(({ id, result }) => [id, result.content[0].text]),
    users.map((user) => ['same', user]),
  )
  assert.deepEqual(made, ['list_connections'], 'one server')
})

test('only calls that a result in one piece answers are direct', async () => {
  const { ask } = open()
  const isDirect = async (extra: Extra, headers?: Record<string, string>): Promise<boolean> =>
    (await ask(extra, headers)) !== undefined
  assert.ok(await isDirect(extraFor('usr_1', CALL)))
  assert.ok(await isDirect(extraFor('usr_1', CALL), { 'mcp-protocol-version': '2025-06-18' }))
  const others: readonly unknown[] = [
    undefined,
    [CALL],
    { ...CALL, id: null },
    { ...CALL, id: undefined },
    { ...CALL, jsonrpc: '1.0' },
    { ...CALL, method: 'tools/list' },
    { ...CALL, params: { name: 'nothing' } },
    { ...CALL, params: [] },
    {
      ...CALL,
      params: { ...CALL.params, _meta: { 'io.modelcontextprotocol/protocolVersion': '2026-07-28' } },
    },
  ]
  for (const message of others)
    assert.equal(await isDirect(extraFor('usr_1', message)), false, JSON.stringify(message))
  for (const headers of [
    { 'mcp-session-id': 'x' },
    { 'mcp-protocol-version': '2026-07-28' },
    { 'mcp-protocol-version': 'nonsense' },
    { 'mcp-method': 'tools/call' },
    { 'content-type': 'text/plain' },
    { accept: 'application/json' },
  ])
    assert.equal(await isDirect(extraFor('usr_1', CALL), headers), false, JSON.stringify(headers))
  const { principal } = extraFor('usr_1', CALL)
  const limited = { principal: { ...principal, kind: 'assistant' as const, scopes: new Set<never>() } }
  assert.equal(await isDirect(extraFor('usr_1', CALL, limited)), false, 'the user is asked for the scope')
})
