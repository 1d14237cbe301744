import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

let world: TestWorld
before(async () => {
  world = await startWorld({ LETTERLOCK_RATE_LIMIT_PER_MINUTE: '1000' })
})
after(() => world[Symbol.asyncDispose]())

interface Response {
  readonly status: number
  readonly text: string
  /** Milliseconds of processor time of this process, client included. */
  readonly cpu: number
}

async function send(path: string, body: string, method = 'POST'): Promise<Response> {
  const began = process.cpuUsage()
  const response = await fetch(world.server.localUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${world.secretKey}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    },
    body,
  })
  const text = await response.text()
  return { status: response.status, text, cpu: process.cpuUsage(began).user / 1000 }
}

const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly requestBody?: unknown }>>>>
}

test('every route with a body refuses one that is nested too deep', async () => {
  const response = await fetch(`${world.server.localUrl}/openapi.json`)
  const { paths } = (await response.json()) as Description
  const routes = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([method, { requestBody }]) =>
      requestBody === undefined ? [] : [{ path: path.replaceAll(/\{\w+\}/g, 'x'), method }],
    ),
  )
  assert.ok(routes.length > 40, `${routes.length} routes`)
  let refused = 0
  for (const { path, method } of routes.filter(({ path }) => !path.startsWith('/v1/proxy/'))) {
    const levels = path.endsWith('/token') ? 400 : 30_000
    const { status, text } = await send(path, `{"name":${deep(levels)}}`, method.toUpperCase())
    // Routes for users alone answer before they read.
    if (status === 403) continue
    assert.equal(status, 400, `${method} ${path}: ${status} ${text.slice(0, 300)}`)
    assert.match(text, /nested more than 64 levels deep/, path)
    refused++
  }
  assert.ok(refused > 30, `${refused} routes`)
})

test('so do sign-in, registration and MCP', async () => {
  const signIn = await send('/auth/sign-in/email', `{"email":${deep(30_000)}}`)
  assert.deepEqual([signIn.status, signIn.text.includes('nested more than')], [400, true])
  const registered = await send('/oauth2/register', `{"redirect_uris":${deep(30_000)}}`)
  assert.equal(registered.status, 400, registered.text)
  const call = (value: string): string =>
    `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"list_audiences","arguments":{"connection":${value}}}}`
  const called = await send('/mcp', call(deep(900_000)))
  assert.equal(called.status, 400)
  assert.deepEqual(JSON.parse(called.text), {
    jsonrpc: '2.0',
    id: null,
    error: { code: -32600, message: 'Invalid Request: the message is nested more than 64 levels deep' },
  })
  const inText = await send('/mcp', call(JSON.stringify(deep(900_000))))
  assert.match(inText.text, /invalid_request/)
})

test('MCP refuses long URIs and names', async () => {
  const long = 'a/'.repeat(500_000)
  for (const [method, params] of [
    ['resources/read', { uri: `letterlock://connections/${long}` }],
    ['prompts/get', { name: long }],
    ['tools/call', { name: long, arguments: {} }],
  ] as const) {
    const { status, text } = await send('/mcp', JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }))
    assert.equal(status, 400, method)
    assert.match(text, /"Invalid Request: the (?:uri|name) has more than 2000 characters"/)
  }
})

test('large bodies that mean nothing are refused at once, and in short', async () => {
  const { id } = await connect(world)
  const members = (count: number): string => Array.from({ length: count }, (_, n) => `"${n}":1`).join(',')
  for (const [path, body] of [
    [`/v1/connections/${id}/contact-imports`, `{"audienceId":"1","contacts":${deep(4_000_000)}}`],
    [`/v1/connections/${id}/contact-imports`, `{${members(600_000)}}`],
    [`/v1/connections/${id}/contact-imports`, `{"audienceId":"1","contacts":[${'{},'.repeat(2_600_000)}{}]}`],
    [
      `/v1/connections/${id}/contact-imports`,
      `{"audienceId":"1","contacts":[{"email":"a@b.c","fields":{${members(600_000)}}}]}`,
    ],
    ['/v1/secret-keys', `{"name":"x","scopes":[${'1,'.repeat(30_000)}1]}`],
    ['/v1/secret-keys', `{${members(6000)}}`],
    ['/v1/connections', `{${members(6000)}}`],
    ['/v1/secret-keys', `{"name":"x","scopes":[],"${'n'.repeat(60_000)}":1}`],
  ] as const) {
    const { status, text, cpu } = await send(path, body)
    const shown = `${path} ${body.slice(0, 40)}…: ${cpu} ms, ${text.slice(0, 200)}`
    assert.equal(status, 400, shown)
    assert.ok(text.length < 100_000, shown)
    assert.ok(cpu < 2000, shown)
  }
})
