import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Fault } from '@letterlock/sandbox/sandbox.ts'
import { ada, ben, type SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import {
  authorize,
  connect,
  openCallback,
  openConnectPage,
  continueToProvider,
  reachConfirmationToken,
} from '@letterlock/testing/connect.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { requestsTo, errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const TOKEN_PATH = '/oauth2/token'

/** What a page tells the user: never empty, never more than a sentence and a next step. */
async function refusal(
  response: Response,
): Promise<{ status: number; code: string | undefined; text: string }> {
  const page = await response.text()
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/)
  assert.equal(response.headers.get('cache-control'), 'no-store')
  const code = /class="soft">(\w+) ·/.exec(page)?.[1]
  const text = /role="alert">([^<]+)</.exec(page)?.[1] ?? ''
  assert.match(text, /^[A-Z].*\.$/)
  return { status: response.status, code, text }
}

test('mailchimp 4: a code 29 seconds old works, one 31 seconds old gives the reconnect sentence', async () => {
  await using world = await startWorld()
  const young = await authorize(world)
  world.advance(29)
  const confirmationToken = (await openCallback(young)).searchParams.get('confirmationToken') ?? ''
  const connection = await world.client.connectSessions.confirm(young.session.id, {
    confirmationToken,
    endUserId: 'user-1',
  })
  assert.equal(connection.status, 'connected')
  const old = await authorize(world)
  world.advance(31)
  const late = (await openCallback(old)).searchParams.get('confirmationToken') ?? ''
  await assert.rejects(
    world.client.connectSessions.confirm(old.session.id, { confirmationToken: late, endUserId: 'user-1' }),
    {
      code: 'authorization_code_rejected',
      message: 'The authorization code has expired or was already used.',
      nextStep: 'Go back to the application and start again.',
    },
  )
  assert.equal((await world.client.connections.get(connection.id)).status, 'connected', 'nothing is lost')
})

test('state: unknown, tampered, missing, expired, used', async () => {
  await using world = await startWorld()
  const journey = await authorize(world)
  const open = async (change: (parameters: URLSearchParams) => void) => {
    const url = new URL(journey.callback)
    change(url.searchParams)
    return refusal(await journey.user.open(url.href))
  }
  assert.equal((await open((p) => p.set('state', 'x'.repeat(43)))).code, 'authorization_request_not_found')
  assert.equal(
    (await open((p) => p.set('state', `${p.get('state')}A`))).code,
    'authorization_request_not_found',
  )
  assert.equal((await open((p) => p.delete('state'))).code, 'invalid_authorization_response')
  assert.equal((await open((p) => p.append('state', 'second'))).code, 'invalid_authorization_response')
  assert.ok((await openCallback(journey)).searchParams.get('confirmationToken'), 'none of these used it up')
  assert.equal(
    (await refusal(await journey.user.open(journey.callback.href))).code,
    'authorization_request_used',
    'the back button, or a double click',
  )
  const slow = await authorize(world)
  world.advance(601)
  assert.equal(
    (await refusal(await slow.user.open(slow.callback.href))).code,
    'authorization_request_expired',
  )
  assert.equal(requestsTo(world, TOKEN_PATH), 0)
})

test('a callback that fails is told in the language of the connect session, in any browser', async () => {
  await using world = await startWorld()
  const italian = await openConnectPage(world, { locale: 'it' })
  const callback = await italian.user.authorize((await continueToProvider(world, italian)).href, 'allow')
  const german = { 'accept-language': 'de' }
  const tell = async (user: SandboxUser): Promise<string> =>
    (await user.open(callback.href, { headers: german })).text()
  assert.match(await tell(ben()), /<html lang="it">[^]*iniziata in un altro browser/)
  await openCallback({ user: italian.user, callback })
  assert.match(await tell(italian.user), /<html lang="it">[^]*è già stata completata/)
  // Without a wish of the application, the browser's.
  const journey = await authorize(world)
  const page = await ben().open(journey.callback.href, { headers: german })
  assert.match(await page.text(), /<html lang="de">[^]*in einem anderen Browser begonnen/)
})

test('two callbacks at the same moment: one confirmation token', async () => {
  await using world = await startWorld()
  const { callback, user } = await authorize(world)
  const answers = await Promise.all(Array.from({ length: 8 }, () => user.open(callback.href)))
  const confirmationTokens = answers.filter((answer) =>
    answer.headers.get('location')?.includes('confirmationToken='),
  )
  assert.equal(confirmationTokens.length, 1)
  for (const answer of answers.filter((answer) => !confirmationTokens.includes(answer)))
    assert.match((await refusal(answer)).code ?? '', /^authorization_request_used$/)
})

