import { Letterlock, type Connection } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { CLIENT, startMockServer, startRouter } from '@letterlock/testing/authorization-servers.ts'
import { RETURN_URL } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { errorCodeOf } from '@letterlock/testing/world.ts'
import { startServer, type LetterlockServer } from '../../src/start-server.ts'
import { readConfig } from '../../src/config/config.ts'

const EXAMPLE = join(import.meta.dirname, '../../../docs/examples/acme-letters.json')
const HOUR_MS = 3_600_000

interface Started extends AsyncDisposable {
  readonly client: Letterlock
  readonly server: LetterlockServer
  readonly secretKey: string
  readonly log: readonly string[]
}

/** A server whose definition file is there, or not, at each start. */
async function serverWithFile(): Promise<
  AsyncDisposable & { start(defined: boolean): Promise<Started>; advance(ms: number): void }
> {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-removed-'))
  const providers = join(folder, 'providers')
  mkdirSync(providers)
  const provider = await startMockServer()
  const router = await startRouter({ 'login.acme.example': provider.url, 'api.acme.example': provider.url })
  const config = readConfig({
    LETTERLOCK_PORT: '0',
    LETTERLOCK_DATA_DIR: join(folder, 'data'),
    LETTERLOCK_SANDBOX_URL: router.url,
    LETTERLOCK_PROVIDERS_DIR: providers,
  })
  let aheadMs = 0
  return {
    advance: (ms) => void (aheadMs += ms),
    async start(defined) {
      const file = join(providers, 'acme.json')
      if (defined) cpSync(EXAMPLE, file)
      else rmSync(file)
      const log: string[] = []
      const server = await startServer(config, {
        now: () => new Date(Date.now() + aheadMs),
        logTo: { write: (line) => void log.push(line) },
        print: () => undefined,
      })
      const secretKey = readFileSync(config.secretKeyFile, 'utf8').trim()
      const client = new Letterlock({ url: server.localUrl, secretKey, maxRetries: 0 })
      return { client, server, secretKey, log, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() }
    },
    async [Symbol.asyncDispose]() {
      await router[Symbol.asyncDispose]()
      await provider[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

const importOne = (client: Started['client'], endUserId: string): Promise<Connection> =>
  client.connections.create({
    provider: 'acme-letters',
    endUserId,
    credentials: { type: 'tokens', accessToken: 'an-access-token', refreshToken: 'a-refresh-token' },
  })

test('a connection whose provider’s definition file was removed: shown as it is, refused by name, kept, deletable', async () => {
  await using file = await serverWithFile()
  let id = ''
  let other = ''
  let pageUrl = ''
  {
    await using first = await file.start(true)
    const { client } = first
    await client.oauthApps.create({
      provider: 'acme-letters',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
    })
    ;({ id } = await importOne(client, 'user-1'))
    const { url = '' } = await client.connectSessions.create({ endUserId: 'user-1', returnUrl: RETURN_URL })
    pageUrl = new URL(url).pathname
    assert.equal((await client.connections.get(id)).status, 'connected')
    ;({ id: other } = await importOne(client, 'user-2'))
  }
  {
    await using second = await file.start(false)
    const { client, server } = second
    const whole = {
      status: 'disconnected',
      reason: 'provider_not_defined',
      detail: 'This server no longer has the definition of the provider “acme-letters”.',
      nextStep: 'Put its definition file back and restart the server, or delete the connection.',
      activeCredential: null,
      nextRefreshAt: null,
    }
    const shown = (one: Connection): object =>
      Object.fromEntries(Object.entries(one).filter(([name]) => name in whole))
    assert.deepEqual(shown(await client.connections.get(id)), whole)
    for (const query of [{}, { provider: 'acme-letters' }, { endUserId: 'user-1' }]) {
      const { items } = await client.connections.list(query)
      assert.deepEqual(items.map(shown), query.endUserId ? [whole] : [whole, whole])
    }
    assert.equal((await client.events.list({ connectionId: id })).items.length, 1)
    const apps = await fetch(`${server.url}/v1/oauth-apps?provider=acme-letters`, {
      headers: { authorization: `Bearer ${second.secretKey}` },
    })
    assert.equal(((await apps.json()) as { items: unknown[] }).items.length, 1)
    const level = { audiences: 'read', campaigns: 'read', reports: 'read', send: false } as const
    assert.deepEqual(shown(await client.connections.update(id, { permissions: level })), whole)

    const refused: Readonly<Record<string, () => Promise<unknown>>> = {
      token: () => client.connections.getAccessToken(id),
      check: () => client.connections.check(id),
      refresh: () => client.connections.refresh(id),
      'API key': () => client.connections.setApiKey(id, { apiKey: 'a'.repeat(40) }),
      audiences: () => client.account(id).audiences.list(),
      reconnect: () =>
        client.connectSessions.create({ endUserId: 'user-1', returnUrl: RETURN_URL, connectionId: id }),
    }
    for (const [what, call] of Object.entries(refused))
      assert.equal(await errorCodeOf(call()), 'provider_not_defined', what)
    const forwarded = await callProxy(client, id, 'GET', '/userinfo')
    assert.deepEqual(
      [forwarded.status, ((await forwarded.json()) as { code: string }).code],
      [409, 'provider_not_defined'],
    )
    // What a request names is another matter: that is a mistake in the request.
    assert.equal(await errorCodeOf(importOne(client, 'user-3')), 'invalid_request')
    const opened = await fetch(server.url + pageUrl, { redirect: 'manual' })
    const cookie = opened.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    const page = await fetch(new URL(opened.headers.get('location') ?? '', server.url), {
      headers: { cookie },
    })
    assert.equal(page.status, 409)
    assert.match(await page.text(), /no longer has the definition of the provider “acme-letters”/)

    await using mcp = await openMcpClient(second)
    const listed = await callTool(mcp, 'list_connections')
    assert.match(listed.text, /no longer has the definition/)
    assert.match((await callTool(mcp, 'list_audiences', { connection: id })).text, /provider_not_defined/)

    file.advance(2 * HOUR_MS)
    await waitFor(
      () => second.log.filter((line) => line.includes('waits for the definition')).length,
      (count) => count >= 2,
    )
    assert.ok(!second.log.some((line) => line.includes('handling a due connection failed')))
  }
  {
    await using third = await file.start(true)
    file.advance(HOUR_MS)
    assert.ok((await third.client.connections.getAccessToken(id)).accessToken)
    const { status, health } = await third.client.connections.get(id)
    assert.deepEqual([status, health.status], ['connected', 'ok'], 'nothing was lost')
  }
  await using fourth = await file.start(false)
  const report = await fourth.client.connections.disconnect(id)
  assert.deepEqual([report.deletedCredentials, report.providerRevocation], [['oauth'], 'failed'])
  assert.match(report.detail, /could not be revoked, because this server no longer has the definition/)
  assert.equal((await fourth.client.connections.delete(id)).deleted, true)
  const deleted = await fourth.client.connections.delete(other)
  assert.deepEqual([deleted.deletedCredentials, deleted.providerRevocation], [['oauth'], 'failed'])
  assert.deepEqual((await fourth.client.connections.list()).items, [])
  assert.equal(
    await errorCodeOf(fourth.client.connections.list({ provider: 'acme-letters' })),
    'invalid_request',
  )
})

test('a removed definition alerts, once for all connections, until it is back', async () => {
  await using file = await serverWithFile()
  const ids: string[] = []
  const causesOf = ({ server }: Started, expected: number) =>
    waitFor(
      async () => (await server.context.store.alerts.groups(null)).map(({ cause, count }) => [cause, count]),
      ([cause]) => cause?.[1] === expected,
    )
  {
    await using first = await file.start(true)
    await first.client.oauthApps.create({
      provider: 'acme-letters',
      clientId: CLIENT.id,
      clientSecret: CLIENT.secret,
    })
    for (const endUser of ['user-1', 'user-2', 'user-3'])
      ids.push((await importOne(first.client, endUser)).id)
  }
  {
    await using second = await file.start(false)
    const cause = 'connection acme-letters disconnected provider_not_defined'
    assert.deepEqual(await causesOf(second, 3), [[cause, 3]])
    const [id = '', other = ''] = ids
    await second.client.connections.disconnect(id)
    assert.deepEqual(await causesOf(second, 2), [[cause, 2]], 'a user has asked for it')
    // A cause may end without an event, and older events are not looked at again.
    file.advance(HOUR_MS)
    const { workspaceId } = (await second.client.events.list({ limit: 1 })).items[0] ?? { workspaceId: '' }
    const { store, now } = second.server.context
    await store.alerts.acquire(HOUR_MS, now().getTime())
    await store.alerts.note(workspaceId, other, 'connection acme-letters disconnected refresh_rejected', 0)
    await store.alerts.release(now().getTime())
  }
  await using third = await file.start(true)
  await waitFor(
    () => third.server.context.store.alerts.groups(null),
    (groups) => groups.length === 0,
  )
})
