import { Letterlock, type Connection } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { hiddenField, SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { freePort } from '@letterlock/testing/free-port.ts'
import { startServer } from '../../src/start-server.ts'
import { readConfig } from '../../src/config/config.ts'
import { readProviderDefinition } from '../../src/providers/read-provider-definition.ts'
import { RETURN_URL } from '@letterlock/testing/connect.ts'
import {
  CLIENT,
  startMockServer,
  startNodeOauth,
  startOidcProvider,
  startRouter,
  type StartedServer,
} from '@letterlock/testing/authorization-servers.ts'
import { errorCodeOf } from '@letterlock/testing/world.ts'

const EXAMPLE = join(import.meta.dirname, '../../../docs/examples/acme-letters.json')
const example = (): Record<string, unknown> =>
  JSON.parse(readFileSync(EXAMPLE, 'utf8')) as Record<string, unknown>

/** A browser without a user: goes where it is sent and presses the one button of each page, until it is back. */
async function goThrough(user: SandboxUser, start: string, callback: string): Promise<URL> {
  let at = start
  let answer = await user.open(at)
  for (let steps = 0; steps < 12; steps++) {
    const location = answer.headers.get('location')
    if (location !== null) {
      const next = new URL(location, at)
      if (next.href.startsWith(callback)) return next
      at = next.href
      answer = await user.open(at)
      continue
    }
    const page = await answer.text()
    const [, action = ''] = /<form[^>]*action="([^"]+)"/.exec(page) ?? []
    assert.ok(action, `neither a redirect nor a form: ${answer.status} ${page.slice(0, 300)}`)
    at = new URL(action, at).href
    answer = await user.post(at, { prompt: hiddenField(page, 'prompt'), login: 'ada', password: 'any' })
  }
  return assert.fail('too many steps')
}

interface Trial {
  readonly definition: Record<string, unknown>
  readonly server: (redirectUri: string) => Promise<StartedServer>
  readonly accountId: string | RegExp
  readonly refusesRevocation?: boolean
}

async function tryProvider({
  definition,
  server,
  accountId,
  refusesRevocation = false,
}: Trial): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-definition-'))
  mkdirSync(join(folder, 'providers'))
  const id = String(definition['id'])
  writeFileSync(join(folder, 'providers', `${id}.json`), JSON.stringify(definition))
  const port = await freePort()
  const callback = `http://127.0.0.1:${port}/oauth/${id}/callback`
  await using other = await server(callback)
  const hosts = Object.fromEntries((definition['hosts'] as string[]).map((host) => [host, other.url]))
  await using router = await startRouter(hosts)
  const config = readConfig({
    LETTERLOCK_PORT: String(port),
    LETTERLOCK_DATA_DIR: join(folder, 'data'),
    LETTERLOCK_SANDBOX_URL: router.url,
    LETTERLOCK_PROVIDERS_DIR: join(folder, 'providers'),
    LETTERLOCK_LOG_LEVEL: 'silent',
  })
  await using letterlock = await startServer(config)
  const client = new Letterlock({
    url: letterlock.localUrl,
    secretKey: readFileSync(config.secretKeyFile, 'utf8').trim(),
    maxRetries: 0,
  })
  await client.oauthApps.create({ provider: id, clientId: CLIENT.id, clientSecret: CLIENT.secret })

  const open = async (): Promise<Connection> => {
    const user = new SandboxUser('ada', 'any')
    const session = await client.connectSessions.create({
      endUserId: 'user-1',
      returnUrl: RETURN_URL,
      providers: [id],
    })
    const opened = await user.open(session.url ?? '')
    const pageUrl = new URL(opened.headers.get('location') ?? '', letterlock.url).href
    const page = await (await user.open(pageUrl)).text()
    const form = { csrf: hiddenField(page, 'csrf'), provider: id, audiences: 'read' }
    const begun = await user.post(`${pageUrl}/authorize`, form)
    const back = await goThrough(user, begun.headers.get('location') ?? '', callback)
    const returned = await user.open(back.href)
    const confirmationToken =
      new URL(returned.headers.get('location') ?? '').searchParams.get('confirmationToken') ?? ''
    return client.connectSessions.confirm(session.id, { confirmationToken, endUserId: 'user-1' })
  }
  const connection = await open()
  assert.equal(connection.status, 'connected')
  assert.match(
    connection.account.id,
    typeof accountId === 'string' ? new RegExp(`^${accountId}$`) : accountId,
  )
  assert.ok((await client.connections.getAccessToken(connection.id)).accessToken)
  for (let round = 0; round < 3; round++) {
    const refreshed = await client.connections.refresh(connection.id)
    assert.deepEqual([refreshed.status, refreshed.health.status], ['connected', 'ok'])
    assert.ok(refreshed.lastRefreshedAt)
  }
  const checkPath = (definition['api'] as { checkPath: string }).checkPath
  assert.equal((await callProxy(client, connection.id, 'GET', checkPath)).status, 200)
  assert.equal((await client.connections.check(connection.id)).status, 'connected')
  assert.equal((await callProxy(client, connection.id, 'GET', '/what/no/rule/names')).status, 403)
  assert.equal((await open()).id, connection.id, 'the same account is the same connection')
  const last = await client.connections.getAccessToken(connection.id)
  const report = await client.connections.disconnect(connection.id)
  assert.deepEqual(report.deletedCredentials, ['oauth'])
  const revocable = (definition['revocation'] as { type: string }).type === 'rfc7009' && !refusesRevocation
  const revocation = revocable ? 'revoked' : refusesRevocation ? 'failed' : 'unsupported'
  if (refusesRevocation) assert.match(report.detail, /did not accept the revocation/)
  assert.deepEqual([report.providerRevocation, report.authorizedAppsUrl === null], [revocation, revocable])
  if (revocable) {
    assert.match(report.detail, /revoked at/)
    const dead = await fetch(other.url + checkPath, {
      headers: { authorization: `Bearer ${last.accessToken}` },
    })
    assert.equal(dead.status, 401, 'the provider takes it no more')
  }
  assert.equal(await errorCodeOf(client.connections.getAccessToken(connection.id)), 'connection_disconnected')
  rmSync(folder, { recursive: true })
}

