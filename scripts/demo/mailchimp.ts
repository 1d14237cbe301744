import type { Connection } from '@letterlock/sdk'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'

function fieldOf(page: string, id: string): string {
  return new RegExp(`id="${id}">([^<]+)<`).exec(page)?.[1] ?? assert.fail(`no ${id} on the page`)
}

/** A provider with tokens that never expire, and with data centers. */
export async function walkMailchimp(demo: Demo): Promise<void> {
  const registered = await registerApp(demo)
  const first = await connectAndCall(demo)
  await keepCustomersApart(demo, first)
  await reconnect(demo, registered, first)
  await rotateSecret(demo, registered, first)
  await refuseLateCode(demo)
  await fallBackToApiKey(demo, registered, first)
  await disconnect(demo, first)
}

/** An app at the provider and at the server, and the developer who is signed in to the provider's portal. */
type Registered = Awaited<ReturnType<typeof registerApp>>

async function registerApp({ client, sandboxUrl, seen, secrets }: Demo) {
  const developerPortal = `${sandboxUrl}/admin.mailchimp.com/account/oauth2/`

  const developer = ada()
  await developer.signInToPortal({ url: sandboxUrl })
  const provider = (await client.providers.list()).items.find(({ id }) => id === 'mailchimp') ?? assert.fail()
  const { redirectUri } = provider
  const form = { name: 'Letters Inc', description: '', company: 'Letters Inc', website: '', redirectUri }
  const created = await (await developer.post(developerPortal, form)).text()
  const clientId = fieldOf(created, 'client_id')
  const clientSecret = fieldOf(created, 'client_secret')
  secrets.add(clientSecret)
  seen(
    `Registered an app in Mailchimp’s portal: client ID ${clientId}, and a client secret that is shown once.`,
  )

  const app = await client.oauthApps.create({ provider: 'mailchimp', clientId, clientSecret })
  assert.ok(!JSON.stringify(app).includes(clientSecret))
  seen('Added the OAuth app to the server; the response does not contain the client secret.')
  return { developer, developerPortal, clientId, app }
}

async function connectAndCall(demo: Demo): Promise<Connection> {
  const { client, sandboxUrl, seen, secrets } = demo
  const first = await demo.connect({ user: ada(), endUserId: 'customer-1', provider: 'mailchimp' })
  assert.equal(first.account.name, 'Ada’s Bakery')
  seen(
    `An end user opened the link, chose permissions, signed in and allowed access: ${first.account.name} in ${first.account.dataCenter} is ${first.status}.`,
  )

  const { accessToken, apiBaseUrl } = await client.connections.getAccessToken(first.id)
  secrets.add(accessToken)
  const direct = await fetch(`${sandboxUrl}/${new URL(apiBaseUrl).host}/3.0/ping`, {
    headers: { authorization: `Bearer ${accessToken}` },
  })
  assert.equal(direct.status, 200)
  seen('Read the access token; Mailchimp accepts it, and it does not expire.')

  const lists = (await (await callProxy(client, first.id, 'GET', '/3.0/lists')).json()) as {
    lists: { name: string; stats: { member_count: number } }[]
  }
  assert.equal(lists.lists.length, 2)
  seen(
    `Called Mailchimp through the proxy: ${lists.lists.map((list) => `${list.name} (${list.stats.member_count} subscribed)`).join(', ')}.`,
  )

  const campaigns = (await (
    await callProxy(client, first.id, 'GET', '/3.0/campaigns?status=save')
  ).json()) as {
    campaigns: { id: string }[]
  }
  const refused = await callProxy(
    client,
    first.id,
    'POST',
    `/3.0/campaigns/${campaigns.campaigns[0]?.id}/actions/send`,
  )
  assert.equal(refused.status, 403)
  assert.equal(((await refused.json()) as { code: string }).code, 'permission_denied')
  seen('Sending a campaign was rejected, because the end user did not allow it.')
  return first
}

async function keepCustomersApart(demo: Demo, first: Connection): Promise<void> {
  const { client, seen } = demo
  const second = await demo.connect({ user: ben(), endUserId: 'customer-2', provider: 'mailchimp' })
  assert.notEqual(second.id, first.id)
  assert.deepEqual(
    (await client.connections.list({ endUserId: 'customer-2' })).items.map(({ id }) => id),
    [second.id],
  )
  seen(
    `Another end user connected ${second.account.name} in ${second.account.dataCenter}; each sees only their own connection.`,
  )

  const stolen = await demo.reachConfirmationToken({
    user: ben(),
    endUserId: 'customer-1',
    provider: 'mailchimp',
  })
  await assert.rejects(
    client.connectSessions.confirm(stolen.session, {
      confirmationToken: stolen.confirmationToken,
      endUserId: 'customer-2',
    }),
    {
      code: 'end_user_mismatch',
    },
  )
  seen('A link for one end user that another one completed connected nothing.')
}

