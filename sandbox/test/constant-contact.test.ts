import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { registerApp } from '../src/constant-contact/portal.ts'
import type { App } from '../src/constant-contact/state.ts'
import { ada } from '../src/sandbox-user.ts'
import { startSandbox, type Sandbox } from '../src/sandbox.ts'
import { REDIRECT_URI } from './mailchimp-app.ts'

const OAUTH = 'authz.constantcontact.com/oauth2/default/v1'
const ALL = 'account_read contact_data campaign_data offline_access'

interface Tokens {
  access_token: string
  refresh_token?: string
  expires_in: number
  scope: string
  token_type: string
}

const someApp = (sandbox: Sandbox, refreshTokens: App['refreshTokens'] = 'rotating'): App =>
  registerApp(sandbox.world, 'ada@bakery.example', {
    name: 'Test app',
    redirectUris: [REDIRECT_URI],
    refreshTokens,
  })

function authorize(sandbox: Sandbox, app: App, more: Record<string, string> = {}): Promise<URL> {
  const query = {
    response_type: 'code',
    client_id: app.clientId,
    redirect_uri: REDIRECT_URI,
    scope: ALL,
    state: 's',
    ...more,
  }
  return ada().authorize(`${sandbox.url}/${OAUTH}/authorize?${new URLSearchParams(query).toString()}`)
}

const basic = ({ clientId, clientSecret }: App): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
})

async function token(
  sandbox: Sandbox,
  form: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<{ status: number } & Partial<Tokens> & { error?: string }> {
  const init = { method: 'POST', headers, body: new URLSearchParams(form) }
  const response = await fetch(`${sandbox.url}/${OAUTH}/token`, init)
  return { status: response.status, ...((await response.json()) as object) }
}

async function tokensFor(sandbox: Sandbox, app: App, scope = ALL): Promise<Tokens> {
  const code = (await authorize(sandbox, app, { scope })).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI }
  return (await token(sandbox, form, basic(app))) as unknown as Tokens
}

const refresh = (sandbox: Sandbox, app: App, refresh_token = '') =>
  token(sandbox, { grant_type: 'refresh_token', refresh_token }, basic(app))

