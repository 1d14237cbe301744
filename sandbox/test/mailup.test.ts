import assert from 'node:assert/strict'
import { test } from 'node:test'
import { registerApp } from '../src/mailup/portal.ts'
import type { App } from '../src/mailup/state.ts'
import { ada, SandboxUser } from '../src/sandbox-user.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { REDIRECT_URI } from './mailchimp-app.ts'

const OAUTH = 'services.mailup.com/Authorization/OAuth'
const CONSOLE = 'services.mailup.com/API/v1.1/Rest/ConsoleService.svc/Console'
const STATISTICS = 'services.mailup.com/API/v1.1/Rest/MailStatisticsService.svc'

interface Tokens {
  access_token: string
  refresh_token: string
  expires_in: number
}

const someApp = (sandbox: Sandbox): App =>
  registerApp(sandbox.world, 'm1001', { name: 'Test app', redirectUri: REDIRECT_URI })

async function codeFor(sandbox: Sandbox, app: App, query = ''): Promise<URL> {
  const url = `${sandbox.url}/${OAUTH}/LogOn?client_id=${app.clientId}&response_type=code&redirect_uri=${REDIRECT_URI}&state=s${query}`
  return ada().authorize(url)
}

function token(
  sandbox: Sandbox,
  form: Record<string, string>,
  method: 'GET' | 'POST' = 'POST',
): Promise<Response> {
  const parameters = new URLSearchParams(form)
  const url = `${sandbox.url}/${OAUTH}/Token`
  if (method === 'GET') return fetch(`${url}?${parameters.toString()}`)
  return fetch(url, { method: 'POST', body: parameters })
}

async function tokensFor(sandbox: Sandbox, app: App): Promise<Tokens> {
  const code = (await codeFor(sandbox, app)).searchParams.get('code') ?? ''
  return (await (await token(sandbox, { grant_type: 'authorization_code', code }, 'GET')).json()) as Tokens
}

const refresh = (sandbox: Sandbox, app: App, refreshToken: string): Promise<Response> =>
  token(sandbox, {
    grant_type: 'refresh_token',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    refresh_token: refreshToken,
  })

async function api(
  sandbox: Sandbox,
  accessToken: string,
  path: string,
  { base = CONSOLE, method = 'GET', body }: { base?: string; method?: string; body?: unknown } = {},
): Promise<{ status: number; text: string; json: () => unknown }> {
  // The limit of five calls a second has a test of its own.
  sandbox.world.mailup.switches.callsPerSecond = Infinity
  const response = await fetch(`${sandbox.url}/${base}${path}`, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, json: () => JSON.parse(text) as unknown }
}

test('mailup 1: a code by GET without client credentials, or by POST with them; the secret may be in the log-on query', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const byGet = await codeFor(sandbox, app, `&client_secret=${app.clientSecret}`)
  assert.equal(byGet.searchParams.get('state'), 's')
  const code = byGet.searchParams.get('code') ?? ''
  const answer = (await (
    await token(sandbox, { grant_type: 'authorization_code', code }, 'GET')
  ).json()) as Tokens
  assert.deepEqual(Object.keys(answer).toSorted(), ['access_token', 'expires_in', 'refresh_token'])
  assert.equal(answer.expires_in, 3600)

  const exchange = async (extra: Record<string, string>): Promise<{ status: number; error?: string }> => {
    const code = (await codeFor(sandbox, app)).searchParams.get('code') ?? ''
    const form = { client_id: app.clientId, client_secret: app.clientSecret, redirect_uri: REDIRECT_URI }
    const response = await token(sandbox, { grant_type: 'authorization_code', code, ...form, ...extra })
    return { status: response.status, ...((await response.json()) as { error?: string }) }
  }
  assert.equal((await exchange({})).status, 200)
  assert.equal((await exchange({ redirect_uri: 'http://127.0.0.1:9/other' })).error, 'invalid_grant')
  assert.equal((await exchange({ client_secret: 'wrong' })).error, 'invalid_client')
  const again = await token(sandbox, { grant_type: 'authorization_code', code }, 'GET')
  assert.equal(((await again.json()) as { error: string }).error, 'invalid_grant')
})

test('mailup 1: both log-on addresses; a wrong client is a page with status 400', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const url = `${sandbox.url}/${OAUTH}/Authorization?client_id=${app.clientId}&redirect_uri=${REDIRECT_URI}`
  assert.ok((await ada().authorize(url)).searchParams.get('code'))
  assert.equal((await fetch(`${sandbox.url}/${OAUTH}/LogOn?client_id=unknown`)).status, 400)
  const body = new FormData()
  body.set('client_id', app.clientId)
  body.set('redirect_uri', REDIRECT_URI)
  const multipart = await fetch(`${sandbox.url}/${OAUTH}/LogOn`, { method: 'POST', body })
  assert.match(await multipart.text(), /Log on to your MailUp account/)
  const denied = await ada().authorize(url, 'deny')
  assert.equal(denied.searchParams.get('error'), 'access_denied')
})