test('a definition file alone: the documented example, on oauth2-mock-server', async () => {
  await tryProvider({ definition: example(), server: () => startMockServer(), accountId: 'account-7' })
})

test('a definition file alone: oidc-provider, strict, rotating, with pages of its own', async () => {
  const { account, ...rest } = example()
  await tryProvider({
    definition: {
      ...rest,
      id: 'oidc',
      authorization: {
        url: 'https://login.acme.example/auth',
        scopes: ['openid', 'offline_access'],
        issuer: 'https://login.acme.example',
      },
      token: { url: 'https://login.acme.example/token', refresh: 'rotating' },
      account: { ...(account as object), path: '/me' },
      api: { examplePath: '/me', checkPath: '/me', permissionRules: [['GET', '/me', 'none']] },
      revocation: {
        type: 'rfc7009',
        url: 'https://login.acme.example/token/revocation',
        authorizedAppsUrl: 'https://login.acme.example/apps',
      },
    },
    server: startOidcProvider,
    accountId: 'ada',
  })
})

test('a definition file alone: @node-oauth/oauth2-server, with the secret in the body', async () => {
  const { account, ...rest } = example()
  await tryProvider({
    definition: {
      ...rest,
      id: 'node-oauth',
      token: {
        url: 'https://login.acme.example/token',
        refresh: 'rotating',
        clientAuthentication: 'client_secret_post',
      },
      account: { ...(account as object), path: '/me', id: 'account.id' },
      api: { examplePath: '/me', checkPath: '/me', permissionRules: [['GET', '/me', 'none']] },
    },
    server: startNodeOauth,
    accountId: 'account-9',
  })
})

test('a provider that does not take the revocation: erased here all the same, and the report says so', async () => {
  await tryProvider({
    definition: {
      ...example(),
      revocation: {
        type: 'rfc7009',
        url: 'https://login.acme.example/nothing-here',
        authorizedAppsUrl: 'https://login.acme.example/apps',
      },
    },
    server: () => startMockServer(),
    accountId: 'account-7',
    refusesRevocation: true,
  })
})

test('what is wrong with a definition is told with its file and its field', () => {
  const wrong: [Record<string, unknown>, RegExp][] = [
    [{ ...example(), id: 'Not Plain' }, /^acme\.json: id: must be lower-case words joined by hyphens$/],
    [{ ...example(), docsUrl: 'http://plain.example' }, /docsUrl: must be an https URL/],
    [{ ...example(), hosts: ['*'] }, /hosts\.0: must be a host/],
    [
      { ...example(), hosts: ['elsewhere.example'] },
      /"hosts" does not contain the host of https:\/\/login\.acme\.example\/token/,
    ],
    [{ ...example(), tokens: {} }, /tokens/],
    [{ ...example(), token: { url: 'https://login.acme.example/token' } }, /token\.refresh: /],
    [
      { ...example(), api: { examplePath: 'lists', checkPath: '/x' } },
      /api\.examplePath: must begin with a slash/,
    ],
    [
      { ...example(), developerPortal: { url: 'https://x.example', clientIdPattern: '(' } },
      /acme\.json: .*regular expression/i,
    ],
  ]
  for (const [definition, message] of wrong)
    assert.throws(
      () => readProviderDefinition('acme.json', definition),
      { name: 'ProviderDefinitionError', message },
      String(message),
    )
  assert.throws(() => readProviderDefinition('acme.json', null), /the definition: /)
})

/** The example with this value at this place. */
function changed(field: string, value: unknown): Record<string, unknown> {
  const definition = example()
  const names = field.split('.')
  const last = names.pop() ?? ''
  let at = definition
  for (const name of names) at = (at[name] ??= {}) as Record<string, unknown>
  at[last] = value
  return definition
}

