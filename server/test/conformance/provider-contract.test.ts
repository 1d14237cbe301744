import { ADA_AT, revokeAtProvider } from '@letterlock/testing/providers.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { builtInProviders } from '../../src/providers/index.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { errorCodeOf, startWorld, eventTypes } from '@letterlock/testing/world.ts'

for (const provider of builtInProviders().values())
  test(`provider contract: ${provider.id} connects, identifies, calls, refreshes, is probed, revoked, cut`, async () => {
    assert.ok(ADA_AT[provider.id], `the sandbox simulates no ${provider.id}`)
    await using world = await startWorld()
    const { client } = world
    const open = () => connect(world, { provider: provider.id })

    const connection = await open()
    assert.deepEqual([connection.status, connection.provider], ['connected', provider.id])
    assert.equal(connection.account.name, 'Ada’s Bakery')
    assert.ok(provider.hosts.length > 0 && connection.account.apiBaseUrl.startsWith('https://'))

    const described = (await client.providers.list()).items.find(({ id }) => id === provider.id)
    const answer = await callProxy(client, connection.id, 'GET', described?.exampleApiPath ?? '')
    assert.deepEqual([answer.status, answer.headers.get('letterlock-credential')], [200, 'oauth'])
    assert.match(await answer.text(), /Newsletter/)
    assert.equal((await callProxy(client, connection.id, 'POST', '/not/known')).status, 403)

    const before = await client.connections.getAccessToken(connection.id)
    if (provider.token.refresh === 'none') {
      assert.equal(before.expiresAt, connection.accessTokenExpiresAt)
      assert.equal(await errorCodeOf(client.connections.refresh(connection.id)), 'invalid_request')
    } else {
      assert.ok(before.expiresAt)
      const refreshed = await client.connections.refresh(connection.id)
      assert.deepEqual([refreshed.health.status, refreshed.lastRefreshedAt === null], ['ok', false])
      assert.notEqual(
        (await client.connections.getAccessToken(connection.id)).accessToken,
        before.accessToken,
      )
    }

    const checked = await client.connections.check(connection.id)
    assert.ok(checked.lastCheckedAt)
    assert.equal(checked.status, 'connected')

    await revokeAtProvider(world, provider.id)
    const lost = await client.connections.check(connection.id)
    assert.equal(lost.status, 'disconnected')
    assert.match(lost.reason ?? '', /^(revoked_at_provider|refresh_rejected)$/)

    const again = await open()
    assert.deepEqual([again.id, again.status], [connection.id, 'connected'])
    const report = await client.connections.disconnect(connection.id)
    assert.deepEqual([report.deletedCredentials, report.providerRevocation], [['oauth'], 'unsupported'])
    assert.ok(report.authorizedAppsUrl)
    assert.equal(
      await errorCodeOf(client.connections.getAccessToken(connection.id)),
      'connection_disconnected',
    )
    const types = await eventTypes(world, connection.id)
    for (const type of ['created', 'credential_failed', 'reconnected', 'disconnected'])
      assert.ok(types.includes(`connection.${type}`), `${type} in ${types.join(', ')}`)
  })
