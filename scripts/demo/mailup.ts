import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'

/** A provider with tokens for an hour, and with rotating refresh tokens. */
export async function walkMailup(demo: Demo): Promise<void> {
  const { client, sandboxUrl, seen, secrets } = demo
  const provider = (await client.providers.list()).items.find(({ id }) => id === 'mailup') ?? assert.fail()
  const developer = ada()
  await developer.signInToPortal({ url: sandboxUrl }, 'developers.mailup.com')
  const developerPortal = `${sandboxUrl}/developers.mailup.com/`
  await developer.post(`${developerPortal}applications`, {
    name: 'Letters Inc',
    redirectUri: provider.redirectUri,
  })
  const page = await (await developer.open(developerPortal)).text()
  const [clientId, clientSecret] = ['client_id', 'client_secret'].map(
    (name) => new RegExp(`class="${name}">([^<]+)<`).exec(page)?.[1] ?? assert.fail(`no ${name}`),
  ) as [string, string]
  secrets.add(clientSecret)
  await client.oauthApps.create({ provider: 'mailup', clientId, clientSecret })
  seen('Registered an application in MailUp’s developer portal and added it to the server.')

  const { id, account, accessTokenExpiresAt, nextRefreshAt } = await demo.connect({
    user: ada(),
    endUserId: 'customer-1',
    provider: 'mailup',
  })
  assert.ok(accessTokenExpiresAt && nextRefreshAt && nextRefreshAt < accessTokenExpiresAt)
  secrets.add((await client.connections.getAccessToken(id)).accessToken)
  seen(
    `Connected ${account.name} at MailUp; its token expires at ${accessTokenExpiresAt.slice(11, 16)} and is refreshed before.`,
  )

  const lists = (await (await callProxy(client, id, 'GET', provider.exampleApiPath)).json()) as {
    Items: { Name: string }[]
  }
  assert.deepEqual(
    lists.Items.map(({ Name }) => Name),
    ['Newsletter', 'Customers'],
  )
  seen(`Called MailUp through the proxy: ${lists.Items.map(({ Name }) => Name).join(' and ')}.`)

  const before = await client.connections.getAccessToken(id)
  await demo.advance(3601)
  const answer = await callProxy(client, id, 'GET', provider.exampleApiPath)
  assert.equal(answer.status, 200)
  const after = await client.connections.getAccessToken(id)
  assert.notEqual(after.accessToken, before.accessToken)
  secrets.add(after.accessToken)
  seen('An hour later the token was rejected: it was refreshed, and the same call succeeded.')

  const [first, second] = await Promise.all([client.connections.refresh(id), client.connections.refresh(id)])
  assert.deepEqual([first.health.status, second.health.status], ['ok', 'ok'])
  secrets.add((await client.connections.getAccessToken(id)).accessToken)
  seen('Requested two refreshes at the same time: one was made, and both requests got its result.')

  const report = await client.connections.disconnect(id)
  assert.deepEqual([report.deletedCredentials, report.activeCredential], [['oauth'], null])
  await assert.rejects(client.connections.getAccessToken(id), { code: 'connection_disconnected' })
  seen(`Disconnected: ${report.detail}`)
}