test('a callback in another browser is refused, and does not use the attempt up', async () => {
  await using world = await startWorld()
  const journey = await authorize(world)
  assert.equal((await refusal(await ben().open(journey.callback.href))).code, 'browser_mismatch')
  assert.ok((await openCallback(journey)).searchParams.get('confirmationToken'))
})

test('the user says no, at the provider or on our page', async () => {
  await using world = await startWorld()
  const opened = await openConnectPage(world)
  const url = await continueToProvider(world, opened)
  const callback = await opened.user.authorize(url.href, 'deny')
  const back = await openCallback({ user: opened.user, callback })
  assert.equal(back.searchParams.get('error'), 'access_denied')
  const page = await opened.user.open(`${world.server.url}/connect/${opened.session.id}`)
  assert.equal(page.status, 200, 'and may think again')
  const csrf = /name="csrf"\s+value="([^"]*)"/.exec(await page.text())?.[1] ?? ''
  const cancel = await opened.user.post(`${world.server.url}/connect/${opened.session.id}/cancel`, { csrf })
  assert.match(cancel.headers.get('location') ?? '', /error=access_denied/)
  assert.equal(requestsTo(world, TOKEN_PATH), 0)
})

test('neither code nor error, or an error that is markup', async () => {
  await using world = await startWorld()
  const without = await authorize(world)
  without.callback.searchParams.delete('code')
  assert.equal((await openCallback(without)).searchParams.get('error'), 'invalid_authorization_response')
  const nasty = await authorize(world)
  nasty.callback.searchParams.set('error', '<script>alert(1)</script>')
  nasty.callback.searchParams.set('error_description', `<img src=x>\r\nSet-Cookie: a=b${'x'.repeat(10_000)}`)
  assert.equal((await openCallback(nasty)).searchParams.get('error'), 'authorization_failed')
  assert.ok(!world.log.join('').includes('<script>') && !world.log.join('').includes('Set-Cookie: a=b'))
})

/** Brings a journey to its confirmation token, injects the fault, and confirms. */
async function confirmWith(world: TestWorld, fault: Omit<Fault, 'id'>): Promise<string> {
  const journey = await authorize(world)
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  world.sandbox.world.faults.add({ remaining: 1, host: 'login.mailchimp.com', ...fault })
  const code = await errorCodeOf(
    world.client.connectSessions.confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' }),
  )
  world.sandbox.world.faults.clear()
  return code
}

test('token endpoint: down, slow, HTML, a megabyte, broken, throttled, redirecting, lying', async () => {
  await using world = await startWorld({ LETTERLOCK_PROVIDER_TIMEOUT_SECONDS: '1' })
  const path = TOKEN_PATH
  const kept = await connect(world)
  assert.equal(await confirmWith(world, { path, kind: 'status', status: 503 }), 'provider_unavailable')
  assert.equal(await confirmWith(world, { path, kind: 'status', status: 429 }), 'provider_rate_limited')
  assert.equal(await confirmWith(world, { path, kind: 'connection_reset' }), 'provider_unavailable')
  assert.equal(await confirmWith(world, { path, kind: 'timeout' }), 'provider_timeout')
  assert.equal(await confirmWith(world, { path, kind: 'slow_body', delayMs: 3000 }), 'provider_timeout')
  assert.equal(await confirmWith(world, { path, kind: 'html_body' }), 'provider_response_invalid')
  assert.equal(await confirmWith(world, { path, kind: 'oversized_body' }), 'provider_response_invalid')
  assert.equal(await confirmWith(world, { path, kind: 'invalid_json' }), 'provider_response_invalid')
  assert.equal(await confirmWith(world, { path, kind: 'status', status: 302 }), 'provider_response_invalid')
  assert.equal(
    await confirmWith(world, { path, kind: 'replaced_body', body: '{}' }),
    'provider_response_invalid',
  )
  assert.equal(
    (await world.client.connections.get(kept.id)).status,
    'connected',
    'the old connection is untouched',
  )
  assert.equal((await world.client.connections.getAccessToken(kept.id)).credential, 'oauth')
})

