import { connectControl } from '@letterlock/sandbox/control'
import { ada } from '@letterlock/sandbox/sandbox-user.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import type { Demo } from './start-demo.ts'

/** A provider with tokens for ten years, and with legacy credentials. */
export async function walkConstantContactV2(demo: Demo): Promise<void> {
  const { client, sandboxUrl, seen, secrets } = demo
  const id = 'constant-contact-v2'
  const provider = (await client.providers.list()).items.find((known) => known.id === id) ?? assert.fail()
  const register = async (body: object): Promise<{ clientId: string; clientSecret: string }> => {
    const control = connectControl(sandboxUrl).provider(id)
    const { clientId, clientSecret } = await control.registerApp({ name: 'Letters Inc', ...body })
    secrets.add(clientSecret)
    return { clientId, clientSecret }
  }
  await client.oauthApps.create({ provider: id, ...(await register({ redirectUri: provider.redirectUri })) })
  const connection = await demo.connect({ user: ada(), endUserId: 'customer-1', provider: id })
  const { accessToken, expiresAt } = await client.connections.getAccessToken(connection.id)
  secrets.add(accessToken)
  const answer = await callProxy(client, connection.id, 'GET', provider.exampleApiPath)
  assert.equal(((await answer.json()) as unknown[]).length, 2)
  seen(
    `Connected ${connection.account.name} at Constant Contact v2 until ${expiresAt?.slice(0, 4)} and called its API; the server added the API key parameter.`,
  )

  const old = await register({ generation: 'v1' })
  const password = 'bread-and-butter'
  const migrated = await client.connections.create({
    provider: id,
    endUserId: 'customer-2',
    credentials: {
      type: 'legacy_basic',
      username: 'ada@bakery.example',
      password,
      clientId: old.clientId,
      clientSecret: old.clientSecret,
    },
  })
  secrets.add(password)
  assert.equal(migrated.status, 'connected')
  seen('Connected it with a user name and a password, which were exchanged for a token and not stored.')

  const imported = await client.connections.create({
    provider: id,
    endUserId: 'customer-3',
    credentials: { type: 'tokens', accessToken },
  })
  assert.deepEqual([imported.status, imported.account.id], ['connected', connection.account.id])
  for (const one of [connection, migrated, imported])
    assert.deepEqual((await client.connections.disconnect(one.id)).deletedCredentials, ['oauth'])
  seen('Imported a token of another system, and disconnected all three connections.')
}