async function reconnect(demo: Demo, { developer, clientId }: Registered, first: Connection): Promise<void> {
  const { client, sandboxUrl, seen, secrets } = demo
  await ada().signInToPortal({ url: sandboxUrl })
  await developer.post(`${sandboxUrl}/admin.mailchimp.com/account/api/remove`, { clientId })
  const lost = await client.connections.check(first.id)
  assert.deepEqual([lost.status, lost.reason], ['disconnected', 'revoked_at_provider'])
  seen(`The end user removed the OAuth app at Mailchimp; a check reports: ${lost.detail}`)

  const refreshed = await demo.connect({ user: ada(), endUserId: 'customer-1', provider: 'mailchimp' })
  assert.equal(refreshed.id, first.id)
  secrets.add((await client.connections.getAccessToken(refreshed.id)).accessToken)
  seen('Reconnected the account: the connection kept its ID.')
}

async function rotateSecret(
  demo: Demo,
  { developer, developerPortal, clientId, app }: Registered,
  first: Connection,
): Promise<void> {
  const { client, seen, secrets } = demo
  const rotated = await (
    await developer.post(`${developerPortal}${clientId}/rotate`, { confirmation: 'ROTATE' })
  ).text()
  const late = await demo.reachConfirmationToken({
    user: ada(),
    endUserId: 'customer-1',
    provider: 'mailchimp',
  })
  await assert.rejects(
    client.connectSessions.confirm(late.session, {
      confirmationToken: late.confirmationToken,
      endUserId: 'customer-1',
    }),
    {
      code: 'oauth_app_rejected',
    },
  )
  const nextSecret = fieldOf(rotated, 'client_secret')
  secrets.add(nextSecret)
  await client.oauthApps.addClientSecret(app.id, { clientSecret: nextSecret })
  assert.equal(
    (await demo.connect({ user: ada(), endUserId: 'customer-1', provider: 'mailchimp' })).id,
    first.id,
  )
  seen('Rotated the client secret at Mailchimp: the old one is rejected, the new one works.')
}

async function refuseLateCode(demo: Demo): Promise<void> {
  const { client, seen } = demo
  const slow = await demo.reachConfirmationToken({
    user: ada(),
    endUserId: 'customer-1',
    provider: 'mailchimp',
  })
  await demo.advance(31)
  await assert.rejects(
    client.connectSessions.confirm(slow.session, {
      confirmationToken: slow.confirmationToken,
      endUserId: 'customer-1',
    }),
    {
      code: 'authorization_code_rejected',
    },
  )
  seen('An authorization code of 31 seconds was rejected; the connection still works.')
}

async function fallBackToApiKey(
  { client, sandboxUrl, seen, secrets }: Demo,
  { developer, clientId }: Registered,
  first: Connection,
): Promise<void> {
  const users = (await (await fetch(`${sandboxUrl}/_sandbox/mailchimp/users`)).json()) as {
    apiKeys: string[]
  }[]
  const apiKey = users[0]?.apiKeys[0] ?? assert.fail()
  secrets.add(apiKey)
  assert.deepEqual((await client.connections.setApiKey(first.id, { apiKey })).apiKey, {
    valid: true,
    reason: null,
  })
  await developer.post(`${sandboxUrl}/admin.mailchimp.com/account/api/remove`, { clientId })
  const fallen = await callProxy(client, first.id, 'GET', '/3.0/ping')
  assert.deepEqual([fallen.status, fallen.headers.get('letterlock-credential')], [200, 'api_key'])
  const state = await client.connections.get(first.id)
  assert.deepEqual(
    [state.status, state.activeCredential, state.reason],
    ['connected', 'api_key', 'revoked_at_provider'],
  )
  seen('Added an API key as fallback and removed the OAuth app at Mailchimp: the next call used the API key.')
}

async function disconnect({ client, seen }: Demo, first: Connection): Promise<void> {
  const report = await client.connections.disconnect(first.id)
  assert.deepEqual([report.deletedCredentials, report.activeCredential], [['oauth'], 'api_key'])
  const last = await client.connections.disconnect(first.id)
  assert.deepEqual([last.deletedCredentials, last.activeCredential], [['api_key'], null])
  await assert.rejects(client.connections.getAccessToken(first.id), { code: 'connection_disconnected' })
  seen(`Disconnected: ${last.detail}`)

  const types = (await client.events.list({ connectionId: first.id })).items.map(({ type }) => type)
  assert.ok(types.includes('connection.credential_failed') && types.includes('connection.disconnected'))
  seen(`The events record everything: ${types.length} about this connection.`)
}