test('mailchimp 2: metadata without a data center, with a hostile one, without an account, refusing, down', async () => {
  await using world = await startWorld()
  const path = '/oauth2/metadata'
  const answering = (body: object): Omit<Fault, 'id'> => ({
    path,
    kind: 'replaced_body',
    body: JSON.stringify(body),
  })
  const lookup = 'account_lookup_failed'
  assert.equal(await confirmWith(world, answering({ user_id: 1 })), lookup)
  for (const dc of ['evil.com/#', 'us1.evil.com', 'us1/..', '', 'US1', 'us1\n', 5, null])
    assert.equal(await confirmWith(world, answering({ dc, user_id: 1 })), lookup, String(dc))
  assert.equal(await confirmWith(world, answering({ error: 'invalid_token' })), lookup)
  assert.equal(await confirmWith(world, { path, kind: 'html_body' }), lookup)
  assert.equal(await confirmWith(world, { path, kind: 'status', status: 500 }), 'account_lookup_delayed')
  assert.deepEqual((await world.client.connections.list()).items, [])
  const hosts = new Set(world.sandbox.world.requests.list().map(({ host }) => host))
  assert.deepEqual([...hosts], ['login.mailchimp.com'], 'no other host was ever called')
  const root = { ...answering({ account_name: 'No id' }), path: '/3.0/', host: 'us21.api.mailchimp.com' }
  assert.equal(await confirmWith(world, root), lookup)
  const lying = { dc: 'us21', user_id: 7, api_endpoint: 'https://evil.com' }
  assert.equal(await confirmWith(world, answering(lying)), 'no error')
  const [connection] = (await world.client.connections.list()).items
  assert.equal(
    connection?.account.apiBaseUrl,
    'https://us21.api.mailchimp.com',
    'api_endpoint is not believed',
  )
})

test('a wrong client secret, and the way out', async () => {
  await using world = await startWorld()
  const app = world.sandbox.world.mailchimp.apps[world.app.clientId] ?? assert.fail()
  app.clientSecret = 'f'.repeat(32)
  const code = await errorCodeOf(connect(world))
  assert.equal(code, 'oauth_app_rejected')
  const changed = await world.client.oauthApps.addClientSecret(world.app.id, {
    clientSecret: app.clientSecret,
  })
  assert.equal(changed.clientSecrets.length, 2)
  assert.equal((await connect(world)).status, 'connected', 'the newest secret is used')
  assert.equal(
    (await world.client.oauthApps.removeClientSecret(world.app.id, changed.clientSecrets[1]?.id ?? ''))
      .clientSecrets.length,
    1,
  )
  assert.equal(
    await errorCodeOf(
      world.client.oauthApps.removeClientSecret(world.app.id, changed.clientSecrets[0]?.id ?? ''),
    ),
    'client_secret_required',
  )
})

test('confirmation tokens: unknown, foreign, used, expired; sessions of others', async () => {
  await using world = await startWorld()
  const first = await authorize(world)
  const confirmationToken = (await openCallback(first)).searchParams.get('confirmationToken') ?? ''
  const second = await authorize(world, { user: ben() })
  const confirm = (session: string, given: string) =>
    errorCodeOf(
      world.client.connectSessions.confirm(session, { confirmationToken: given, endUserId: 'user-1' }),
    )
  assert.equal(await confirm(first.session.id, 'llt_nonsense'), 'confirmation_token_invalid')
  assert.equal(await confirm(first.session.id, `${confirmationToken}A`), 'confirmation_token_invalid')
  assert.equal(
    await confirm(second.session.id, confirmationToken),
    'confirmation_token_invalid',
    'a confirmation token opens for its own session only',
  )
  assert.equal(await confirm('cs_none', confirmationToken), 'connect_session_not_found')
  assert.equal(await confirm(first.session.id, confirmationToken), 'no error')
  assert.equal(await confirm(first.session.id, confirmationToken), 'confirmation_token_used')
  const late = (await openCallback(second)).searchParams.get('confirmationToken') ?? ''
  world.advance(61)
  assert.equal(await confirm(second.session.id, late), 'confirmation_token_expired')
})