test('mailup: the password grant', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const form = { grant_type: 'password', client_id: app.clientId, client_secret: app.clientSecret }
  const good = await token(sandbox, { ...form, username: 'm1001', password: 'bread-and-butter' })
  assert.equal(good.status, 200)
  const bad = await token(sandbox, { ...form, username: 'm1001', password: 'wrong' })
  assert.equal(((await bad.json()) as { error: string }).error, 'invalid_grant')
})

test('mailup 2: refresh tokens rotate; token_type is absent; strict and kind', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const first = await tokensFor(sandbox, app)
  const second = (await (await refresh(sandbox, app, first.refresh_token)).json()) as Tokens
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.ok(!('token_type' in second))
  const spent = await refresh(sandbox, app, first.refresh_token)
  assert.deepEqual([spent.status, ((await spent.json()) as { error: string }).error], [400, 'invalid_grant'])

  sandbox.world.mailup.switches.rotation = 'kind'
  const third = (await (await refresh(sandbox, app, second.refresh_token)).json()) as Tokens
  const replay = (await (await refresh(sandbox, app, second.refresh_token)).json()) as Tokens
  assert.deepEqual(replay.access_token, third.access_token)
  assert.equal((await api(sandbox, third.access_token, '/Authentication/Info')).status, 200)
  assert.equal((await refresh(sandbox, app, second.refresh_token)).status, 400)
})

test('mailup 2: extra parameters on the redirect are a switch, and so is the echo of state', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  Object.assign(sandbox.world.mailup.switches, { extraCallbackParameters: true, echoState: false })
  const { searchParams } = await codeFor(sandbox, app)
  assert.deepEqual(
    [searchParams.get('token_type'), searchParams.get('expires_in'), searchParams.get('state')],
    ['bearer', '3600', null],
  )
})

test('mailup 3: ErrorCode is a string, ErrorName may be null, and five calls a second are the limit', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const { access_token } = await tokensFor(sandbox, app)
  const url = `${sandbox.url}/${CONSOLE}/Authentication/Info`
  const headers = { authorization: `Bearer ${access_token}` }
  const statuses = await Promise.all(
    Array.from({ length: 8 }, async () => (await fetch(url, { headers })).status),
  )
  assert.deepEqual(
    [statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length],
    [5, 3],
  )
  const refused = (await (await fetch(url, { headers })).json()) as Record<string, unknown>
  assert.deepEqual([refused['ErrorCode'], refused['ErrorName'], refused['ErrorStack']], ['429', null, null])
  assert.match(String(refused['ErrorDescription']), /Max:5 calls per second , actual:\d+\.$/)

  sandbox.world.clock.advance(3601)
  const expired = (await api(sandbox, access_token, '/Authentication/Info')).json() as Record<string, unknown>
  assert.deepEqual(expired, {
    ErrorCode: '401',
    ErrorDescription: 'Authorization error: Access token is expired',
    ErrorName: 'Unauthorized',
    ErrorStack: null,
  })
  const malformed = await fetch(url, { headers: { authorization: 'Basic x' } })
  assert.equal(malformed.status, 400)
})

test('mailup 3: an unsigned contract blocks every call until the user accepts it in the console', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const user = sandbox.world.mailup.users['m1001']
  if (user) user.contractSigned = false
  const refused = await api(sandbox, access_token, '/User/Lists')
  assert.equal(refused.status, 403)
  assert.match(refused.text, /Contract not signed/)
  const browser = ada()
  await browser.signInToPortal(sandbox, 'console.mailup.com')
  await browser.post(`${sandbox.url}/console.mailup.com/terms`, {})
  assert.equal((await api(sandbox, access_token, '/User/Lists')).status, 200)
})

