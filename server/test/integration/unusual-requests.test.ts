import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { connect } from '@letterlock/testing/connect.ts'
import { startPostgres } from '@letterlock/testing/postgres.ts'
import { sendRaw } from '@letterlock/testing/raw-request.ts'
import { SINGLE_HEADERS } from '../../src/http/single-headers.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

interface RawResponse {
  readonly status: number
  readonly type: string | undefined
  readonly nosniff: boolean
  readonly body: string
}

async function send(
  world: TestWorld,
  start: string,
  { headers = [], body = '' }: { readonly headers?: readonly string[]; readonly body?: string } = {},
): Promise<RawResponse> {
  const text = await sendRaw(
    world.server.localUrl,
    [start, `authorization: Bearer ${world.secretKey}`, ...headers],
    body,
  )
  const [head = '', ...rest] = text.split('\r\n\r\n')
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]),
    type: /^content-type: ([^;\r]*)/im.exec(head)?.[1],
    nosniff: /^x-content-type-options: nosniff/im.test(head),
    body: rest.join('\r\n\r\n'),
  }
}

const codeOf = ({ body }: Pick<RawResponse, 'body'>): unknown => /"code":"([a-z_]+)"/.exec(body)?.[1]

test('C8: requests that no route reads get problem details, too', async () => {
  await using world = await startWorld()
  for (const [start, status, code] of [
    ['GET /v1/connections/%zz HTTP/1.1', 400, 'invalid_request'],
    ['GET /mcp/connections/%zz HTTP/1.1', 400, 'invalid_request'],
    ['GET /assets/%zz HTTP/1.1', 400, 'invalid_request'],
    ['POST /mcp/connections/.. HTTP/1.1', 400, 'invalid_request'],
    ['GET /v1/../v1/me HTTP/1.1', 400, 'invalid_request'],
    ['GET /v1/me HTTP/1.1\r\nbad header', 400, 'invalid_request'],
    [`GET /v1/me HTTP/1.1\r\nx: ${'x'.repeat(20_000)}`, 431, 'request_headers_too_large'],
  ] as const) {
    const response = await send(world, start)
    const shown = `${start.slice(0, 60)} → ${response.body.slice(0, 300)}`
    assert.deepEqual([response.status, codeOf(response)], [status, code], shown)
    assert.deepEqual([response.type, response.nosniff], ['application/problem+json', true], shown)
  }
  const page = await send(world, 'GET /connect/%zz HTTP/1.1')
  assert.deepEqual([page.status, page.type, page.nosniff], [400, 'text/html', true])
})