const ADDRESSES = [
  'docsUrl',
  'authorization.url',
  'authorization.deviceAuthorizationUrl',
  'authorization.issuer',
  'token.url',
  'account.apiLocation.apiBaseUrl',
  'revocation.authorizedAppsUrl',
  'developerPortal.url',
]
/** Pages are opened by users; an issuer is a name. */
const CALLED = [
  'authorization.url',
  'authorization.deviceAuthorizationUrl',
  'token.url',
  'account.apiLocation.apiBaseUrl',
]

test('B13: an address with a placeholder that nothing fills is refused, in every field', () => {
  const placeholders = [
    'https://{tenant}.acme.example/x',
    'https://login.acme.example/{tenant}/x',
    'https://login.acme.example/%7Btenant%7D',
    'https://login.acme.example/x?a={b}',
    'https://login.acme.example/<tenant>/x',
    'https://login.acme.example/:tenant/x',
    'https://*.acme.example/x',
    'https://${TENANT}.acme.example/x',
  ]
  for (const field of ADDRESSES)
    for (const address of placeholders)
      assert.throws(
        () => readProviderDefinition('acme.json', changed(field, address)),
        {
          name: 'ProviderDefinitionError',
          message: new RegExp(`acme\\.json: .*${field.replaceAll('.', '\\.')}: `),
        },
        `${field}: ${address}`,
      )
  for (const field of ['account.path', 'api.checkPath', 'api.examplePath'])
    assert.throws(
      () => readProviderDefinition('acme.json', changed(field, '/v3/{account}/x')),
      new RegExp(`${field}: `),
    )
  for (const field of ['developerPortal.registrationSteps', 'developerPortal.secretRotationSteps']) {
    assert.throws(
      () => readProviderDefinition('acme.json', changed(field, ['Open {tenant}.'])),
      new RegExp(`${field}\\.0: unknown placeholder \\{tenant\\}`),
    )
    assert.ok(readProviderDefinition('acme.json', changed(field, ['Enter {redirectUri}.'])))
    const translated = { en: ['Open it.'], de: ['Öffnen Sie {tenant}.'] }
    assert.throws(
      () => readProviderDefinition('acme.json', changed(field, translated)),
      new RegExp(`${field}\\.de\\.0: unknown placeholder \\{tenant\\}`),
    )
  }
})

test('B13: an address that is called, or to which users are sent to sign in, is on a host of the provider', () => {
  for (const field of CALLED)
    assert.throws(
      () => readProviderDefinition('acme.json', changed(field, 'https://elsewhere.example/x')),
      {
        name: 'ProviderDefinitionError',
        message: new RegExp(`${field}: "hosts" does not contain the host of https://elsewhere`),
      },
      field,
    )
  const revocation = {
    type: 'rfc7009',
    url: 'https://elsewhere.example/x',
    authorizedAppsUrl: 'https://x.example',
  }
  assert.throws(
    () => readProviderDefinition('acme.json', { ...example(), revocation }),
    /revocation\.url: "hosts" does not contain/,
  )
  assert.throws(
    () =>
      readProviderDefinition(
        'acme.json',
        changed('authorization.url', 'https://me:secret@login.acme.example/x'),
      ),
    /authorization\.url: must not contain credentials/,
  )
})

test('B12: a definition says whether the issuer comes with the redirect', () => {
  assert.throws(
    () => readProviderDefinition('acme.json', changed('authorization.issuerParameter', 'required')),
    /authorization\.issuer: is required/,
  )
  assert.throws(
    () => readProviderDefinition('acme.json', changed('authorization.issuerParameter', 'sometimes')),
    /authorization\.issuerParameter/,
  )
  assert.ok(readProviderDefinition('acme.json', changed('authorization.issuerParameter', 'none')))
})

test('a server with a broken folder of definitions does not start, and says which file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-definitions-'))
  const start = () =>
    startServer(
      readConfig({
        LETTERLOCK_DATA_DIR: join(folder, 'data'),
        LETTERLOCK_PORT: '0',
        LETTERLOCK_PROVIDERS_DIR: folder,
      }),
      { logTo: { write: () => undefined } },
    )
  writeFileSync(join(folder, 'broken.json'), '{"id":')
  await assert.rejects(start(), /broken\.json: .*JSON/)
  rmSync(join(folder, 'broken.json'))
  cpSync(EXAMPLE, join(folder, 'a.json'))
  cpSync(EXAMPLE, join(folder, 'b.json'))
  await assert.rejects(start(), /two providers with the ID "acme-letters"/)
  rmSync(join(folder, 'b.json'))
  writeFileSync(
    join(folder, 'typed.ts'),
    `export default { ...${JSON.stringify(example())}, id: 'typed' as string }`,
  )
  await using letterlock = await start()
  assert.deepEqual([...letterlock.context.providers.keys()].slice(-2), ['acme-letters', 'typed'])
  rmSync(folder, { recursive: true })
})
