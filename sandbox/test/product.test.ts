import { connectControl } from '../src/control-client/index.ts'
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { readFixtures } from '../src/read-fixtures.ts'
import { startSandbox } from '../src/sandbox.ts'
import { readJson } from './specification/read-json.ts'

const KEY = '0123456789abcdef0123456789abcdef-us9'

const FIXTURES = {
  now: '2027-01-01T00:00:00Z',
  mailchimp: {
    users: [
      {
        username: 'cy',
        password: 'x',
        accountName: 'Cy’s',
        dataCenter: 'us9',
        size: 'small',
        apiKeys: [KEY],
      },
    ],
    apps: [
      {
        clientId: '123456789012',
        clientSecret: 'secret',
        redirectUri: 'http://127.0.0.1:9/callback',
        owner: 'cy',
      },
    ],
  },
  mailup: { apps: [{ clientId: 'ABC', clientSecret: 's', redirectUri: 'http://127.0.0.1:9/callback' }] },
} as const

const ping = (url: string) =>
  fetch(`${url}/us9.api.mailchimp.com/3.0/ping`, { headers: { authorization: `Bearer ${KEY}` } })

test('fixtures are there at the start and after a reset; a wrong file says what is wrong', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  const file = join(folder, 'fixtures.json')
  await writeFile(file, JSON.stringify(FIXTURES))
  await using sandbox = await startSandbox({ fixtures: readFixtures(file) })
  assert.ok(sandbox.world.clock.now().toISOString().startsWith('2027-01-01'))
  assert.equal((await ping(sandbox.url)).status, 200)
  const cy = (await connectControl(sandbox.url).provider('mailchimp').users()).find(
    ({ username }) => username === 'cy',
  )
  assert.deepEqual(cy?.['apiKeys'], [KEY], 'a user with keys has no others')
  await connectControl(sandbox.url).reset()
  assert.equal((await ping(sandbox.url)).status, 200)
  assert.equal(sandbox.world.mailchimp.apps['123456789012']?.clientSecret, 'secret')
  await writeFile(file, '{"mailchimp": {"users": [{"username": "cy"}]}}')
  assert.throws(() => readFixtures(file), /fixtures\.json is not a fixtures file: .*password/)
  await rm(folder, { recursive: true })
})

test('the page has what a user signs in with, and the API key of the account', async () => {
  await using sandbox = await startSandbox()
  const page = await (await fetch(`${sandbox.url}/_sandbox/?tab=users`)).text()
  const [key = '', username] = Object.entries(sandbox.world.mailchimp.apiKeys)[0] ?? []
  const row = page.split('<tr>').find((one) => one.includes(`<code>${username}</code>`)) ?? ''
  for (const shown of ['bread-and-butter', key]) assert.ok(row.includes(`<code>${shown}</code>`), row)
})

test('the state goes from one sandbox to another', async () => {
  await using one = await startSandbox()
  await using other = await startSandbox()
  const [key = ''] = Object.keys(one.world.mailchimp.apiKeys)
  const { state } = connectControl(other.url)
  await state.import(await connectControl(one.url).state.export())
  assert.ok(key in other.world.mailchimp.apiKeys)
  await assert.rejects(state.import({ something: 'else' }), { name: 'ControlError', status: 400 })
})