test('mailup 4: bare numbers and strings as bodies, and empty ones', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const call = (path: string, more: Parameters<typeof api>[3] = {}) => api(sandbox, access_token, path, more)
  const added = await call('/List/1/Recipient', {
    method: 'POST',
    body: { Email: 'new@example.com', Name: 'New' },
  })
  assert.match(added.text, /^\d+$/)
  const left = await call(`/List/1/Unsubscribe/${added.text}`, { method: 'DELETE' })
  assert.deepEqual([left.status, left.text], [200, ''])
  const gone = (await call(`/List/1/Recipients/Unsubscribed?filterby="Email=='new@example.com'"`)).json() as {
    Items: { Email: string }[]
    TotalElementsCount: number
  }
  assert.deepEqual(gone.Items.length, 1)
  assert.ok(gone.TotalElementsCount > 1, 'counts ignore filters')
  assert.equal((await call(`/List/1/Subscribe/${added.text}`, { method: 'POST' })).text, '')
  const tag = await call('/List/1/Tag', { method: 'POST', body: 'Autumn' })
  assert.equal((tag.json() as { Name: string }).Name, 'Autumn')
  const views = await call('/Message/1001/Count/Views', { base: STATISTICS })
  assert.match(views.text, /^\d+$/)
  const listed = await call('/Message/1001/List/Views', { base: STATISTICS })
  assert.equal(String((listed.json() as { TotalElementsCount: number }).TotalElementsCount), views.text)
  const id = (
    await call('/List/1/Recipients', {
      method: 'POST',
      body: [{ Email: 'a@example.com' }, { Email: 'nonsense' }],
    })
  ).text
  assert.match(id, /^\d+$/)
  assert.deepEqual((await call(`/Import/${id}`)).json(), {
    idImport: Number(id),
    Completed: true,
    CreatedRecipients: 1,
    ImportedRecipients: 1,
    NotValidRecipients: 1,
    UpdatedRecipients: 0,
    ValidRecipients: 1,
  })
})

test('mailup 5: pages count from 0, in an envelope; two forms of date', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const page = (
    await api(sandbox, access_token, '/List/1/Recipients/Subscribed?pageNumber=1&pageSize=5')
  ).json() as Record<string, unknown> & { Items: unknown[] }
  assert.deepEqual(
    [page['IsPaginated'], page['PageNumber'], page['PageSize'], page['Skipped'], page.Items.length],
    [true, 1, 5, 5, 5],
  )
  const messages = (await api(sandbox, access_token, '/List/1/Emails?orderby="idMessage desc"')).json() as {
    Items: { idMessage: number; CreationDate: string }[]
  }
  assert.equal(messages.Items[0]?.idMessage, 1005)
  assert.match(messages.Items[0]?.CreationDate ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/)
  const info = (await api(sandbox, access_token, '/Authentication/Info')).json() as Record<string, unknown>
  assert.match(String(info['ExpiryDate']), /^\d{4}-\d\d-\d\d 00:00:00\.000$/)
})

test('mailup: a message is made, sent at a time, and counted once it has gone', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const call = (path: string, more: Parameters<typeof api>[3] = {}) => api(sandbox, access_token, path, more)
  const body = { Subject: 'Hello', Content: '<p>Hello</p>', TrackingInfo: { Enabled: true } }
  const { idMessage } = (await call('/List/1/Email', { method: 'POST', body })).json() as {
    idMessage: number
  }
  const at = new Date(sandbox.world.clock.now().getTime() + 600_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')
  const path = `/List/1/Email/${idMessage}/Send?datetime="${at}Z"`
  const { Sent } = (await call(path, { method: 'POST' })).json() as { Sent: number }
  assert.ok(Sent > 2000)
  const queue = (await call('/Email/Sendings/Deferred')).json() as {
    Items: { IdMessage: number; Id: number }[]
  }
  assert.ok(queue.Items.some(({ IdMessage }) => IdMessage === idMessage))
  const count = async () => (await call(`/Message/${idMessage}/Count/Recipients`, { base: STATISTICS })).text
  assert.equal(await count(), '0')
  sandbox.world.clock.advance(601)
  await call('/Email/Sendings/Deferred')
  assert.equal(await count(), String(Sent))
})

test('mailup: revoking an application in the console ends its tokens at once', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const { access_token, refresh_token } = await tokensFor(sandbox, app)
  const browser = ada()
  await browser.signInToPortal(sandbox, 'console.mailup.com')
  assert.match(await (await browser.open(`${sandbox.url}/console.mailup.com/`)).text(), /Test app/)
  await browser.post(`${sandbox.url}/console.mailup.com/revoke`, { clientId: app.clientId })
  assert.equal((await api(sandbox, access_token, '/User/Lists')).status, 401)
  assert.equal((await refresh(sandbox, app, refresh_token)).status, 400)
})

test('mailup: keys are registered in the developer portal and can be made anew', async () => {
  await using sandbox = await startSandbox()
  const developer = ada()
  const stranger = new SandboxUser('ben', 'two-wheels')
  const portal = `${sandbox.url}/developers.mailup.com`
  assert.equal((await stranger.open(`${portal}/`)).status, 302)
  await developer.signInToPortal(sandbox, 'developers.mailup.com')
  await developer.post(`${portal}/applications`, { name: 'Letters', redirectUri: REDIRECT_URI })
  const [app] = Object.values(sandbox.world.mailup.apps)
  assert.match(app?.clientId ?? '', /^[0-9a-f-]{36}$/)
  const before = app?.clientSecret
  await developer.post(`${portal}/applications/secret`, { clientId: app?.clientId ?? '' })
  assert.notEqual(app?.clientSecret, before)
  assert.match(await (await developer.open(`${portal}/`)).text(), new RegExp(app?.clientSecret ?? 'none'))
})
