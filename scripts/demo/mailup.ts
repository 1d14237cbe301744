import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'

/** A provider with tokens for an hour, and with rotating refresh tokens. */
export async function walkMailup(demo: Demo): Promise<void> {
  const { client, sandboxUrl, seen, secrets } = demo
  const provider = (await client.listProviders()).items.find(({ id }) => id === 'mailup') ?? assert.fail()
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
  await client.createOAuthApp({ provider: 'mailup', clientId, clientSecret })
  seen('Registered an application in MailUp’s developer portal and added it to the server.')

  const { id, account, accessTokenExpiresAt, nextRefreshAt } = await demo.connect({
    user: ada(),
    endUserId: 'customer-1',
    provider: 'mailup',
  })
  assert.ok(accessTokenExpiresAt && nextRefreshAt && nextRefreshAt < accessTokenExpiresAt)
  secrets.add((await client.getToken(id)).accessToken)
  seen(
    `Connected ${account.name} at MailUp; its token expires at ${accessTokenExpiresAt.slice(11, 16)} and is refreshed before.`,
  )

  const lists = (await (await client.proxy(id, 'GET', provider.exampleApiPath)).json()) as {
    Items: { Name: string }[]
  }
  assert.deepEqual(
    lists.Items.map(({ Name }) => Name),
    ['Newsletter', 'Customers'],
  )
  seen(`Called MailUp through the proxy: ${lists.Items.map(({ Name }) => Name).join(' and ')}.`)

  const before = await client.getToken(id)
  await demo.advance(3601)
  const answer = await client.proxy(id, 'GET', provider.exampleApiPath)
  assert.equal(answer.status, 200)
  const after = await client.getToken(id)
  assert.notEqual(after.accessToken, before.accessToken)
  secrets.add(after.accessToken)
  seen('An hour later the token was rejected: it was refreshed, and the same call succeeded.')

  const [first, second] = await Promise.all([client.refreshConnection(id), client.refreshConnection(id)])
  assert.deepEqual([first.health.status, second.health.status], ['ok', 'ok'])
  secrets.add((await client.getToken(id)).accessToken)
  seen('Requested two refreshes at the same time: one was made, and both requests got its result.')

  const report = await client.disconnect(id)
  assert.deepEqual([report.deletedCredentials, report.activeCredential], [['oauth'], null])
  await assert.rejects(client.getToken(id), { code: 'connection_disconnected' })
  seen(`Disconnected: ${report.detail}`)
}