async function api(
  sandbox: Sandbox,
  accessToken: string,
  path: string,
  { method = 'GET', body }: { method?: string; body?: unknown } = {},
): Promise<{ status: number; text: string; json: () => unknown }> {
  // The limit of four calls a second has a test of its own.
  sandbox.world.constantContact.switches.callsPerSecond = Infinity
  const response = await fetch(`${sandbox.url}/api.cc.email${path}`, {
    method,
    headers: {
      authorization: `Bearer ${accessToken}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, json: () => JSON.parse(text) as unknown }
}

test('constant contact v3 1: no refresh token without offline_access', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const without = await tokensFor(sandbox, app, 'contact_data')
  assert.equal(without.refresh_token, undefined)
  const tokens = await tokensFor(sandbox, app)
  assert.deepEqual([tokens.token_type, tokens.expires_in, tokens.scope], ['Bearer', 86_400, ALL])
  assert.ok(tokens.refresh_token && tokens.access_token.length > 1000)
  const narrow = await api(sandbox, without.access_token, '/v3/account/summary')
  assert.deepEqual(
    [narrow.status, narrow.json()],
    [403, { error_key: 'forbidden', error_message: 'Forbidden' }],
  )
})

test('constant contact v3 2: rotating refresh tokens work once and void what was before; long-lived ones stay', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const first = await tokensFor(sandbox, app)
  const second = await refresh(sandbox, app, first.refresh_token)
  assert.notEqual(second.refresh_token, first.refresh_token)
  assert.equal((await api(sandbox, first.access_token, '/v3/account/summary')).status, 401)
  const reused = await refresh(sandbox, app, first.refresh_token)
  assert.deepEqual([reused.status, reused.error], [400, 'invalid_grant'])
  assert.equal((await refresh(sandbox, app, second.refresh_token)).status, 200)

  const lasting = someApp(sandbox, 'long_lived')
  const tokens = await tokensFor(sandbox, lasting)
  for (let count = 0; count < 2; count++)
    assert.equal((await refresh(sandbox, lasting, tokens.refresh_token)).refresh_token, tokens.refresh_token)
  sandbox.world.clock.advance(181 * 86_400)
  assert.equal(
    (await refresh(sandbox, lasting, tokens.refresh_token)).error,
    'invalid_grant',
    'idle for 180 days',
  )
})

test('constant contact v3 3: Basic, the body, PKCE alone, and both together', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const verifier = 'v'.repeat(43)
  const challenge = {
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const redeem = async (
    asked: Record<string, string>,
    form: Record<string, string>,
    headers: Record<string, string> = {},
  ) => {
    const code = (await authorize(sandbox, app, asked)).searchParams.get('code') ?? ''
    return token(
      sandbox,
      { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI, ...form },
      headers,
    )
  }
  const { clientId: client_id, clientSecret: client_secret } = app
  assert.equal((await redeem({}, {}, basic(app))).status, 200)
  assert.equal((await redeem({}, { client_id, client_secret })).status, 200)
  assert.equal((await redeem({}, { client_id })).error, 'invalid_client')
  assert.equal((await redeem(challenge, { client_id, code_verifier: verifier })).status, 200)
  assert.equal((await redeem(challenge, { code_verifier: verifier }, basic(app))).status, 200)
  assert.equal((await redeem(challenge, { code_verifier: 'wrong' }, basic(app))).error, 'invalid_grant')
  assert.equal((await redeem(challenge, {}, { authorization: 'Basic eDp5' })).error, 'invalid_client')
})

test('constant contact v3: state is required, scopes are known ones, the code lives five minutes and works once', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const ask = async (query: Record<string, string>): Promise<string | null> => {
    const all = { response_type: 'code', client_id: app.clientId, redirect_uri: REDIRECT_URI, ...query }
    const url = `${sandbox.url}/${OAUTH}/authorize?${new URLSearchParams(all).toString()}`
    const { headers } = await fetch(url, { redirect: 'manual' })
    return new URL(headers.get('location') ?? 'http://x').searchParams.get('error')
  }
  assert.equal(await ask({ scope: ALL }), 'invalid_request')
  assert.equal(
    await ask({ scope: 'account_read+contact_data', state: 's' }),
    'invalid_scope',
    'a literal %2B',
  )
  const code = (await authorize(sandbox, app)).searchParams.get('code') ?? ''
  const form = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI }
  assert.equal((await token(sandbox, form, basic(app))).status, 200)
  assert.equal((await token(sandbox, form, basic(app))).error, 'invalid_grant')
  const late = (await authorize(sandbox, app)).searchParams.get('code') ?? ''
  sandbox.world.clock.advance(301)
  assert.equal((await token(sandbox, { ...form, code: late }, basic(app))).error, 'invalid_grant')
  const { hash } = await authorize(sandbox, app, { response_type: 'token' })
  const fragment = new URLSearchParams(hash.slice(1))
  assert.deepEqual([fragment.get('expires_in'), fragment.get('refresh_token')], ['28800', null])
})

test('constant contact v3: the device flow', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const started = (await (
    await fetch(`${sandbox.url}/${OAUTH}/device/authorize`, {
      method: 'POST',
      body: new URLSearchParams({ client_id: app.clientId, scope: ALL }),
    })
  ).json()) as { device_code: string; user_code: string; interval: number; expires_in: number }
  const poll = () =>
    token(sandbox, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: app.clientId,
      device_code: started.device_code,
    })
  assert.equal((await poll()).error, 'authorization_pending')
  assert.equal((await poll()).error, 'slow_down')
  const activate = `${sandbox.url}/authz.constantcontact.com/activate`
  const fields = {
    user_code: started.user_code,
    username: 'ada@bakery.example',
    password: 'bread-and-butter',
  }
  assert.match(
    await (await ada().post(activate, { ...fields, decision: 'allow' })).text(),
    /Device activated/,
  )
  sandbox.world.clock.advance(6)
  assert.ok((await poll()).refresh_token)
  sandbox.world.clock.advance(6)
  assert.equal((await poll()).error, 'invalid_grant', 'once')
})

test('constant contact v3 4: arrays and objects of errors, two kinds of 429, relative links, 202', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const missing = await api(sandbox, access_token, '/v3/contacts/none')
  assert.equal(missing.status, 404)
  assert.ok(Array.isArray(missing.json()))
  const dead = await api(sandbox, 'dead', '/v3/contacts')
  assert.deepEqual(dead.json(), { error_key: 'unauthorized', error_message: 'Unauthorized' })
  const stats = await api(sandbox, access_token, '/v3/reports/stats/email_campaigns/none')
  assert.deepEqual([stats.status, Array.isArray(stats.json())], [404, false])

  const page = (await api(sandbox, access_token, '/v3/contacts?limit=2')).json() as {
    contacts: { contact_id: string }[]
    _links: { next: { href: string } }
  }
  const { href } = page['_links'].next
  assert.match(href, /^\/v3\/contacts\?limit=2&cursor=/)
  const next = (await api(sandbox, access_token, href)).json() as typeof page
  assert.notEqual(next.contacts[0]?.contact_id, page.contacts[0]?.contact_id)
  assert.equal((await api(sandbox, access_token, '/v3/contacts?segment_id=101')).status, 202)
  assert.equal((await api(sandbox, access_token, '/v3/contacts?segment_id=101')).status, 200)
  const { lists } = (await api(sandbox, access_token, '/v3/contact_lists')).json() as {
    lists: { list_id: string }[]
  }
  assert.equal(
    (await api(sandbox, access_token, `/v3/contact_lists/${lists[1]?.list_id}`, { method: 'DELETE' })).status,
    202,
  )
})

test('constant contact v3 4: four calls a second for each app, and a number for each day', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const url = `${sandbox.url}/api.cc.email/v3/account/summary`
  const headers = { authorization: `Bearer ${access_token}` }
  const answers = await Promise.all(Array.from({ length: 6 }, () => fetch(url, { headers })))
  const refused = answers.filter(({ status }) => status === 429)
  assert.equal(refused.length, 2)
  assert.equal(((await (refused[0] ?? assert.fail()).json()) as { error_key: string }).error_key, 'throttled')
  sandbox.world.constantContact.switches.callsPerDay = 3
  const quota = (await api(sandbox, access_token, '/v3/account/summary')).json()
  assert.deepEqual(quota, { error_key: 'quota_exceeded', error_message: 'Limit Exceeded' })
})

test('constant contact v3 5: a campaign from draft to report: 200 for a new one, two spellings of status, "0" sends now', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const call = (path: string, more: Parameters<typeof api>[3] = {}) => api(sandbox, access_token, path, more)
  const activity = {
    format_type: 5,
    from_name: 'Ada',
    from_email: 'ada@bakery.example',
    reply_to_email: 'ada@bakery.example',
    subject: 'Hello',
    html_content: '<html>[[trackingImage]]</html>',
  }
  const created = await call('/v3/emails', {
    method: 'POST',
    body: { name: 'Hello', email_campaign_activities: [activity] },
  })
  assert.equal(created.status, 200)
  const { campaign_id, current_status, campaign_activities } = created.json() as {
    campaign_id: string
    current_status: string
    campaign_activities: { campaign_activity_id: string; role: string }[]
  }
  const id = campaign_activities.find(({ role }) => role === 'primary_email')?.campaign_activity_id
  const { lists } = (await call('/v3/contact_lists')).json() as { lists: { list_id: string }[] }
  const changed = await call(`/v3/emails/activities/${id}`, {
    method: 'PUT',
    body: { ...activity, contact_list_ids: [lists[0]?.list_id] },
  })
  assert.deepEqual(
    [current_status, (changed.json() as { current_status: string }).current_status],
    ['Draft', 'DRAFT'],
  )
  const sent = await call(`/v3/emails/activities/${id}/schedules`, {
    method: 'POST',
    body: { scheduled_date: '0' },
  })
  assert.deepEqual([sent.status, sent.json()], [201, []])
  const history = (await call(`/v3/emails/activities/${id}/send_history`)).json() as { count: number }[]
  const stats = (await call(`/v3/reports/stats/email_campaigns/${campaign_id}`)).json() as {
    results: { stats: { em_sends: number } }[]
  }
  assert.ok((history[0]?.count ?? 0) > 2000)
  assert.equal(stats.results[0]?.stats.em_sends, history[0]?.count)
})

test('constant contact v3: contacts are made once, updated in part or whole, tagged in the background', async () => {
  await using sandbox = await startSandbox()
  const { access_token } = await tokensFor(sandbox, someApp(sandbox))
  const call = (path: string, more: Parameters<typeof api>[3] = {}) => api(sandbox, access_token, path, more)
  const { lists } = (await call('/v3/contact_lists')).json() as { lists: { list_id: string }[] }
  const memberships = [lists[0]?.list_id ?? '']
  const body = { email_address: { address: 'new@example.com' }, first_name: 'New', create_source: 'Account' }
  const made = await call('/v3/contacts', { method: 'POST', body })
  assert.equal(made.status, 201)
  assert.equal((await call('/v3/contacts', { method: 'POST', body })).status, 409)
  const { contact_id } = made.json() as { contact_id: string }
  const upsert = await call('/v3/contacts/sign_up_form', {
    method: 'POST',
    body: { email_address: 'new@example.com', list_memberships: memberships },
  })
  assert.deepEqual([upsert.status, upsert.json()], [200, { contact_id, action: 'updated' }])
  const put = await call(`/v3/contacts/${contact_id}`, {
    method: 'PUT',
    body: { email_address: { address: 'new@example.com' }, update_source: 'Account' },
  })
  const { first_name, list_memberships } = put.json() as {
    first_name?: string
    list_memberships: string[]
  }
  assert.deepEqual([first_name, list_memberships], [undefined, memberships])
  const { tags } = (await call('/v3/contact_tags')).json() as { tags: { tag_id: string }[] }
  const tagging = await call('/v3/activities/contacts_taggings_add', {
    method: 'POST',
    body: { source: { contact_ids: [contact_id] }, tag_ids: [tags[0]?.tag_id] },
  })
  const { activity_id, state } = tagging.json() as { activity_id: string; state: string }
  assert.deepEqual([tagging.status, state], [201, 'processing'])
  assert.equal(((await call(`/v3/activities/${activity_id}`)).json() as { state: string }).state, 'completed')
  assert.equal((await call(`/v3/contacts/${contact_id}`, { method: 'DELETE' })).status, 204)
})