test('C8: a body that is compressed, or in another charset than UTF-8, is refused as such on every route', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const json = 'application/json'
  const form = 'application/x-www-form-urlencoded'
  const post = (path: string, headers: Record<string, string>, body: string | Uint8Array<ArrayBuffer>) =>
    fetch(world.server.localUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.secretKey}`, origin: world.server.url, ...headers },
      body,
      redirect: 'manual',
    })
  for (const [path, type, text] of [
    ['/v1/secret-keys', json, '{"name":"x","scopes":["tokens:read"]}'],
    [`/v1/connections/${id}/token`, json, '{}'],
    ['/auth/sign-in/email', json, '{"email":"a@x.example","password":"p"}'],
    ['/mcp', json, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'],
    [`/mcp/connections/${id}/readonly`, json, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}'],
    ['/oauth2/register', json, '{"redirect_uris":["https://x.example/"]}'],
    ['/oauth2/token', form, 'grant_type=authorization_code'],
    ['/oauth2/revoke', form, 'token=x'],
    ['/oauth2/device_authorization', form, 'client_id=x'],
    ['/device', form, 'user_code=x'],
    ['/connect/cs_x/authorize', form, 'provider=mailchimp'],
  ] as const) {
    for (const encoding of ['gzip', 'br', 'gzip, identity']) {
      const headers = { 'content-type': type, 'content-encoding': encoding }
      const response = await post(path, headers, new Uint8Array(gzipSync(text)))
      await assertRefused(response, 'Content-Encoding', `${path} ${encoding}`)
    }
    for (const charset of ['iso-8859-1', '"utf-16le"']) {
      const response = await post(path, { 'content-type': `${type}; charset=${charset}` }, text)
      await assertRefused(response, 'Content-Type', `${path} ${charset}`)
    }
  }
  const plain = { 'content-type': `${json}; charset="UTF-8"`, 'content-encoding': 'identity' }
  assert.equal((await post(`/v1/connections/${id}/token`, plain, '{}')).status, 200)
})

async function assertRefused(response: Response, header: string, what: string): Promise<void> {
  const text = await response.text()
  assert.equal(response.status, 415, `${what}: ${text}`)
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return
  const problem = Object(JSON.parse(text))
  assert.equal(problem.code, 'unsupported_media_type')
  assert.equal(problem.errors[0].header, header, what)
  assert.match(problem.nextStep, /UTF-8 and not compressed/)
}

test('C8: OPTIONS asks about the whole server, too', async () => {
  await using world = await startWorld()
  assert.equal((await send(world, 'OPTIONS * HTTP/1.1')).status, 204)
})

test('C8: a target in absolute form, or with needless encoding, is the same target on every route', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const origin = 'http://letterlock.example'
  for (const target of [
    `${origin}/v1/connections/${id}`,
    `/v1/%63onnections/${id}`,
    `${origin}/v1/proxy/${id}/3.0/ping`,
    `/v1/%70roxy/${id}/3.0/ping`,
  ])
    assert.equal((await send(world, `GET ${target} HTTP/1.1`)).status, 200, target)
  for (const target of [`${origin}/v1/connections/${id}/token`, `/v1/connections/${id}/%74oken`])
    assert.equal((await send(world, `POST ${target} HTTP/1.1`)).status, 200, target)
})

test('C8: a header of one value that comes twice is refused by name, on every path; a list may come twice', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const starts = [
    'GET /v1/connections HTTP/1.1',
    `POST /v1/connections/${id}/token HTTP/1.1`,
    `GET /v1/proxy/${id}/3.0/ping HTTP/1.1`,
    'GET /auth/get-session HTTP/1.1',
    'POST /oauth2/token HTTP/1.1',
    'POST /mcp HTTP/1.1',
    'GET /nowhere HTTP/1.1',
    'GET /healthz HTTP/1.1',
  ]
  for (const start of starts)
    for (const name of SINGLE_HEADERS) {
      const value = name === 'Authorization' ? `Bearer ${world.secretKey}` : '0'
      const given = `${name === 'Host' || name === 'Authorization' ? '' : `${name}: ${value}\r\n`}${name.toUpperCase()}: ${value}`
      const response = await send(world, start, { headers: [given] })
      const shown = `${start}, ${name} → ${response.body}`
      assert.deepEqual([response.status, codeOf(response)], [400, 'invalid_request'], shown)
      // Node itself refuses a second Content-Length.
      if (name !== 'Content-Length') assert.ok(response.body.includes(`"header":"${name}"`), shown)
    }
  const lists = ['accept: a/b', 'accept: */*', 'x-forwarded-for: 10.0.0.1', 'x-forwarded-for: 10.0.0.2']
  for (const start of starts.slice(0, 3))
    assert.equal((await send(world, start, { headers: lists })).status, 200, start)
})

async function tryText(world: TestWorld): Promise<void> {
  for (const path of [
    '/v1/connections/%00',
    '/v1/connections?endUserId=%00',
    '/v1/connections?search=a%00b',
    '/v1/connect-sessions/%00',
    '/oauth/%00/callback?state=x',
    '/mcp/connections/conn_%00',
  ]) {
    const response = await send(world, `GET ${path} HTTP/1.1`)
    assert.equal(response.status, 400, `${path} → ${response.body.slice(0, 300)}`)
  }
  for (const [name, bytes] of [
    ['U+0000', String.raw`{"provider":"mailchimp","endUserId":"a\u0000b"}`],
    ['half of a surrogate pair', String.raw`{"provider":"mailchimp","endUserId":"a\ud800b"}`],
    ['a name with U+0000', String.raw`{"provider":"mailchimp","endUserId":"a","\u0000":1}`],
    ['a member twice', '{"endUserId":"a","endUserId":"b","provider":"mailchimp"}'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]).toString('latin1')],
    ['a byte order mark', '\u00EF\u00BB\u00BF{"provider":"mailchimp","endUserId":"a"}'],
  ] as const) {
    const response = await fetch(`${world.server.localUrl}/v1/connect-sessions`, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
      body: Buffer.from(bytes, 'latin1'),
    })
    const text = await response.text()
    assert.equal(response.status, 400, `${name} → ${text}`)
    assert.match(text, /"code":"invalid_request"/)
  }
  const emoji = String.raw`{"endUserId":"\ud83d\ude00","returnUrl":"http://127.0.0.1/","providers":["mailchimp"]}`
  const response = await fetch(`${world.server.localUrl}/v1/connect-sessions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
    body: emoji,
  })
  assert.equal(response.status, 201, await response.text())
}

test('C7: text that no database can hold is refused by name, on SQLite', async () => {
  await using world = await startWorld()
  await tryText(world)
})

test('C7: text that no database can hold is refused by name, on PostgreSQL', async () => {
  await using postgres = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await postgres.newDatabase() })
  await tryText(world)
})

test('C7: such text is no fault of ours by any other way either, on PostgreSQL', async () => {
  await using postgres = await startPostgres()
  await using world = await startWorld({ LETTERLOCK_DATABASE_URL: await postgres.newDatabase() })
  const { id: connection } = await connect(world)
  const call = async (path: string, method: string, params: object): Promise<string> => {
    const response = await fetch(world.server.localUrl + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    })
    return response.text()
  }
  const tool = await call('/mcp', 'tools/call', { name: 'get_account', arguments: { connection: '\0' } })
  assert.match(tool, /The request is invalid: A text contains U\+0000\..*invalid_request/)
  await call('/mcp', 'tools/call', { name: 'list_audiences', arguments: { connection, cursor: '\0' } })
  await call('/mcp', 'resources/read', { uri: 'letterlock://connections/\0/audiences' })
  await call('/mcp', 'completion/complete', {
    ref: { type: 'ref/resource', uri: 'letterlock://connections/{connection}/audiences' },
    argument: { name: 'connection', value: '\0' },
  })
  await call('/mcp/connections/%00', 'tools/list', {})
  for (const path of [
    '/v1/connections/%00',
    '/v1/events?connectionId=%00',
    '/v1/connections?search=%00',
    '/connect/%00',
  ])
    await fetch(world.server.localUrl + path, { headers: { authorization: `Bearer ${world.secretKey}` } })
  assert.deepEqual(
    world.log.filter((line) => line.includes('internal_error')),
    [],
  )
})

test('a question mark in the query of a callback belongs to the query', async () => {
  await using world = await startWorld()
  const response = await fetch(
    `${world.server.localUrl}/oauth/mailchimp/callback?session_state=a?b&code=c&state=unknown`,
    { redirect: 'manual' },
  )
  const page = await response.text()
  // The state was read: it is unknown, rather than missing.
  assert.match(page, /authorization_request_not_found|browser/i, page.slice(-600))
  assert.doesNotMatch(page, /no valid state/i)
})
