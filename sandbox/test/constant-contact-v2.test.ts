import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import OAuth from 'oauth-1.0a'
import { registerApp } from '../src/constant-contact-v2/portal.ts'
import type { App } from '../src/constant-contact-v2/state.ts'
import { ada } from '../src/sandbox-user.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { REDIRECT_URI } from './mailchimp-app.ts'

const OAUTH = 'oauth2.constantcontact.com/oauth2'
const ADA = 'ada@bakery.example'

const someApp = (sandbox: Sandbox, generation: App['generation'] = 'v2'): App =>
  registerApp(sandbox.world, ADA, { name: 'Test app', redirectUri: REDIRECT_URI, generation })

function authorize(
  sandbox: Sandbox,
  { clientId }: App,
  flow: 'code' | 'token' = 'code',
  decision: 'allow' | 'deny' = 'allow',
): Promise<URL> {
  const query = { response_type: flow, client_id: clientId, redirect_uri: REDIRECT_URI, state: 's' }
  const address = `${sandbox.url}/${OAUTH}/oauth/siteowner/authorize?${new URLSearchParams(query).toString()}`
  return ada().authorize(address, decision)
}

interface Answer {
  readonly status: number
  readonly body: Record<string, string>
}

async function post(address: string, body?: URLSearchParams): Promise<Answer> {
  const response = await fetch(address, { method: 'POST', ...(body && { body }) })
  return { status: response.status, body: (await response.json()) as Record<string, string> }
}

function exchange(sandbox: Sandbox, app: App, code: string, by: 'query' | 'body'): Promise<Answer> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: app.clientId,
    client_secret: app.clientSecret,
    code,
    redirect_uri: REDIRECT_URI,
  })
  const address = `${sandbox.url}/${OAUTH}/oauth/token`
  return by === 'query' ? post(`${address}?${form.toString()}`) : post(address, form)
}

async function tokenFor(sandbox: Sandbox, app: App): Promise<string> {
  const code = (await authorize(sandbox, app)).searchParams.get('code') ?? ''
  return (await exchange(sandbox, app, code, 'body')).body['access_token'] ?? ''
}

interface Called {
  readonly status: number
  readonly text: string
  readonly json: () => unknown
}

