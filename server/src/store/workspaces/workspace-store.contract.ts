import assert from 'node:assert/strict'
import { app, connection, event, NOW, secretKey } from '../store.fixtures.ts'
import type { WithStore } from '../with-store.fixtures.ts'

/** Workspaces, secret keys and OAuth apps. */
export function testWorkspaces(withStore: WithStore): void {
  withStore('workspaces', async (store) => {
    assert.equal((await store.workspaces.first())?.id, 'ws_1')
    const changed = {
      id: 'ws_1',
      name: 'Other',
      allowedReturnUrls: ['https://a.example/b'],
      color: '#aa0033',
      logo: 'data:image/png;base64,AAAA',
      version: 0,
    }
    assert.equal(await store.workspaces.update(changed, event('workspace.updated'), NOW), true)
    assert.deepEqual(await store.workspaces.read('ws_1'), { ...changed, version: 1 })
    assert.equal(
      await store.workspaces.update({ ...changed, name: 'Late' }, event('workspace.updated'), NOW),
      false,
      'it has changed since it was read',
    )
    assert.equal((await store.workspaces.read('ws_1'))?.name, 'Other')
    assert.equal(await store.workspaces.read('ws_9'), undefined)
  })

  withStore('keys are found by their hash until revoked, once', async (store) => {
    await store.secretKeys.insert(secretKey, 'hash', event('secret_key.created'))
    assert.deepEqual(await store.secretKeys.findByHash('hash'), secretKey)
    assert.equal(await store.secretKeys.revoke('ws_2', 'key_1', event('secret_key.revoked'), NOW), false)
    assert.equal(await store.secretKeys.revoke('ws_1', 'key_1', event('secret_key.revoked'), NOW), true)
    assert.equal(await store.secretKeys.revoke('ws_1', 'key_1', event('secret_key.revoked'), NOW), false)
    assert.equal(await store.secretKeys.findByHash('hash'), undefined)
    assert.deepEqual(
      (await store.secretKeys.list('ws_1')).map(({ revokedAt }) => revokedAt),
      [NOW],
    )
  })

  withStore('apps keep their secrets newest first, and change them one at a time', async (store) => {
    assert.equal(
      await store.oauthApps.insert({ ...app, id: 'app_2', clientSecrets: [] }, event('oauth_app.created')),
      false,
    )
    await store.oauthApps.addSecret(
      app,
      { id: 'sec_2', ciphertext: Uint8Array.of(4), createdAt: NOW },
      event('oauth_app.client_secret_added'),
    )
    assert.deepEqual(
      (await store.oauthApps.read('ws_1', 'app_1'))?.clientSecrets.map(({ id }) => id),
      ['sec_2', 'sec_1'],
    )
    assert.equal(await store.oauthApps.read('ws_2', 'app_1'), undefined)
    const removed = event('oauth_app.client_secret_removed')
    assert.equal(await store.oauthApps.removeSecret(app, 'sec_1', removed, NOW), false, 'one was added since')
    const read = await store.oauthApps.read('ws_1', 'app_1')
    assert.ok(read)
    const results = await Promise.all(
      ['sec_1', 'sec_2'].map((id) => store.oauthApps.removeSecret(read, id, removed, NOW)),
    )
    assert.equal(results.filter(Boolean).length, 1)
    assert.equal((await store.oauthApps.read('ws_1', 'app_1'))?.clientSecrets.length, 1)
    const gone = { ...app, id: 'app_9' }
    assert.equal(
      await store.oauthApps.addSecret(
        gone,
        { id: 'sec_9', ciphertext: Uint8Array.of(4), createdAt: NOW },
        event('oauth_app.client_secret_added'),
      ),
      false,
    )
    await store.connections.save(connection, 'cs_1', [event()])
    assert.equal(
      await store.oauthApps.remove(app, event('oauth_app.deleted'), NOW),
      false,
      'a connection depends on it',
    )
  })

  withStore('readiness is told by trying to write', async (store) => {
    assert.equal(await store.isReady(), true)
  })
}
