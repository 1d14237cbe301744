import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectControl } from '../src/control-client/index.ts'
import { startSandbox } from '../src/sandbox.ts'
import { readJson } from './specification/read-json.ts'
import { signIn } from './specification/sign-in.ts'

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('Mailchimp: a request that breaks the specification is refused in its own words', async () => {
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'mailchimp')
  const list = `/lists/${String(await readJson(await call('/lists'), 'lists.0.id'))}`
  const members = `${list}/members`
  const errors = async (path: string, init?: RequestInit) => {
    const response = await call(path, init)
    assert.equal(response.status, 400)
    return readJson(response, 'errors')
  }
  assert.deepEqual(await errors(members, json('POST', {})), [
    { field: '', message: 'Required fields were not provided: email_address, status' },
  ])
  const one = { email_address: 'someone@bakery.example', status: 'subscribed' }
  assert.deepEqual(await errors(members, json('POST', { ...one, tags: 'ab' })), [
    { field: 'tags', message: 'Schema describes array, string found instead' },
  ])
  assert.deepEqual(await errors(members, json('POST', { ...one, language: null })), [
    { field: 'language', message: 'Schema describes string, NULL found instead' },
  ])
  assert.deepEqual(await errors(list, json('POST', { members: [{ status: 'gone' }] })), [
    {
      field: 'members.item:0.status',
      message:
        'Data presented is not one of the accepted values: subscribed, unsubscribed, cleaned, pending, transactional',
    },
  ])
  for (const [query, field] of [
    ['sort_field=nonsense', 'sort_field'],
    ['since_last_changed=yesterday-ish', 'since_last_changed'],
    ['since_last_campaign=true', 'status'],
  ])
    assert.equal(await readJson(await call(`${members}?${query}`), 'errors.0.field'), field)
  for (const body of ['null', '[]', '"text"', ''])
    assert.equal((await call(members, { method: 'POST', body })).status, 400, body)
})

test('Mailchimp: an operation that is not simulated says so, and other methods are named', async () => {
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'mailchimp')
  const unknown = await call('/facebook-ads')
  assert.equal(unknown.status, 501)
  assert.equal(unknown.headers.get('sandbox-status'), 'not_implemented')
  assert.equal(await readJson(unknown, 'title'), 'Not Implemented')
  const wrong = await call('/ping', { method: 'DELETE' })
  assert.equal(wrong.status, 405)
  assert.equal(wrong.headers.get('allow'), 'GET')
  assert.match(wrong.headers.get('content-type') ?? '', /problem\+json/)
  assert.equal((await call('/nothing-like-this')).status, 404)
})

test('every response of a provider has an X-Request-Id, also where no route answers', async () => {
  await using sandbox = await startSandbox()
  const paths = [
    'us9.api.mailchimp.com/3.0/ping',
    'us9.api.mailchimp.com/3.0/',
    'us9.api.mailchimp.com/x',
    'us9.api.mailchimp.com/3.0/%',
    'login.mailchimp.com/oauth2/metadata',
    'login.mailchimp.com/x',
    'authz.constantcontact.com/oauth2/default/v1/token',
    'api.cc.email/v3/contacts',
    'services.mailup.com/Authorization/OAuth/Token',
    'services.mailup.com/x',
  ]
  for (const path of paths)
    for (const method of ['GET', 'HEAD', 'POST', 'OPTIONS']) {
      const response = await fetch(`${sandbox.url}/${path}`, { method })
      await response.body?.cancel()
      assert.match(response.headers.get('x-request-id') ?? '', /^[\da-f-]{36}$/, `${method} ${path}`)
    }
  const response = await fetch(`${sandbox.url}/api.cc.email/v3/contacts`)
  const search = response.headers.get('x-request-id') ?? assert.fail()
  await response.text()
  const requests = await connectControl(sandbox.url).requests.list({ search })
  assert.deepEqual(
    requests.map(({ path }) => path),
    ['/v3/contacts'],
  )
})

test('Constant Contact: the same, in its own form', async () => {
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'constant-contact')
  const refused = await call('/contacts', json('POST', { create_source: 'Nowhere' }))
  assert.equal(refused.status, 400)
  assert.equal(await readJson(refused, '0.error_key'), 'contacts.api.validation.error')
  assert.equal((await call('/contacts?limit=9999')).status, 400)
  assert.equal((await call('/contacts?status=nonsense')).status, 400)
  const form = new URLSearchParams({ create_source: 'Account' })
  assert.equal((await call('/contacts', { method: 'POST', body: form })).status, 415)
  const wrong = await call('/contacts', { method: 'PATCH' })
  assert.deepEqual([wrong.status, wrong.headers.get('allow')], [405, 'GET, POST'])
  const unknown = await call('/partner/accounts')
  assert.deepEqual([unknown.status, unknown.headers.get('sandbox-status')], [501, 'not_implemented'])
})

test('MailUp: what is not simulated says so', async () => {
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'mailup')
  const path = '/ConsoleService.svc/Console/Import/1/Sending'
  const response = await call(path)
  assert.deepEqual([response.status, response.headers.get('sandbox-status')], [501, 'not_implemented'])
  assert.equal((await call(path, { method: 'PATCH' })).status, 405)
})

test("the web framework's own answers never show", async () => {
  await using sandbox = await startSandbox()
  const status = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${sandbox.url}${path}`, { redirect: 'manual', ...init })
    const text = await response.text()
    assert.doesNotMatch(text, /statusCode|FST_|Route GET/, path)
    return [response.status, response.headers.get('allow') ?? response.headers.get('sandbox-status')]
  }
  assert.deepEqual(await status('/login.mailchimp.com/oauth2/token'), [405, 'POST'])
  assert.deepEqual(await status('/login.mailchimp.com/nothing'), [404, 'unknown_path'])
  assert.deepEqual(await status('/api.unheard-of.example/v1/things'), [404, 'unknown_host'])
  assert.deepEqual(await status('/%zz'), [400, null])
  const text = { method: 'POST', headers: { 'content-type': 'text/csv' }, body: 'a,b' }
  assert.deepEqual(await status('/authz.constantcontact.com/oauth2/default/v1/token', text), [415, null])
})

test('a token request as multipart form is taken, as PHP clients send it', async () => {
  await using sandbox = await startSandbox()
  const form = new FormData()
  form.set('grant_type', 'authorization_code')
  for (const path of TOKEN_ENDPOINTS) {
    const response = await fetch(`${sandbox.url}/${path}`, { method: 'POST', body: form })
    assert.ok([400, 401].includes(response.status), `${path} ${response.status}`)
    assert.ok(await readJson(response, 'error'), path)
  }
})

const TOKEN_ENDPOINTS = [
  'login.mailchimp.com/oauth2/token',
  'authz.constantcontact.com/oauth2/default/v1/token',
  'services.mailup.com/Authorization/OAuth/Token',
]