test('links: unknown, expired, opened again here, opened elsewhere, only looked at', async () => {
  await using world = await startWorld()
  const newLink = async () =>
    (
      await world.client.connectSessions.create({
        endUserId: 'u',
        returnUrl: 'http://127.0.0.1:9/',
        expiresInSeconds: 60,
      })
    ).url ?? ''
  const link = await newLink()
  const head = await fetch(link, { method: 'HEAD', redirect: 'manual' })
  assert.ok([404, 405].includes(head.status), `a look does not open it: ${head.status}`)
  const user = ada()
  assert.equal((await user.open(link)).status, 303)
  assert.equal((await user.open(link)).status, 303, 'the same browser may go back')
  assert.equal((await refusal(await ben().open(link))).code, 'connect_link_used')
  const raced = await newLink()
  const both = await Promise.all([ada().open(raced), ben().open(raced)])
  const loser = both.find(({ status }) => status !== 303) ?? assert.fail('both have opened it')
  assert.equal((await refusal(loser)).code, 'connect_link_used', 'of two at once')
  const stale = await newLink()
  world.advance(61)
  assert.equal((await refusal(await ada().open(stale))).code, 'connect_link_expired')
  assert.equal(
    (await refusal(await user.open(`${world.server.url}/connect/link/llc_x`))).code,
    'connect_link_not_found',
  )
  assert.equal(
    (await refusal(await user.open(link.replace(/link.*/, 'cs_unknown')))).code,
    'connect_session_expired',
  )
})

test('our page says who asks, for which provider', async () => {
  await using world = await startWorld()
  const { page } = await openConnectPage(world)
  assert.match(page, /Letters Inc wants to connect to your Mailchimp account/)
})

test('our page offers nothing beyond the session, and takes no more from the form', async () => {
  await using world = await startWorld()
  const permissions = { audiences: 'read', campaigns: 'none', reports: 'read', send: false } as const
  const connection = await connect(world, {
    permissions,
    choices: { audiences: 'write', campaigns: 'write', reports: 'write', send: 'yes' },
  })
  assert.deepEqual(connection.permissions, permissions)
})

test('a refresh with another account asks first; the old tokens stay until the answer', async () => {
  await using world = await startWorld()
  const before = await connect(world)
  const token = await world.client.connections.getAccessToken(before.id)
  const journey = await authorize(world, { user: ben(), connectionId: before.id })
  const confirmationToken = (await openCallback(journey)).searchParams.get('confirmationToken') ?? ''
  const asked = await world.client.connectSessions
    .confirm(journey.session.id, { confirmationToken, endUserId: 'user-1' })
    .then(
      () => assert.fail('it should have asked'),
      (error: { code: string; message: string; problem: { confirmationToken: string; accountId: string } }) =>
        error,
    )
  assert.equal(asked.code, 'account_mismatch')
  assert.match(asked.message, /Ben’s Bicycles.*Ada’s Bakery/)
  assert.equal((await world.client.connections.getAccessToken(before.id)).accessToken, token.accessToken)
  const answer = { confirmationToken: asked.problem.confirmationToken, endUserId: 'user-1' }
  const wrong = { ...answer, acceptAccountId: 'another' }
  const again = await world.client.connectSessions
    .confirm(journey.session.id, wrong)
    .catch((error: typeof asked) => error)
  assert.equal('code' in again && again.code, 'account_mismatch')
  const next = (again as typeof asked).problem
  const accepted = await world.client.connectSessions.confirm(journey.session.id, {
    confirmationToken: next.confirmationToken,
    endUserId: 'user-1',
    acceptAccountId: next.accountId,
  })
  assert.deepEqual([accepted.id, accepted.account.name], [before.id, 'Ben’s Bicycles'])
})

test('account lookup: a retry that waits after a 429 holds no slot', async () => {
  await using world = await startWorld()
  const provider = 'constant-contact'
  const { id } = await connect(world, { provider, endUserId: 'first' })
  const { faults, requests } = world.sandbox.world
  // As many calls as an OAuth app may have at once.
  const journeys = await Promise.all(
    ['a', 'b', 'c', 'd'].map((endUserId) => reachConfirmationToken(world, { provider, endUserId })),
  )
  const path = '/v3/account/summary'
  faults.add({ kind: 'status', status: 429, retryAfter: '3', path, remaining: journeys.length })
  requests.clear()
  const confirmed = journeys.map(({ session, confirmationToken, endUserId }) =>
    world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId }),
  )
  const looked = (): number => requests.list({ path }).length
  await waitFor(looked, (count) => count === journeys.length)
  assert.equal((await callProxy(world.client, id, 'GET', '/v3/contact_lists')).status, 200)
  assert.equal(looked(), journeys.length, 'the lookups wait still')
  for (const { status } of await Promise.all(confirmed)) assert.equal(status, 'connected')
})
