import assert from 'node:assert/strict'
import { test } from 'node:test'
import { acceptsRedirectUri } from '../src/mailchimp/redirect-uri.ts'
import { startSandbox } from '../src/sandbox.ts'
import { ada, ben, hiddenField } from '../src/sandbox-user.ts'
import { authorizeUrl, callApi, codeFor, exchange, someApp, tokenFor } from './mailchimp-app.ts'

test('mailchimp 1: the token answer has exactly three members', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const response = await exchange(sandbox, app, await codeFor(sandbox, app))
  assert.equal(response.status, 200)
  const body = (await response.json()) as Record<string, unknown>
  assert.match(String(body['access_token']), /^[0-9a-f]{32}$/)
  assert.deepEqual({ ...body, access_token: '' }, { access_token: '', expires_in: 0, scope: null })
})

test('mailchimp 4: a code works once, for its app, at its address, as a form', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const other = someApp(sandbox)
  const refusal = async (response: Promise<Response>): Promise<unknown> => {
    const { status, ...rest } = await response.then(async (r) => ({ status: r.status, body: await r.json() }))
    assert.equal(status, 400)
    return (rest.body as { error: string }).error
  }
  const code = await codeFor(sandbox, app)
  assert.equal(await refusal(exchange(sandbox, other, code)), 'invalid_grant')
  assert.equal(
    await refusal(exchange(sandbox, app, code, { redirect_uri: 'http://127.0.0.1:9/other' })),
    'invalid_grant',
  )
  assert.equal(await refusal(exchange(sandbox, app, code, { client_secret: 'wrong' })), 'invalid_client')
  assert.equal(
    await refusal(exchange(sandbox, app, code, { grant_type: 'password' })),
    'unsupported_grant_type',
  )
  assert.equal(await refusal(exchange(sandbox, app, code, { redirect_uri: '' })), 'invalid_request')
  const json = fetch(`${sandbox.url}/login.mailchimp.com/oauth2/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'authorization_code', code }),
  })
  assert.equal(await refusal(json), 'invalid_request')
  assert.equal((await exchange(sandbox, app, code)).status, 200)
  assert.equal(await refusal(exchange(sandbox, app, code)), 'invalid_grant')
})

test('mailchimp 4: a code lives 30 seconds', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const young = await codeFor(sandbox, app)
  sandbox.world.clock.advance(29)
  assert.equal((await exchange(sandbox, app, young)).status, 200)
  const old = await codeFor(sandbox, app)
  sandbox.world.clock.advance(31)
  assert.deepEqual(await (await exchange(sandbox, app, old)).json(), { error: 'invalid_grant' })
  sandbox.world.mailchimp.switches.expiredCodeError = 'expired_token'
  const older = await codeFor(sandbox, app)
  sandbox.world.clock.advance(31)
  assert.deepEqual(await (await exchange(sandbox, app, older)).json(), { error: 'expired_token' })
})

test('a user signs in each time, and may say no', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const user = ada()
  assert.ok((await user.authorize(authorizeUrl(sandbox, app))).searchParams.get('code'))
  assert.match(await (await user.open(authorizeUrl(sandbox, app))).text(), /type="password"/)
  const denied = await user.authorize(authorizeUrl(sandbox, app), 'deny')
  assert.equal(denied.searchParams.get('error'), 'access_denied')
  assert.equal(denied.searchParams.get('state'), 's')
})

test('authorize shows, and does not redirect, when the OAuth app or the URL is not known', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const mismatch = await fetch(authorizeUrl(sandbox, app, { redirect_uri: 'http://127.0.0.1:9/callback/x' }))
  assert.equal(mismatch.status, 400)
  assert.match(await mismatch.text(), /redirect_uri_mismatch/)
  const unknown = await fetch(authorizeUrl(sandbox, app, { client_id: '1' }))
  assert.match(await unknown.text(), /invalid_client/)
})

test('mailchimp 5: redirect URIs are compared exactly; localhost is refused; the older rules are a switch', () => {
  const registered = 'https://example.com/oauth'
  assert.equal(acceptsRedirectUri(registered, registered, false), true)
  assert.equal(acceptsRedirectUri(registered, `${registered}/complete`, false), false)
  assert.equal(acceptsRedirectUri('http://localhost/cb', 'http://localhost/cb', false), false)
  assert.equal(acceptsRedirectUri(registered, `${registered}/complete`, true), true)
  assert.equal(acceptsRedirectUri(registered, 'https://us1.example.com/oauth', true), true)
  assert.equal(acceptsRedirectUri('https://192.168.1.8/oauth', 'https://a.192.168.1.8/oauth', true), false)
  assert.equal(acceptsRedirectUri('https://co.uk/', 'https://evil.co.uk/', true), false)
  assert.equal(acceptsRedirectUri(registered, 'https://example.com.evil.net/oauth', true), false)
  assert.equal(acceptsRedirectUri(registered, 'http://example.com/oauth', true), false)
})

test('mailchimp 2 and 3: metadata takes both schemes, and answers 200 with an error to a bad token', async () => {
  await using sandbox = await startSandbox()
  const token = await tokenFor(sandbox, someApp(sandbox))
  const ask = (authorization: string) =>
    fetch(`${sandbox.url}/login.mailchimp.com/oauth2/metadata`, { headers: { authorization } })
  for (const scheme of ['OAuth', 'Bearer']) {
    const body = (await (await ask(`${scheme} ${token}`)).json()) as Record<string, unknown>
    assert.equal(body['dc'], 'us21')
    assert.equal(body['api_endpoint'], 'https://us21.api.mailchimp.com')
    assert.equal(typeof body['user_id'], 'number')
  }
  const refused = await ask('OAuth nonsense')
  assert.equal(refused.status, 200)
  assert.equal(((await refused.json()) as { error: string }).error, 'invalid_token')
  sandbox.world.mailchimp.switches.legacyMetadata = true
  const legacy = await (await ask(`OAuth ${token}`)).text()
  assert.equal(
    legacy,
    String.raw`{"dc":"us21","login_url":"https:\/\/login.mailchimp.com","api_endpoint":"https:\/\/us21.api.mailchimp.com"}`,
  )
  assert.equal(legacy.replaceAll('us21', 'us1').length, 105, 'the length that the older guide shows')
})

test('mailchimp 3, 6 and 7: five ways to authorize an API call, and the refusals', async () => {
  await using sandbox = await startSandbox()
  const token = await tokenFor(sandbox, someApp(sandbox))
  const [key = ''] =
    Object.entries(sandbox.world.mailchimp.apiKeys).find(([, username]) => username === 'ada') ?? []
  const basic = (password: string): string =>
    `Basic ${Buffer.from(`anystring:${password}`).toString('base64')}`
  for (const authorization of [
    `Bearer ${token}`,
    `Bearer ${key}`,
    basic(key),
    basic(`${token}-us21`),
    `OAuth ${token}`,
    `apikey ${key}`,
  ]) {
    const response = await callApi(sandbox, authorization, '/ping')
    assert.deepEqual(
      await response.json(),
      { health_status: "Everything's Chimpy!" },
      authorization.split(' ')[0],
    )
  }
  const missing = await callApi(sandbox, undefined, '/ping')
  assert.equal(missing.status, 401)
  assert.equal(((await missing.json()) as { title: string }).title, 'API Key Missing')
  const elsewhere = await fetch(`${sandbox.url}/us6.api.mailchimp.com/3.0/ping`, {
    headers: { authorization: `Bearer ${token}` },
  })
  const dead = await callApi(sandbox, 'Bearer dead', '/ping')
  assert.equal(
    ((await elsewhere.json()) as { detail: string }).detail,
    ((await dead.json()) as { detail: string }).detail,
  )
  assert.equal((await callApi(sandbox, basic(token), '/ping')).status, 403)
})

test('the portal registers, edits and rotates; the old secret is dead at once', async () => {
  await using sandbox = await startSandbox()
  const portal = `${sandbox.url}/admin.mailchimp.com/account/oauth2/`
  const user = ada()
  assert.equal((await user.open(portal)).status, 302)
  await user.signInToPortal(sandbox)
  const fields = { name: 'Letters', description: 'd', company: 'c', website: 'w' }
  const refused = await user.post(portal, { ...fields, redirectUri: 'http://localhost/cb' })
  assert.match(await refused.text(), /Use 127\.0\.0\.1 instead/)
  const created = await (await user.post(portal, { ...fields, redirectUri: 'http://127.0.0.1:9/cb' })).text()
  const clientId = /id="client_id">(\d{12})</.exec(created)?.[1] ?? ''
  const firstSecret = /id="client_secret">([0-9a-f]{32})</.exec(created)?.[1] ?? ''
  const edit = await (await user.open(`${portal}${clientId}`)).text()
  assert.ok(!edit.includes(firstSecret), 'the secret is shown once')
  await user.post(`${portal}${clientId}`, { ...fields, redirectUri: 'http://127.0.0.1:9/callback' })
  const app = sandbox.world.mailchimp.apps[clientId] ?? assert.fail()
  assert.equal(app.redirectUri, 'http://127.0.0.1:9/callback')
  const code = await codeFor(sandbox, app)
  assert.equal((await user.post(`${portal}${clientId}/rotate`, { confirmation: 'rotate' })).status, 400)
  const rotated = await (await user.post(`${portal}${clientId}/rotate`, { confirmation: 'ROTATE' })).text()
  const secondSecret = /id="client_secret">([0-9a-f]{32})</.exec(rotated)?.[1] ?? ''
  assert.notEqual(secondSecret, firstSecret)
  assert.equal((await exchange(sandbox, app, code, { client_secret: firstSecret })).status, 400)
  assert.equal((await exchange(sandbox, app, code, { client_secret: secondSecret })).status, 200)
  const stranger = ben()
  await stranger.signInToPortal(sandbox)
  assert.equal((await stranger.open(`${portal}${clientId}`)).status, 302, 'an app belongs to its user')
})

test('mailchimp 9: a user removes an app on the account page: the token is dead at once', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const token = await tokenFor(sandbox, app)
  const user = ada()
  await user.signInToPortal(sandbox)
  const page = `${sandbox.url}/admin.mailchimp.com/account/api/`
  assert.match(await (await user.open(page)).text(), /Test app/)
  await user.post(`${page}remove`, { clientId: app.clientId })
  const response = await callApi(sandbox, `Bearer ${token}`, '/ping')
  assert.equal(response.status, 401)
  assert.equal(response.headers.get('content-type'), 'application/problem+json; charset=utf-8')
  const body = (await response.json()) as Record<string, unknown>
  assert.equal(body['instance'], response.headers.get('x-request-id'))
  assert.match(response.headers.get('link') ?? '', /rel="describedBy"/)
})

test('a stale or foreign transaction on the consent page leads nowhere', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const user = ada()
  const login = await (await user.open(authorizeUrl(sandbox, app))).text()
  const transaction = hiddenField(login, 'transaction')
  const url = `${sandbox.url}/login.mailchimp.com/oauth2/`
  assert.equal((await user.post(`${url}consent`, { transaction, decision: 'allow' })).status, 400)
  assert.equal(
    (await user.post(`${url}login`, { transaction: 'x', username: 'ada', password: 'x' })).status,
    400,
  )
})
