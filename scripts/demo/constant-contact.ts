import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'

/** A provider with PKCE, scopes and a rate limit per app. */
export async function walkConstantContact(demo: Demo): Promise<void> {
  const { client, sandboxUrl, seen, secrets } = demo
  const id = 'constant-contact'
  const provider = (await client.providers.list()).items.find((known) => known.id === id) ?? assert.fail()
  const developer = ada()
  await developer.signInToPortal({ url: sandboxUrl }, 'app.constantcontact.com')
  const developerPortal = `${sandboxUrl}/app.constantcontact.com/pages/dma/portal/`
  await developer.post(developerPortal, { name: 'Letters Inc', redirectUris: provider.redirectUri })
  const page = await (await developer.open(developerPortal)).text()
  const [clientId, clientSecret] = ['client_id', 'client_secret'].map(
    (name) => new RegExp(`class="${name}">([^<]+)<`).exec(page)?.[1] ?? assert.fail(`no ${name}`),
  ) as [string, string]
  secrets.add(clientSecret)
  await client.oauthApps.create({ provider: id, clientId, clientSecret })
  const connection = await demo.connect({ user: ada(), endUserId: 'customer-1', provider: id })
  const { accessToken } = await client.connections.getAccessToken(connection.id)
  secrets.add(accessToken)
  seen(
    `Registered an application at Constant Contact and connected ${connection.account.name} with PKCE and scopes.`,
  )

  const answer = await callProxy(client, connection.id, 'GET', provider.exampleApiPath)
  const { lists } = (await answer.json()) as { lists: { name: string }[] }
  assert.equal(lists.length, 2)
  const calls = Array.from({ length: 6 }, () =>
    callProxy(client, connection.id, 'GET', provider.exampleApiPath),
  )
  assert.ok((await Promise.all(calls)).every(({ status }) => status === 200))
  seen(
    `Called its API: ${lists.map(({ name }) => name).join(' and ')}; seven calls stayed within four per second.`,
  )

  const device = await client.deviceAuthorizations.create({ provider: id, endUserId: 'customer-2' })
  const { userCode, verificationUri } = device
  const credentials = { username: 'ada@bakery.example', password: 'bread-and-butter' }
  await ada().post(verificationUri, { user_code: userCode, ...credentials, decision: 'allow' })
  const elsewhere =
    (await client.deviceAuthorizations.poll({ deviceCode: device.deviceCode })).connection ??
    assert.fail('the device authorization is pending')
  assert.equal(elsewhere.status, 'connected')
  seen('Connected it with a device authorization: the code was entered on another device.')

  const refreshed = await client.connections.refresh(connection.id)
  assert.equal(refreshed.health.status, 'ok')
  const next = await client.connections.getAccessToken(connection.id)
  assert.notEqual(next.accessToken, accessToken)
  secrets.add(next.accessToken)
  const report = await client.connections.disconnect(connection.id)
  assert.deepEqual(report.deletedCredentials, ['oauth'])
  seen('Refreshed its token, which invalidates the previous one, and disconnected it.')
}
