/**
 * Attacks on the connect flow, by the numbers of docs/security.md: OA-01 to OA-16, with the cross-app (COAT, CORF),
 * cross-user (COSF) and cross-workspace attacks on connectors. Each also says how many calls the provider saw.
 */
import { anotherWorkspace } from '@letterlock/testing/another-workspace.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { ada, ben, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { hash, randomBytes } from 'node:crypto'
import { suite, test } from 'node:test'
import {
  authorize,
  connect,
  openCallback,
  openConnectPage,
  continueToProvider,
} from '@letterlock/testing/connect.ts'
import { requestsTo, errorCodeOf, registerAtSandbox, startWorld } from '@letterlock/testing/world.ts'

const TOKEN_PATH = '/oauth2/token'

async function confirmationTokenOf(journey: { user: SandboxUser; callback: URL }): Promise<string> {
  return (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
}

void suite('attacks on the connect flow', () => {
  test('OA-01: state is 256 random bits, kept only as a hash, good for one use', async () => {
    await using world = await startWorld()
    const states = new Set<string>()
    for (let round = 0; round < 3; round++) {
      const { callback } = await authorize(world, { user: ada() })
      const state = callback.searchParams.get('state') ?? ''
      assert.equal(Buffer.from(state, 'base64url').length, 32)
      states.add(state)
    }
    assert.equal(states.size, 3)
    const journey = await authorize(world)
    await openCallback(journey)
    assert.equal((await journey.user.open(journey.callback.href)).status, 409, 'replayed')
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })

  test('OA-02: the callback belongs to the browser that began', async () => {
    await using world = await startWorld()
    const opened = await openConnectPage(world)
    const start = await opened.user.post(`${world.server.url}/connect/${opened.session.id}/authorize`, {
      csrf: /name="csrf"\s+value="([^"]*)"/.exec(opened.page)?.[1] ?? '',
      provider: 'mailchimp',
    })
    const cookie =
      start.headers.getSetCookie().find((line) => line.includes('letterlock_authorization_')) ?? ''
    assert.match(cookie, /HttpOnly/)
    assert.match(cookie, /SameSite=Lax/)
    const callback = await opened.user.authorize(start.headers.get('location') ?? '')
    const elsewhere = await fetch(callback, { redirect: 'manual' })
    assert.equal(elsewhere.status, 403)
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })

  test('OA-02: over https the cookies are Secure and carry the __Host- prefix', async () => {
    await using world = await startWorld({
      LETTERLOCK_PUBLIC_URL: 'https://connect.example.com',
      LETTERLOCK_ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    })
    const { url = '' } = await world.client.connectSessions.create({
      endUserId: 'u',
      returnUrl: 'http://127.0.0.1:9/',
    })
    assert.equal(new URL(url).origin, 'https://connect.example.com')
    const opened = await fetch(world.server.localUrl + new URL(url).pathname, { redirect: 'manual' })
    assert.match(
      opened.headers.getSetCookie().join(),
      /^__Host-letterlock_connect_session_.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    )
    assert.match(opened.headers.get('strict-transport-security') ?? '', /max-age/)
  })

  test('OA-03, mix-up and COAT: another provider’s address is refused, and the attempt is not used up', async () => {
    await using world = await startWorld()
    const journey = await authorize(world)
    const mixed = new URL(journey.callback)
    mixed.pathname = '/oauth/other-provider/callback'
    const refused = await journey.user.open(mixed.href)
    assert.equal(refused.status, 400)
    assert.match(await refused.text(), /issuer_mismatch/)
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
    assert.ok(await confirmationTokenOf(journey))
  })

  test('OA-03, COAT: client and token endpoint come from the attempt, never from the request', async () => {
    await using world = await startWorld()
    const journey = await authorize(world)
    journey.callback.searchParams.set('client_id', 'evil')
    journey.callback.searchParams.set('token_endpoint', 'https://evil.example/token')
    journey.callback.searchParams.set('redirect_uri', 'https://evil.example/')
    const back = await openCallback(journey)
    assert.equal(back.origin, 'http://127.0.0.1:9')
    const confirmationToken = back.searchParams.get('confirmationToken') ?? ''
    await world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
    assert.equal(requestsTo(world, TOKEN_PATH), 1)
    const hosts = new Set(world.sandbox.world.requests.list().map(({ host }) => host))
    assert.deepEqual([...hosts], ['login.mailchimp.com', 'us21.api.mailchimp.com'])
  })

  test('OA-04: an issuer that the provider never announced is refused', async () => {
    await using world = await startWorld()
    const journey = await authorize(world)
    journey.callback.searchParams.set('iss', 'https://evil.example')
    assert.equal((await openCallback(journey)).searchParams.get('error'), 'issuer_mismatch')
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })

  test('OA-05: a code injected from another transaction is refused by the provider; the connection stays', async () => {
    await using world = await startWorld()
    const before = await connect(world)
    const used = await authorize(world)
    const code = used.callback.searchParams.get('code') ?? ''
    await world.client.connectSessions.confirm(used.session.id, {
      confirmationToken: await confirmationTokenOf(used),
      endUserId: 'user-1',
    })
    const victim = await authorize(world)
    victim.callback.searchParams.set('code', code)
    const confirmationToken = await confirmationTokenOf(victim)
    assert.equal(
      await errorCodeOf(
        world.client.connectSessions.confirm(victim.session.id, { confirmationToken, endUserId: 'user-1' }),
      ),
      'authorization_code_rejected',
    )
    assert.equal((await world.client.connections.check(before.id)).status, 'connected')
    assert.equal(requestsTo(world, TOKEN_PATH), 3)
  })

  test('OA-06: what the provider says is never repeated as markup, nor on the return URL', async () => {
    await using world = await startWorld()
    const journey = await authorize(world)
    journey.callback.searchParams.set('error', 'access_denied')
    journey.callback.searchParams.set('error_description', `<script>${'x'.repeat(5_000)}</script>`)
    const back = await openCallback(journey)
    assert.deepEqual([...back.searchParams.keys()].toSorted(), ['connectSessionId', 'error'])
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })

  test('OA-07: a return URL must be on the list (the corpus stands in return-url.test.ts)', async () => {
    await using world = await startWorld()
    const ask = (returnUrl: string) =>
      errorCodeOf(world.client.connectSessions.create({ endUserId: 'u', returnUrl }))
    assert.equal(await ask('https://evil.example/'), 'return_url_not_allowed')
    await world.client.workspace.update({ allowedReturnUrls: ['https://app.example/back'] })
    assert.equal(await ask('https://app.example/back?keep=this'), 'no error')
    assert.equal(await ask('https://app.example/other'), 'return_url_not_allowed')
    assert.equal(
      await errorCodeOf(world.client.workspace.update({ allowedReturnUrls: ['javascript:alert(1)'] })),
      'invalid_request',
    )
  })

  test('OA-08, COSF: a link made for the attacker and finished by the victim gives the attacker nothing', async () => {
    await using world = await startWorld()
    const journey = await authorize(world, { endUserId: 'attacker', user: ben() })
    const confirmationToken = await confirmationTokenOf(journey)
    const confirm = (endUserId: string) =>
      errorCodeOf(world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId }))
    assert.equal(await confirm('victim'), 'end_user_mismatch')
    assert.equal(await confirm('attacker'), 'confirmation_token_used', 'and there is no second try')
    assert.equal(requestsTo(world, TOKEN_PATH), 0, 'the code was never redeemed')
    assert.deepEqual((await world.client.connections.list()).items, [])
  })

  test('OA-08: nothing is stored when the application never confirms', async () => {
    await using world = await startWorld()
    await confirmationTokenOf(await authorize(world))
    world.advance(3600)
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
    assert.deepEqual((await world.client.connections.list()).items, [])
  })

  test('OA-09: a link opens once, leaves the address bar, and gives a fresh cookie', async () => {
    await using world = await startWorld()
    const { url = '', id } = await world.client.connectSessions.create({
      endUserId: 'u',
      returnUrl: 'http://127.0.0.1:9/',
    })
    const planted = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: 'letterlock_connect_session_x=planted' },
    })
    assert.equal(planted.headers.get('location'), `/connect/${id}`)
    assert.match(planted.headers.getSetCookie().join(), /letterlock_connect_session_[\w-]+=[\w-]{43};/)
    assert.equal((await fetch(url, { redirect: 'manual' })).status, 410)
    assert.equal(
      (await fetch(`${world.server.url}/connect/${id}`)).status,
      410,
      'the page alone, without the cookie',
    )
    assert.equal(
      await errorCodeOf(
        world.client.connectSessions.create({
          endUserId: 'u',
          returnUrl: 'http://127.0.0.1:9/',
          expiresInSeconds: 1801,
        }),
      ),
      'invalid_request',
    )
  })

  test('OA-09: a form from elsewhere does not start anything', async () => {
    await using world = await startWorld()
    const { user, session, page } = await openConnectPage(world)
    const post = (csrf: string, headers: Record<string, string> = {}) =>
      user.open(`${world.server.url}/connect/${session.id}/authorize`, {
        method: 'POST',
        headers,
        body: new URLSearchParams({ csrf, provider: 'mailchimp' }),
      })
    const csrf = /name="csrf"\s+value="([^"]*)"/.exec(page)?.[1] ?? ''
    assert.equal((await post('')).status, 403)
    assert.equal((await post('x'.repeat(43))).status, 403)
    assert.equal((await post(csrf, { 'sec-fetch-site': 'cross-site' })).status, 403)
    assert.equal((await post(csrf, { 'sec-fetch-site': 'same-origin' })).status, 303)
    assert.deepEqual(world.sandbox.world.requests.list(), [], 'the provider saw nothing of it')
  })

  test('OA-10, CORF: another account is asked about; a failed refresh leaves the old tokens', async () => {
    await using world = await startWorld()
    const before = await connect(world)
    const { accessToken } = await world.client.connections.getAccessToken(before.id)
    const forged = await authorize(world, { connectionId: before.id, user: ben() })
    const confirmationToken = await confirmationTokenOf(forged)
    assert.equal(
      await errorCodeOf(
        world.client.connectSessions.confirm(forged.session.id, { confirmationToken, endUserId: 'user-1' }),
      ),
      'account_mismatch',
    )
    const failing = await authorize(world, { connectionId: before.id })
    const second = await confirmationTokenOf(failing)
    world.sandbox.world.faults.add({ kind: 'status', path: TOKEN_PATH, remaining: 1 })
    assert.equal(
      await errorCodeOf(
        world.client.connectSessions.confirm(failing.session.id, {
          confirmationToken: second,
          endUserId: 'user-1',
        }),
      ),
      'provider_unavailable',
    )
    assert.equal((await world.client.connections.getAccessToken(before.id)).accessToken, accessToken)
  })

  test('OA-11, cross-workspace: what belongs to another workspace does not exist', async () => {
    await using world = await startWorld()
    const mine = await connect(world)
    const other = await anotherWorkspace(world)
    const absent = 'conn_00000000000000000000000000'
    const same = async (call: (id: string) => Promise<unknown>): Promise<void> => {
      const problems = await Promise.all(
        [mine.id, absent].map(async (id) => {
          const error = await call(id).then(
            () => assert.fail(`${id} was found`),
            (thrown: { problem: Record<string, unknown> }) => thrown,
          )
          return { ...error.problem, instance: '', requestId: '' }
        }),
      )
      assert.deepEqual(problems[0], problems[1])
    }
    await same((id) => other.connections.get(id))
    await same((id) => other.connections.getAccessToken(id))
    await same((id) => other.connections.check(id))
    await same((id) => other.connections.disconnect(id))
    await same((id) =>
      other.connectSessions.create({
        endUserId: 'user-1',
        returnUrl: 'http://127.0.0.1:9/',
        connectionId: id,
      }),
    )
    assert.equal((await callProxy(other, mine.id, 'GET', '/3.0/ping')).status, 404)
    await world.client.connections.getAccessToken(mine.id)
    assert.equal(
      await errorCodeOf(other.connections.getAccessToken(mine.id)),
      'connection_not_found',
      'not even when it is remembered',
    )
    assert.equal(
      await errorCodeOf(other.oauthApps.addClientSecret(world.app.id, { clientSecret: 'x' })),
      'oauth_app_not_found',
    )
    assert.equal(
      await errorCodeOf(other.connectSessions.create({ endUserId: 'u', returnUrl: 'http://127.0.0.1:9/' })),
      'oauth_app_not_found',
    )
    const journey = await authorize(world)
    const confirmationToken = await confirmationTokenOf(journey)
    assert.equal(
      await errorCodeOf(
        other.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' }),
      ),
      'connect_session_not_found',
    )
    assert.equal(
      await errorCodeOf(other.connectSessions.get(journey.session.id)),
      'connect_session_not_found',
    )
    assert.deepEqual((await other.connections.list()).items, [])
    assert.deepEqual((await other.oauthApps.list()).items, [])
    assert.ok((await other.events.list()).items.every(({ actor }) => actor.type === 'system'))
    assert.equal((await world.client.connections.check(mine.id)).status, 'connected')
  })

  test('COAT: two workspaces with apps at the same provider never share an attempt or an account', async () => {
    await using world = await startWorld()
    const other = await anotherWorkspace(world)
    const registered = await registerAtSandbox(world.sandbox, `${world.server.url}/oauth/mailchimp/callback`)
    await other.oauthApps.create({ provider: 'mailchimp', name: 'Evil Inc', ...registered })
    const theirs = await authorize({ ...world, client: other }, { user: ben() })
    const ours = await authorize(world, { user: ada() })
    const swapped = new URL(theirs.callback)
    swapped.searchParams.set('code', ours.callback.searchParams.get('code') ?? '')
    const confirmationToken = await confirmationTokenOf({ user: theirs.user, callback: swapped })
    assert.equal(
      await errorCodeOf(
        other.connectSessions.confirm(theirs.session.id, { confirmationToken, endUserId: 'user-1' }),
      ),
      'authorization_code_rejected',
    )
    assert.deepEqual((await other.connections.list()).items, [])
    assert.equal(requestsTo(world, TOKEN_PATH), 1)
  })

  test('OA-15: pages are not kept, not framed, send no referrer, load nothing from elsewhere', async () => {
    await using world = await startWorld()
    const { user, session, page } = await openConnectPage(world)
    const response = await user.open(`${world.server.url}/connect/${session.id}`)
    const policy = response.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'/)
    assert.match(policy, /frame-ancestors 'none'/)
    assert.equal(response.headers.get('cache-control'), 'no-store')
    assert.equal(response.headers.get('referrer-policy'), 'no-referrer')
    assert.ok(!/<script|src=|<link/.test(page))
    const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? []
    assert.ok(
      policy.includes(`'sha256-${hash('sha256', style, 'base64')}'`),
      'the style is the one that the policy allows',
    )
    const callback = await authorize(world)
    const redirect = await callback.user.open(callback.callback.href)
    assert.equal(redirect.status, 303)
    assert.equal(redirect.headers.get('cache-control'), 'no-store')
    assert.equal(redirect.headers.get('referrer-policy'), 'no-referrer')
    const code = callback.callback.searchParams.get('code') ?? ''
    assert.ok(code && !redirect.headers.get('location')?.includes(code), 'the code travels encrypted')
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })

  test('OA-16: what is asked of the provider is what its file says, and nothing of ours', async () => {
    await using world = await startWorld()
    const url = await continueToProvider(world, await openConnectPage(world))
    assert.deepEqual([...url.searchParams.keys()].toSorted(), [
      'client_id',
      'redirect_uri',
      'response_type',
      'state',
    ])
    assert.ok(!url.href.includes(world.app.clientSecret))
    assert.equal(requestsTo(world, TOKEN_PATH), 0)
  })
})
