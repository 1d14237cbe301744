import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { consent } from '@letterlock/testing/assistant.ts'
import {
  authorizationUrl,
  redeemCode,
  registerClient,
  authorizeByHand,
  type ClientRequest,
} from '@letterlock/testing/authorization-code.ts'
import {
  listToolsWith,
  clientIdOf,
  authorizeAssistant,
  refreshTokenSet,
  accessTokenOf,
} from '@letterlock/testing/authorize-assistant.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { READ_SCOPES } from '../../src/authorization-server/assistant.ts'

const REDIRECT = 'https://assistant.example/callback'
const ALL = [...READ_SCOPES, 'audiences:write', 'campaigns:write', 'campaigns:send']

interface Begun extends AsyncDisposable {
  readonly world: TestWorld
  readonly owner: DashboardSession
  readonly way: ClientRequest
}

async function begun(metadata: object = {}): Promise<Begun> {
  const world = await startWorld()
  await setupOwner(world)
  const body = { redirect_uris: [REDIRECT], token_endpoint_auth_method: 'none', ...metadata }
  const { client_id: clientId } = (await (await registerClient(world, body)).json()) as { client_id: string }
  const owner = await signIn(world)
  const way = { clientId, redirectUri: REDIRECT }
  return { world, owner, way, [Symbol.asyncDispose]: () => world[Symbol.asyncDispose]() }
}

test('D1: scopes that are not ours are dropped, and what is announced can be granted', async () => {
  await using started = await begun()
  const { world, owner, way } = started
  for (const [scope, asked] of [
    ['openid connections:read audiences:read campaigns:read reports:read', [...READ_SCOPES]],
    ['openid profile email offline_access', [...READ_SCOPES]],
    ['mcp:tools nonsense campaigns:write', ['campaigns:write']],
    [
      ' connections:read audiences:read campaigns:read reports:read   audiences:write ',
      [...READ_SCOPES, 'audiences:write'],
    ],
    ['', [...READ_SCOPES]],
  ] as const) {
    const { asked: shown, tokens } = await authorizeByHand(world, owner, { ...way, scope })
    const scopes = asked.includes('connections:read' as never) ? asked : [...READ_SCOPES, ...asked]
    assert.deepEqual([shown.requestedScopes, tokens['scope']], [scopes, scopes.join(' ')], scope)
    // What was asked for then may be asked for again with the refresh token.
    const body = new URLSearchParams({
      grant_type: 'refresh_token',
      refresh_token: String(tokens['refresh_token']),
      client_id: way.clientId,
      ...(scope && { scope }),
    })
    const refreshed = await fetch(`${world.server.url}/oauth2/token`, { method: 'POST', body })
    assert.equal(refreshed.status, 200, await refreshed.clone().text())
  }
  for (const path of ['oauth-authorization-server', 'openid-configuration']) {
    const metadata = (await (await fetch(`${world.server.url}/.well-known/${path}`)).json()) as Record<
      string,
      unknown
    >
    assert.deepEqual(metadata['scopes_supported'], ALL)
  }
})

test('D1: parameters and prompts of OpenID Connect do not matter', async () => {
  await using started = await begun()
  const { world, owner, way } = started
  const { url, verifier } = authorizationUrl(
    world,
    { ...way, scope: 'openid connections:read audiences:read campaigns:read reports:read' },
    {
      nonce: 'n',
      max_age: '60',
      acr_values: 'x',
      leases: '{}',
      prompt: 'select_account consent',
    },
  )
  const { callback } = await consent(world, owner, url)
  const code = callback.searchParams.get('code') ?? assert.fail(callback.href)
  assert.equal((await redeemCode(world, way, { code, verifier })).status, 200)
})

