import assert from 'node:assert/strict'
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto'
import { test } from 'node:test'
import { createIdToken } from '../src/constant-contact/id-token.ts'
import { registerApp as registerConstantContactApp } from '../src/constant-contact/portal.ts'
import { startSandbox } from '../src/sandbox.ts'
import { codeFor, someApp } from './mailchimp-app.ts'
import { asList, at, readJson } from './specification/read-json.ts'

const REDIRECT_URI = 'http://127.0.0.1:9/callback'

test('Constant Contact: the key of /keys verifies an ID token', async () => {
  await using sandbox = await startSandbox()
  const username = 'ada@bakery.example'
  const code = {
    clientId: 'c',
    username,
    redirectUri: '',
    scope: '',
    codeChallenge: '',
    issuedAt: 0,
    used: false,
  }
  const token = createIdToken(sandbox.world, code)
  const [header = '', claims = '', signature = ''] = token.split('.')
  const keys = await readJson(
    await fetch(`${sandbox.url}/authz.constantcontact.com/oauth2/default/v1/keys`),
    'keys',
  )
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString('utf8')) as { kid: string }
  const jwk = asList(keys).find((key) => at(key, 'kid') === kid) as JsonWebKey
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  assert.ok(
    verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')),
  )
})

test('Constant Contact: what is missing in a token request is invalid_request, as its authorization server has it', async () => {
  await using sandbox = await startSandbox()
  const app = registerConstantContactApp(sandbox.world, 'ada@bakery.example', {
    name: 'Test app',
    redirectUris: [REDIRECT_URI],
    refreshTokens: 'rotating',
  })
  const ask = async (form: Record<string, string>, authorization?: string) => {
    const credentials = authorization ? {} : { client_id: app.clientId, client_secret: app.clientSecret }
    const response = await fetch(`${sandbox.url}/authz.constantcontact.com/oauth2/default/v1/token`, {
      method: 'POST',
      body: new URLSearchParams({ ...credentials, ...form }),
      ...(authorization && { headers: { authorization } }),
    })
    return [response.status, await readJson(response, 'error')]
  }
  assert.deepEqual(await ask({}), [400, 'invalid_request'])
  assert.deepEqual(await ask({ grant_type: 'authorization_code' }), [400, 'invalid_request'])
  assert.deepEqual(await ask({ grant_type: 'refresh_token' }), [400, 'invalid_request'])
  assert.deepEqual(await ask({ grant_type: 'nonsense' }), [400, 'unsupported_grant_type'])
  const undecodable = `Basic ${Buffer.from('%zz:%').toString('base64')}`
  assert.deepEqual(await ask({ grant_type: 'refresh_token' }, undecodable), [401, 'invalid_client'])
})

test('Mailchimp: HTTP Basic is taken with the switch, and never together with the body', async () => {
  await using sandbox = await startSandbox()
  const app = someApp(sandbox)
  const basic = `Basic ${Buffer.from(`${app.clientId}:${app.clientSecret}`).toString('base64')}`
  const ask = async (form: Record<string, string> = {}) => {
    const code = await codeFor(sandbox, app)
    const body = new URLSearchParams({
      grant_type: 'authorization_code',
      redirect_uri: app.redirectUri,
      code,
      ...form,
    })
    const url = `${sandbox.url}/login.mailchimp.com/oauth2/token`
    return (await fetch(url, { method: 'POST', body, headers: { authorization: basic } })).status
  }
  assert.equal(await ask(), 400)
  sandbox.world.mailchimp.switches.basicClientAuthentication = true
  assert.equal(await ask(), 200)
  assert.equal(await ask({ client_id: app.clientId, client_secret: app.clientSecret }), 400)
})