test('without limits, eleven calls at once are answered', async () => {
  await using sandbox = await startSandbox({ noLimits: true })
  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  sandbox.world.faults.add({ kind: 'slow_body', delayMs: 100 })
  const dataCenter = key.split('-')[1]
  const url = `${sandbox.url}/${dataCenter}.api.mailchimp.com/3.0/ping`
  const headers = { authorization: `Bearer ${key}` }
  const answers = await Promise.all(Array.from({ length: 11 }, () => fetch(url, { headers })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
})

test('every request is kept whole; what is not simulated is listed, and can be given an answer', async () => {
  await using sandbox = await startSandbox()
  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const path = '/3.0/facebook-ads'
  const url = `${sandbox.url}/${key.split('-')[1]}.api.mailchimp.com${path}`
  const call = (query = '') => fetch(`${url}${query}`, { headers: { authorization: `Bearer ${key}` } })
  assert.equal((await call('?count=1')).status, 501)
  const control = connectControl(sandbox.url)
  const [listed] = await control.notImplemented()
  assert.deepEqual([listed?.path, listed?.count], [path, 1])
  const [request] = await control.requests.list({ path })
  const exchange = await control.requests.get(request?.id ?? 0)
  assert.equal(exchange.url, `${path}?count=1`)
  assert.equal(exchange.requestHeaders['authorization'], `Bearer ${key}`)
  assert.equal(exchange.sandboxStatus, 'not_implemented')
  assert.match(exchange.responseBody, /Not Implemented/)
  await control.faults.add({ kind: 'answer', path, status: 200, body: '{"facebook_ads": []}' })
  const answered = await call()
  assert.deepEqual([answered.status, await readJson(answered)], [200, { facebook_ads: [] }])
})

test('what is not simulated is listed by operation, not by ID, and its answer is that of every ID and of nothing below it', async () => {
  await using sandbox = await startSandbox()
  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const url = `${sandbox.url}/${key.split('-')[1]}.api.mailchimp.com/3.0/facebook-ads`
  const call = async (path: string): Promise<number> => {
    const response = await fetch(url + path, { headers: { authorization: `Bearer ${key}` } })
    await response.body?.cancel()
    return response.status
  }
  for (const path of ['/a1', '/a2', '/a3', '']) assert.equal(await call(path), 501)
  const control = connectControl(sandbox.url)
  const [operation, ...more] = await control.notImplemented()
  assert.ok(operation)
  assert.deepEqual(
    [operation.path, operation.requested, operation.count],
    ['/3.0/facebook-ads/{outreach_id}', '/3.0/facebook-ads/a3', 3],
  )
  assert.deepEqual(
    more.map(({ path, count }) => [path, count]),
    [['/3.0/facebook-ads', 1]],
  )
  const body = new URLSearchParams({ action: 'answer', ...operation, count: '', body: '{}' })
  await (await fetch(`${sandbox.url}/_sandbox/`, { method: 'POST', body })).body?.cancel()
  assert.deepEqual(
    [await call('/a1'), await call('/a4'), await call(''), await call('/a1/x')],
    [200, 200, 501, 404],
  )
  const page = await (await fetch(`${sandbox.url}/_sandbox/?tab=not-simulated`)).text()
  assert.match(page, /facebook-ads<wbr \/>\/<i>\{outreach_id\}<\/i><\/code>\s*<span class="soft">3×/)
})

test('a fault is at a path that begins as its own does; a name in braces is any one segment', async () => {
  const { Faults } = await import('../src/faults.ts')
  const at = (path: string, requested: string, kind: 'status' | 'answer' = 'status'): boolean => {
    const faults = new Faults()
    faults.add({ kind, path })
    return faults.apply({ method: 'GET', host: 'x', path: requested }) !== undefined
  }
  assert.deepEqual(
    ['/lists', '/lists/', '/lists/1', '/listserv', '/list', '/x/lists'].map((path) => at('/lists', path)),
    [true, true, true, true, false, false],
  )
  assert.deepEqual(
    ['/lists/1/members', '/lists/a%2Fb/members/2', '/lists//members', '/lists/1', '/lists/1/m'].map((path) =>
      at('/lists/{list_id}/members', path),
    ),
    [true, true, false, false, false],
  )
  assert.deepEqual(
    ['/lists/1', '/lists/1/members', '/lists'].map((path) => at('/lists/{list_id}', path, 'answer')),
    [true, false, false],
  )
})

test('a fault that is switched off affects nothing, and keeps its count; a wrong switch is refused', async () => {
  await using sandbox = await startSandbox()
  const { faults } = connectControl(sandbox.url)
  const status = async (): Promise<number> =>
    (await fetch(`${sandbox.url}/login.mailchimp.com/oauth2/metadata`)).status
  const fault = await faults.add({ kind: 'status', status: 503, remaining: 2 })
  assert.equal(await status(), 503)
  assert.equal((await faults.change(fault.id, { disabled: true })).disabled, true)
  assert.notEqual(await status(), 503)
  await faults.change(fault.id, { disabled: false })
  assert.equal(await status(), 503)
  assert.deepEqual(await faults.list(), [])

  await assert.rejects(faults.change(fault.id, { disabled: true }), { status: 404 })
  const url = `${sandbox.url}/_sandbox/faults/${fault.id}`
  const wrong = await fetch(url, { method: 'PATCH' })
  assert.deepEqual(
    [wrong.status, await readJson(wrong)],
    [400, { error: '"disabled" must be true or false.' }],
  )
})

test('the journal has the response that was sent, and what the provider has answered before a fault changed it', async () => {
  await using sandbox = await startSandbox()
  const { faults, requests } = connectControl(sandbox.url)
  const url = `${sandbox.url}/login.mailchimp.com/oauth2/metadata`
  const truth = await (await fetch(url)).text()
  for (const kind of ['invalid_json', 'html_body', 'replaced_body', 'lost_response', 'slow_body'] as const) {
    await faults.add({ kind, remaining: 1, body: 'other', delayMs: 1 })
    const sent = await fetch(url).then(
      (response) => response.text(),
      () => '',
    )
    const [newest] = await requests.list({ limit: 1 })
    const { fault, responseBody, providerResponse } = await requests.get(newest?.id ?? 0)
    assert.deepEqual([fault, responseBody], [kind, sent])
    assert.deepEqual(providerResponse, kind === 'slow_body' ? undefined : { status: 200, body: truth }, kind)
  }
  await faults.add({ kind: 'status', status: 503, remaining: 1 })
  await (await fetch(url)).text()
  const [refused] = await requests.list({ limit: 1 })
  assert.equal((await requests.get(refused?.id ?? 0)).providerResponse, undefined)
})

test('the newest requests are kept whole within their bytes; of the others there is a line', async () => {
  await using sandbox = await startSandbox()
  const control = connectControl(sandbox.url)
  const path = '/login.mailchimp.com/oauth2/token'
  const body = `grant_type=${'x'.repeat(20_000)}`
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  for (let count = 0; count < 300; count++)
    await fetch(`${sandbox.url}${path}`, { method: 'POST', headers, body })
  const all = await control.requests.list()
  assert.deepEqual([all.length, all[0]?.status], [300, 400])
  const { requestBody } = await control.requests.get(all.at(-1)?.id ?? 0)
  assert.equal(requestBody.length, 16_384)
  await assert.rejects(control.requests.get(all[0]?.id ?? 0), { status: 404 })
})

test('the journal says who a request acts as by what it carries, and never has a credential whole beside it', async () => {
  await using sandbox = await startSandbox()
  const control = connectControl(sandbox.url)
  const { clientId, clientSecret } = await control
    .provider('mailup')
    .registerApp({ name: 'Bakery Reports', redirectUri: 'http://127.0.0.1:9/callback' })
  const token = (form: Record<string, string>) =>
    fetch(`${sandbox.url}/services.mailup.com/Authorization/OAuth/Token`, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
      body: new URLSearchParams(form),
    })
  const credentials = async () => {
    const [newest] = await control.requests.list({ limit: 1 })
    return (await control.requests.get(newest?.id ?? 0)).credentials
  }
  const hintOf = (text: string): string => `${text.slice(0, 4)}…${text.slice(-4)}`
  const first = await token({ grant_type: 'password', username: 'm1001', password: 'bread-and-butter' })
  const refresh_token = String(Object(await readJson(first))['refresh_token'])
  const app = { place: 'Authorization', hint: hintOf(clientId), kind: 'client_id', clientId }
  const named = { ...app, appName: 'Bakery Reports' }
  assert.deepEqual(await credentials(), [named])

  const owned = { kind: 'refresh_token', username: 'm1001', clientId, accountName: 'Ada’s Bakery' }
  const given = { ...owned, place: 'refresh_token', hint: hintOf(refresh_token) }
  for (const state of [{}, { state: 'used' }]) {
    await token({ grant_type: 'refresh_token', refresh_token })
    assert.deepEqual(await credentials(), [named, { ...given, appName: 'Bakery Reports', ...state }])
  }
  assert.equal((await control.requests.list({ search: 'm1001 400' })).length, 1)

  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const url = `${sandbox.url}/${key.split('-')[1]}.api.mailchimp.com/3.0/ping`
  const ping = (authorization: string) => fetch(url, { headers: { authorization } })
  const ada = { kind: 'api_key', username: 'ada', accountName: 'Ada’s Bakery' }
  for (const authorization of [`Bearer ${key}`, `apikey ${key}`, `Basic ${btoa(`any:${key}`)}`]) {
    assert.equal((await ping(authorization)).status, 200)
    assert.deepEqual(await credentials(), [{ ...ada, place: 'Authorization', hint: hintOf(key) }])
  }
  await ping('Bearer 00112233')
  assert.deepEqual(await credentials(), [{ place: 'Authorization', hint: '…2233' }])
  await fetch(url)
  assert.deepEqual(await credentials(), [])
})

test('what is not simulated stays listed when its requests have made place, and a fault is none of it', async () => {
  await using sandbox = await startSandbox({ noLimits: true })
  const control = connectControl(sandbox.url)
  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const call = async (path: string): Promise<number> => {
    const url = `${sandbox.url}/${key.split('-')[1]}.api.mailchimp.com/3.0/${path}`
    const response = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
    await response.body?.cancel()
    return response.status
  }
  assert.equal(await call('facebook-ads'), 501)
  await control.faults.add({ kind: 'status', status: 501, path: '/3.0/lists', remaining: 1 })
  assert.equal(await call('lists'), 501)
  for (let count = 0; count < 5100; count += 100)
    await Promise.all(Array.from({ length: 100 }, () => call('ping')))
  assert.deepEqual(await control.requests.list({ path: '/3.0/facebook-ads' }), [])
  const listed = await control.notImplemented()
  assert.deepEqual(
    listed.map(({ path, count }) => [path, count]),
    [['/3.0/facebook-ads', 1]],
  )
  await control.requests.clear()
  assert.deepEqual(await control.notImplemented(), [])
})