async function api(
  sandbox: Sandbox,
  { clientId, token }: { clientId: string | null; token: string },
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<Called> {
  // The limit of four calls a second has a test of its own.
  sandbox.world.constantContactV2.switches.callsPerSecond = Infinity
  const key = clientId === null ? '' : `${path.includes('?') ? '&' : '?'}api_key=${clientId}`
  const response = await fetch(`${sandbox.url}/api.constantcontact.com${path}${key}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, json: () => JSON.parse(text) as unknown }
}

test('constant contact v2: four calls a second for each app', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const token = await tokenFor(sandbox, app)
  const url = `${sandbox.url}/api.constantcontact.com/v2/account/info?api_key=${app.clientId}`
  const headers = { authorization: `Bearer ${token}` }
  const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(url, { headers })))
  assert.equal(answers.filter(({ status }) => status === 429).length, 2)
})

test('constant contact v2 1: token parameters in the query or in the body; expires_in is text', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  for (const by of ['query', 'body'] as const) {
    const code = (await authorize(sandbox, app)).searchParams.get('code') ?? ''
    const { status, body } = await exchange(sandbox, app, code, by)
    assert.equal(status, 200)
    assert.match(body['access_token'] ?? '', /^[0-9a-f-]{36}$/)
    assert.deepEqual(
      { ...body, access_token: '' },
      { access_token: '', expires_in: '315359999', token_type: 'Bearer' },
    )
    assert.equal((await exchange(sandbox, app, code, by)).body['error'], 'invalid_grant')
  }
  const wrong = { ...app, clientSecret: 'wrong' }
  assert.equal((await exchange(sandbox, wrong, 'x', 'body')).body['error'], 'invalid_client')
})

test('constant contact v2 2: the user name on the redirect; the client flow and its denial in the fragment', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const server = await authorize(sandbox, app)
  assert.deepEqual([server.searchParams.get('username'), server.searchParams.get('state')], [ADA, 's'])
  const client = new URLSearchParams((await authorize(sandbox, app, 'token')).hash.slice(1))
  assert.deepEqual([client.get('access_token')?.length, client.get('expires_in')], [36, '315359999'])
  const denied = await authorize(sandbox, app, 'token', 'deny')
  assert.match(denied.hash, /^#error=access_denied/)
  assert.equal((await authorize(sandbox, app, 'code', 'deny')).searchParams.get('error'), 'access_denied')
})

test('constant contact v2 3: api_key on every call, array errors, a relative next_link', async () => {
  await using sandbox = await startSandbox()
  const { clientId, ...app } = someApp(sandbox)
  const token = await tokenFor(sandbox, { clientId, ...app })
  const gateway = await api(sandbox, { clientId: null, token }, '/v2/lists')
  assert.deepEqual([gateway.status, gateway.text], [403, '<h1>Developer Inactive</h1>'])
  const dead = await api(sandbox, { clientId, token: 'dead' }, '/v2/lists')
  assert.equal(dead.status, 401)
  assert.equal(
    (dead.json() as { error_key: string }[])[0]?.error_key,
    'http.status.authentication.invalid_token',
  )

  const as = { clientId, token }
  const lists = (await api(sandbox, as, '/v2/lists')).json() as { id: string; contact_count: number }[]
  assert.deepEqual([lists.length, (lists[0]?.contact_count ?? 0) > 2000], [2, true])
  interface Page {
    meta: { pagination: { next_link?: string } }
    results: { id: string }[]
  }
  const first = (await api(sandbox, as, '/v2/contacts?limit=500')).json() as Page
  const { next_link = '' } = first.meta.pagination
  assert.match(next_link, /^\/v2\/contacts\?next=/)
  assert.equal((await api(sandbox, { clientId: null, token }, next_link)).status, 403)
  const second = (await api(sandbox, as, next_link)).json() as Page
  assert.equal(new Set([...first.results, ...second.results].map(({ id }) => id)).size, 1000)
})

test('constant contact v2 4: migrations answer 302 with the token in the query, and old access goes on', async () => {
  await using sandbox = await startSandbox()
  const [old, app] = [someApp(sandbox, 'v1'), someApp(sandbox)]
  const fresh = { new_client_id: app.clientId, new_client_secret: app.clientSecret }
  const tokenOf = (answer: Response): string => {
    assert.equal(answer.status, 302)
    const address = new URL(answer.headers.get('location') ?? '')
    assert.equal(address.origin + address.pathname, REDIRECT_URI)
    return address.searchParams.get('access_token') ?? ''
  }
  const send = (path: string, body: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${sandbox.url}/${OAUTH}/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers,
      body: new URLSearchParams(body),
    })
  const basic = {
    ...fresh,
    old_client_id: old.clientId,
    old_client_secret: old.clientSecret,
    user_name: ADA,
    user_password: 'bread-and-butter',
  }
  const byPassword = tokenOf(await send('basicmigration', basic))
  assert.equal((await api(sandbox, { clientId: app.clientId, token: byPassword }, '/v2/lists')).status, 200)
  const refused = await send('basicmigration', { ...basic, user_password: 'wrong' })
  assert.deepEqual(
    [refused.status, ((await refused.json()) as Answer['body'])['error']],
    [400, 'invalid_grant'],
  )

  sandbox.world.constantContactV2.oauth1Tokens['old-token'] = {
    clientId: old.clientId,
    username: ADA,
    tokenSecret: 'old secret',
  }
  // Another user's signature.
  const signer = new OAuth({
    consumer: { key: old.clientId, secret: old.clientSecret },
    signature_method: 'HMAC-SHA1',
    hash_function: (base, key) => createHmac('sha1', key).update(base).digest('base64'),
  })
  const signed = (secret: string) => {
    const request = { url: `${sandbox.url}/${OAUTH}/oauth1migration`, method: 'POST', data: fresh }
    return { ...signer.toHeader(signer.authorize(request, { key: 'old-token', secret })) }
  }
  for (let again = 0; again < 2; again++) {
    const token = tokenOf(await send('oauth1migration', fresh, signed('old secret')))
    assert.equal((await api(sandbox, { clientId: app.clientId, token }, '/v2/lists')).status, 200)
  }
  assert.equal((await send('oauth1migration', fresh, signed('wrong'))).status, 401)
})

test('constant contact v2 5: tokeninfo says who and, as text, how long; ten years and no longer', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const token = await tokenFor(sandbox, app)
  const ask = (): Promise<Answer> =>
    post(`${sandbox.url}/${OAUTH}/tokeninfo.htm`, new URLSearchParams({ access_token: token }))
  sandbox.world.clock.advance(9.9 * 365 * 86_400)
  const { body } = await ask()
  assert.deepEqual([body['client_id'], body['user_name']], [app.clientId, ADA])
  assert.ok(typeof body['expires_in'] === 'string' && Number(body['expires_in']) < 4_000_000)
  assert.equal((await api(sandbox, { clientId: app.clientId, token }, '/v2/lists')).status, 200)
  sandbox.world.clock.advance(0.2 * 365 * 86_400)
  assert.equal((await ask()).body['error'], 'invalid_token')
  assert.equal((await api(sandbox, { clientId: app.clientId, token }, '/v2/lists')).status, 401)
})

test('constant contact v2: a token of a first key works with the developer’s newer keys, and with no other’s', async () => {
  await using sandbox = await startSandbox()
  const [first, newer] = [someApp(sandbox, 'v1'), someApp(sandbox)]
  const stranger = registerApp(sandbox.world, 'ben@bicycles.example', { name: 'Ben’s' })
  const token = await tokenFor(sandbox, first)
  const status = async ({ clientId }: App): Promise<number> =>
    (await api(sandbox, { clientId, token }, '/v2/lists')).status
  assert.deepEqual([await status(first), await status(newer), await status(stranger)], [403, 200, 401])
  assert.equal(stranger.redirectUri, 'http://localhost')
})

test('constant contact v2: the portal edits the redirect URI and makes a token for one’s own account', async () => {
  await using sandbox = await startSandbox()
  const { clientId } = registerApp(sandbox.world, ADA, { name: 'Mine' })
  const [portal, user] = [`${sandbox.url}/constantcontact.mashery.com`, ada()]
  await user.signInToPortal(sandbox, 'constantcontact.mashery.com')
  assert.match(await (await user.open(`${portal}/apps/mykeys`)).text(), /value="http:\/\/localhost"/)
  await user.post(`${portal}/apps/redirect`, { clientId, redirectUri: REDIRECT_URI })
  assert.equal(sandbox.world.constantContactV2.apps[clientId]?.redirectUri, REDIRECT_URI)
  const page = await (await user.post(`${portal}/io-docs/token`, { clientId })).text()
  const [, token = ''] = /class="access_token">([^<]+)</.exec(page) ?? []
  assert.equal((await api(sandbox, { clientId, token }, '/v2/account/info')).status, 200)
})

test('constant contact v2: contacts, campaigns and reports of the same account as in the newer generation', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const as = { clientId: app.clientId, token: await tokenFor(sandbox, app) }
  const [list] = (await api(sandbox, as, '/v2/lists')).json() as { id: string }[]
  const body = {
    lists: [{ id: list?.id }],
    email_addresses: [{ email_address: 'New@Example.com' }],
    first_name: 'New',
  }
  const made = await api(sandbox, as, '/v2/contacts', { method: 'POST', body })
  assert.equal(made.status, 201)
  assert.equal((await api(sandbox, as, '/v2/contacts', { method: 'POST', body })).status, 409)
  const { id } = made.json() as { id: string }
  const renamed = { ...body, first_name: 'Renamed' }
  assert.equal(
    (
      (await api(sandbox, as, `/v2/contacts/${id}`, { method: 'PUT', body: renamed })).json() as {
        first_name: string
      }
    ).first_name,
    'Renamed',
  )
  assert.equal((await api(sandbox, as, `/v2/contacts/${id}`, { method: 'DELETE' })).status, 204)
  assert.equal(((await api(sandbox, as, `/v2/contacts/${id}`)).json() as { status: string }).status, 'OPTOUT')

  const draft = {
    name: 'A first letter',
    subject: 'Hello',
    from_name: 'Ada',
    from_email: ADA,
    email_content: '<html></html>',
    sent_to_contact_lists: [{ id: list?.id }],
  }
  const campaigns = '/v2/emailmarketing/campaigns'
  const campaign = (await api(sandbox, as, campaigns, { method: 'POST', body: draft })).json() as {
    id: string
  }
  const sent = await api(sandbox, as, `${campaigns}/${campaign.id}/schedules`, { method: 'POST', body: {} })
  assert.equal(sent.status, 201)
  const after = (await api(sandbox, as, `${campaigns}/${campaign.id}`)).json() as { status: string }
  assert.equal(after.status, 'SENT')
  const summary = (await api(sandbox, as, `${campaigns}/${campaign.id}/tracking/reports/summary`)).json() as {
    sends: number
    opens: number
  }
  assert.ok(summary.sends > 1000 && summary.opens > 0 && summary.opens < summary.sends)
  const all = (await api(sandbox, as, campaigns)).json() as { results: { status: string }[] }
  assert.ok(all.results.some(({ status }) => status === 'SCHEDULED'))
  assert.equal((await api(sandbox, as, '/v2/nothing')).status, 404)
})
