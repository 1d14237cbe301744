import assert from 'node:assert/strict'
import { test } from 'node:test'
import { consent } from '@letterlock/testing/assistant.ts'
import {
  authorizationUrl,
  redeemCode,
  registerClient,
  type ClientRequest,
} from '@letterlock/testing/authorization-code.ts'
import { setupOwner, signIn, type DashboardSession } from '@letterlock/testing/dashboard-session.ts'
import { listToolsWith } from '@letterlock/testing/authorize-assistant.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

const REDIRECT = 'https://assistant.example/callback'

async function begun(): Promise<{ world: TestWorld; owner: DashboardSession; way: ClientRequest }> {
  const world = await startWorld()
  await setupOwner(world)
  const registered = await registerClient(world, { redirect_uris: [REDIRECT] })
  const { client_id: clientId, client_secret: clientSecret } = (await registered.json()) as {
    client_id: string
    client_secret?: string
  }
  return { world, owner: await signIn(world), way: { clientId, clientSecret, redirectUri: REDIRECT } }
}

const codeIn = (callback: URL): string => callback.searchParams.get('code') ?? assert.fail(callback.href)

async function assertRefused(response: Response, error: string): Promise<void> {
  const body = (await response.json()) as { error: string }
  assert.deepEqual([response.status, body.error], [400, error])
}

test('AS-02: a code works once, and using it again ends what it gave', async () => {
  const { world, owner, way } = await begun()
  await using _ = world
  const { url, verifier } = authorizationUrl(world, way)
  const code = codeIn((await consent(world, owner, url)).callback)
  const tokens = (await (await redeemCode(world, way, { code, verifier })).json()) as { access_token: string }
  assert.equal((await listToolsWith(world, tokens.access_token)).status, 200)
  await assertRefused(await redeemCode(world, way, { code, verifier }), 'invalid_grant')
  assert.equal((await listToolsWith(world, tokens.access_token)).status, 401)
  const { items } = await owner.json<{ items: unknown[] }>('/v1/assistants')
  assert.equal(items.length, 0)
})

test('AS-02: a code redeemed twenty times at once gives tokens to one at most', async () => {
  const { world, owner, way } = await begun()
  await using _ = world
  const { url, verifier } = authorizationUrl(world, way)
  const code = codeIn((await consent(world, owner, url)).callback)
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => redeemCode(world, way, { code, verifier })),
  )
  assert.ok(answers.filter(({ status }) => status === 200).length <= 1)
  for (const answer of answers) assert.ok([200, 400].includes(answer.status), await answer.text())
})

test('AS-03: a code without its verifier, or with another one, is worth nothing', async () => {
  const { world, owner, way } = await begun()
  await using _ = world
  for (const verifier of ['', 'another-verifier-that-is-as-long-as-one-must-be'] as const) {
    const code = codeIn((await consent(world, owner, authorizationUrl(world, way).url)).callback)
    const refused = await redeemCode(world, way, { code, verifier })
    assert.equal(refused.status, 400, await refused.text())
  }
})

test('AS-01, AS-03, AS-04: what is asked wrongly goes back as an error, or nowhere when the address is not the client’s', async () => {
  const { world, owner, way } = await begun()
  await using _ = world
  const wrongly: readonly [Record<string, string>, string][] = [
    [{ code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ code_challenge_method: '' }, 'invalid_request'],
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ resource: 'https://elsewhere.example/mcp' }, 'invalid_target'],
  ]
  for (const [different, error] of wrongly) {
    const { pathname, search } = authorizationUrl(world, way, different).url
    const answer = await owner.ask('GET', pathname + search)
    const where = new URL(answer.headers.get('location') ?? assert.fail(await answer.text()))
    const said = new URLSearchParams(where.search || where.hash.slice(1))
    assert.deepEqual(
      [where.origin + where.pathname, said.get('error'), said.get('state'), said.get('iss')],
      [REDIRECT, error, 'x', world.server.url],
      JSON.stringify(different),
    )
    assert.equal(said.get('code'), null)
  }
  for (const redirect of [
    `${REDIRECT}/`,
    `${REDIRECT}?x=1`,
    'https://evil.example/callback',
    'http://assistant.example/callback',
  ]) {
    const { pathname, search } = authorizationUrl(world, { ...way, redirectUri: redirect }).url
    const answer = await owner.ask('GET', pathname + search)
    assert.deepEqual([answer.status, answer.headers.get('location')], [400, null], redirect)
  }
  for (const grant_type of ['password', 'implicit', 'client_credentials']) {
    const body = new URLSearchParams({ grant_type, client_id: way.clientId, username: 'x', password: 'x' })
    if (way.clientSecret) body.set('client_secret', way.clientSecret)
    const answer = await fetch(`${world.server.url}/oauth2/token`, { method: 'POST', body })
    assert.equal(answer.status, 400)
    assert.match(((await answer.json()) as { error: string }).error, /^un(supported|authorized)_/)
  }
})