test('D2: everything is offered at the first sign-in, and what is ticked is granted', async () => {
  await using started = await begun()
  const { world, owner, way } = started
  const { url, verifier } = authorizationUrl(world, {
    ...way,
    scope: 'connections:read audiences:read campaigns:read reports:read',
  })
  const { asked, callback } = await consent(world, owner, url, { scopes: ALL })
  assert.deepEqual([asked.requestedScopes, asked.offered], [[...READ_SCOPES], ALL])
  const code = callback.searchParams.get('code') ?? ''
  const tokens = (await (await redeemCode(world, way, { code, verifier })).json()) as Record<string, string>
  assert.equal(tokens['scope'], ALL.join(' '))
  const body = {
    grant_type: 'refresh_token',
    refresh_token: tokens['refresh_token'] ?? '',
    client_id: way.clientId,
  }
  const refreshed = await fetch(`${world.server.url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(body),
  })
  assert.equal(((await refreshed.json()) as { scope: string }).scope, ALL.join(' '), 'and stays so')
  // What was asked for and not ticked is not granted.
  const less = authorizationUrl(world, { ...way, scope: ALL.join(' ') })
  const { callback: back } = await consent(world, owner, less.url, {
    scopes: [...READ_SCOPES, 'audiences:write'],
  })
  const given = { code: back.searchParams.get('code') ?? '', verifier: less.verifier }
  const some = (await (await redeemCode(world, way, given)).json()) as Record<string, string>
  assert.equal(some['scope'], 'connections:read audiences:read campaigns:read reports:read audiences:write')
})

test('D2: a device may be allowed more than it asked for, too', async () => {
  const device = 'urn:ietf:params:oauth:grant-type:device_code'
  await using started = await begun({ grant_types: [device, 'refresh_token'] })
  const { world, owner, way } = started
  const form = (more: Record<string, string>) => ({
    method: 'POST',
    body: new URLSearchParams({ client_id: way.clientId, ...more }),
  })
  const begunAt = await fetch(
    `${world.server.url}/oauth2/device_authorization`,
    form({ scope: 'openid email' }),
  )
  const { device_code: code = '', user_code: typed = '' } = (await begunAt.json()) as Record<string, string>
  const page = await (await owner.ask('GET', '/device')).text()
  const field = (html: string, name: string): string =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? ''
  const type = (more: Record<string, string>) =>
    owner.ask(
      'POST',
      '/device',
      undefined,
      { 'content-type': 'application/x-www-form-urlencoded' },
      new URLSearchParams({ xsrf: field(page, 'xsrf'), user_code: typed, ...more }).toString(),
    )
  const confirmed = await type({ confirm: 'yes' })
  const consentPage = new URL(confirmed.headers.get('location') ?? '', world.server.url).pathname
  assert.match(consentPage, /^\/consent\//, await confirmed.clone().text())
  const decided = await owner.ask('POST', `${consentPage}/decision`, {
    authorize: true,
    scopes: ALL,
    connectionIds: null,
  })
  const { continueUrl } = (await decided.json()) as { continueUrl: string }
  const { pathname } = new URL(continueUrl)
  assert.equal((await owner.ask('GET', pathname)).status, 200)
  const answer = await fetch(
    `${world.server.url}/oauth2/token`,
    form({ grant_type: device, device_code: code }),
  )
  assert.equal(((await answer.json()) as { scope: string }).scope, ALL.join(' '))
})

test('D4: a refresh token used again within 30 seconds leads to the same successor; later it ends the grant', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const owner = await signIn(world)
  await using assistant = await authorizeAssistant(world, owner)
  await using other = await authorizeAssistant(world, owner)
  const first = assistant.signIn.tokens()?.refresh_token ?? ''
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => refreshTokenSet(world, assistant, first)),
  )
  const tokens = await Promise.all(
    answers.map(async (answer) => (await answer.json()) as { access_token: string; refresh_token: string }),
  )
  const successors = new Set(tokens.map(({ refresh_token: token }) => token))
  assert.equal(successors.size, 1)
  const [second = ''] = successors
  assert.notEqual(second, first)
  for (const { access_token: token } of tokens) assert.equal((await listToolsWith(world, token)).status, 200)

  // Also when the successor has been used meanwhile.
  world.advance(20)
  assert.equal((await refreshTokenSet(world, assistant, second)).status, 200)
  const late = (await (await refreshTokenSet(world, assistant, first)).json()) as { refresh_token: string }
  assert.equal(late.refresh_token, second)

  // Another client gets nothing, and ends nothing.
  assert.equal((await refreshTokenSet(world, other, first)).status, 400)
  assert.equal((await listToolsWith(world, accessTokenOf(assistant))).status, 200)

  world.advance(11)
  const refused = await refreshTokenSet(world, assistant, first)
  assert.deepEqual(
    [refused.status, ((await refused.json()) as { error: string }).error],
    [400, 'invalid_grant'],
  )
  assert.equal((await listToolsWith(world, accessTokenOf(assistant))).status, 401, 'the whole grant is over')
  assert.equal((await refreshTokenSet(world, assistant, second)).status, 400)
  assert.equal((await listToolsWith(world, accessTokenOf(other))).status, 200)
  assert.ok(clientIdOf(other) !== clientIdOf(assistant))
})

test('C15: parameters and paths that make no sense are refused, and nothing is printed', async (t) => {
  await using started = await begun()
  const { world, owner, way } = started
  const printed: string[] = []
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    t.mock.method(console, method, (...said: unknown[]) => void printed.push(said.join(' ')))
  const { pathname, search } = authorizationUrl(world, way).url
  const more = (text: string): string => `${pathname}${search}&${text}`
  for (const path of [
    more('resource=https%3A%2F%2Fother.example%2Fmcp'),
    more(`resource=${encodeURIComponent(`${world.server.url}/mcp/readonly`)}`),
    more('resource=nonsense'),
    more('scope=a&scope=b'),
    more('client_id=x'),
    more('redirect_uri=https%3A%2F%2Fevil.example'),
    more('state=a&state=b'),
    more('request=x.y.z'),
    more('request_uri=https%3A%2F%2Fx.example'),
    more('response_mode=nonsense'),
    more('prompt=none'),
    more('scope[]=a&client_id[]=b&resource[x]=y&resource=z'),
    more('%00=%00&code_challenge=%00'),
    '/oauth2/authorize',
    '/oauth2/authorize?client_id[]=x',
    `/oauth2/authorize?${'a='.repeat(3)}&client_id=${'x'.repeat(3000)}`,
    '/oauth2/authorize/anything',
    '/oauth2/authorize/%00',
    '/oauth2/authorize/..%2f..',
    '/device/anything',
    '/device/%F0%9F%92%A5',
    '/device/a%2Fb',
    '/device?user_code=a&user_code=b',
    '/device?xsrf[]=1',
    '/consent/nothing/asked',
    '/.well-known/oauth-authorization-server/mcp/x',
  ]) {
    for (const browser of [owner, undefined]) {
      const answer = browser
        ? await browser.ask('GET', path)
        : await fetch(world.server.url + path, { redirect: 'manual' })
      const back = answer.headers.get('location') ?? ''
      const isError = answer.status >= 400 && answer.status < 500
      const fine =
        isError ||
        (answer.status === 303 && /[?&#]error=/.test(back)) ||
        (path.startsWith('/device?') && answer.status === 200)
      assert.ok(fine, `${path} ${answer.status} ${back} ${await answer.text()}`)
    }
  }
  const token = `${world.server.url}/oauth2/token`
  const form = 'application/x-www-form-urlencoded'
  for (const [type, body] of [
    [form, ''],
    [form, 'grant_type=refresh_token&grant_type=password'],
    [form, `grant_type=refresh_token&client_id=${way.clientId}&refresh_token=x&resource=a&resource=b`],
    [
      form,
      `grant_type=authorization_code&client_id=${way.clientId}&code=x&redirect_uri=y&resource=a&resource=b`,
    ],
    [form, 'client_id[]=x&code=%00'],
    [form, 'a=b&'.repeat(3000)],
    ['application/json', '{"grant_type":"refresh_token"}'],
    ['text/plain', 'x'],
    ['nonsense', 'x'],
  ] as const)
    for (const url of [
      token,
      `${world.server.url}/oauth2/revoke`,
      `${world.server.url}/oauth2/device_authorization`,
      `${world.server.url}/device`,
    ]) {
      const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
      assert.ok(
        answer.status >= 400 && answer.status < 500,
        `${url} ${type} ${body.slice(0, 80)}: ${answer.status}`,
      )
    }
  assert.equal(
    (await fetch(token, { method: 'POST', headers: { 'content-type': form }, body: 'x'.repeat(70_000) }))
      .status,
    413,
  )
  assert.deepEqual(printed, [])
})
