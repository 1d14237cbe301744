import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PROVIDERS } from '../src/providers.ts'
import { startSandbox } from '../src/sandbox.ts'
import { SandboxUser } from '../src/sandbox-user.ts'
import { createRecord } from '../src/records.ts'
import { POSTBOX } from './fifth-provider/provider.ts'

const REDIRECT_URI = 'http://127.0.0.1:4410/callback'

test('a fifth provider has sign-in, portal, limits, faults, pages, control API and state from the kernel', async () => {
  await using sandbox = await startSandbox({ providers: [...PROVIDERS, POSTBOX] })
  const call = async (path: string, init?: RequestInit): Promise<Record<string, unknown>> => {
    const response = await fetch(`${sandbox.url}${path}`, init)
    return { status: response.status, ...Object(await response.json().catch(() => ({}))) }
  }
  const send = (method: string, body: unknown): RequestInit => ({
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

  const app = await call(
    '/_sandbox/postbox/apps',
    send('POST', { name: 'Reader', redirectUri: REDIRECT_URI }),
  )
  const eve = new SandboxUser('eve', 'stamps')
  const url = `${sandbox.url}/login.postbox.example/oauth/authorize?client_id=${String(app['clientId'])}&state=s1`
  const redirect = await eve.authorize(url)
  assert.equal(redirect.searchParams.get('state'), 's1')

  const basic = Buffer.from(`${String(app['clientId'])}:${String(app['clientSecret'])}`).toString('base64')
  const token = await call('/login.postbox.example/oauth/token', {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({ code: redirect.searchParams.get('code') ?? '' }),
  })
  const headers = { authorization: `Bearer ${String(token['access_token'])}` }
  const letters = '/api.postbox.example/1/letters'

  const first = await call(letters, { headers })
  assert.deepEqual([first['of'], first['items']], ['eve', ['Alpha', 'Beta']])
  assert.deepEqual((await call(`${letters}?after=${String(first['next'])}`, { headers }))['items'], ['Gamma'])
  assert.equal(
    (await call(letters, { ...send('POST', {}), headers: { ...headers, 'content-type': 'x/y' } })).status,
    415,
  )
  assert.deepEqual(await call(letters, { headers }), { status: 429, oops: 'slower' })

  await call('/_sandbox/postbox/switches', send('PATCH', { callsPerSecond: 100 }))
  await call(
    '/_sandbox/faults',
    send('POST', { kind: 'status', status: 503, host: 'api.postbox.example', remaining: 1 }),
  )
  assert.equal((await call(letters, { headers })).status, 503)
  assert.deepEqual(await call('/_sandbox/postbox/revoke', send('POST', { username: 'eve' })), {
    status: 200,
    revoked: 1,
  })
  assert.deepEqual(await call(letters, { headers }), { status: 401, oops: 'no token' })

  await eve.signInToPortal(sandbox, 'login.postbox.example')
  assert.match(await (await eve.open(`${sandbox.url}/login.postbox.example/apps`)).text(), /Reader/)
  const control = await (await fetch(`${sandbox.url}/_sandbox/`)).text()
  assert.match(control, /Postbox: apps/)
  assert.match(control, /Eve’s Stamps/)

  const state = await call('/_sandbox/state')
  assert.deepEqual(Object.keys(createRecord(Object.entries(Object(state['postbox'])))), [
    'users',
    'apps',
    'codes',
    'tokens',
    'switches',
  ])
  await fetch(`${sandbox.url}/_sandbox/reset`, { method: 'POST' })
  assert.deepEqual(sandbox.world.postbox.apps, createRecord())
})

test('a provider that cannot be loaded answers 500, the others go on, and the next request tries again', async () => {
  let fails = true
  const provider = {
    ...POSTBOX,
    register: (...given: Parameters<typeof POSTBOX.register>) =>
      fails ? Promise.reject(new Error('postbox is not loaded')) : POSTBOX.register(...given),
  }
  await using sandbox = await startSandbox({ providers: [...PROVIDERS, provider] })
  const letters = `${sandbox.url}/api.postbox.example/1/letters`
  const failed = await fetch(letters)
  assert.deepEqual([failed.status, await failed.json()], [500, { error: 'server_error' }])
  assert.equal((await fetch(`${sandbox.url}/login.mailchimp.com/oauth2/metadata`)).status, 200)
  fails = false
  assert.equal((await fetch(letters)).status, 401)
})

test('the control API says what a request lacks', async () => {
  await using sandbox = await startSandbox()
  const send = async (path: string, method: string, body: unknown): Promise<unknown[]> => {
    const response = await fetch(`${sandbox.url}/_sandbox/${path}`, {
      method,
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    })
    return [response.status, Object(await response.json())['error']]
  }
  assert.deepEqual(await send('mailup/revoke', 'POST', {}), [400, '"username" is missing.'])
  assert.deepEqual(await send('mailup/revoke', 'POST', null), [400, '"username" is missing.'])
  assert.deepEqual(await send('mailup/apps', 'POST', { ownerUsername: 'stranger' }), [
    404,
    '"ownerUsername": MailUp has no such user.',
  ])
  const [status, error] = await send('constant-contact/switches', 'PATCH', { callsPerHour: 1 })
  assert.equal(status, 400)
  assert.match(String(error), /no switch callsPerHour.*callsPerDay, callsPerSecond/)
})
