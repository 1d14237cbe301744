import assert from 'node:assert/strict'
import type { Store } from '../context.ts'
import { testConnectSessions } from './connect/connect-store.contract.ts'
import { testConnectionLists } from './connections/connection-lists.contract.ts'
import { testConnections } from './connections/connection-store.contract.ts'
import { testConnectionWrites } from './connections/connection-writes.contract.ts'
import { testEvents } from './events/event-store.contract.ts'
import { testSendRequests } from './email-marketing/send-request-store.contract.ts'
import { testUncheckedContacts } from './email-marketing/unchecked-contact-store.contract.ts'
import { testWorkspaces } from './workspaces/workspace-store.contract.ts'
import { app, event, NOW, session } from './store.fixtures.ts'
import { createWithStore } from './with-store.fixtures.ts'

/**
 * The contract of every store; each database runs it.
 * @param open returns a new, empty store
 */
export function runStoreContract(name: string, open: () => Promise<Store>): void {
  const withStore = createWithStore(name, open, async (store) => {
    assert.equal(await store.oauthApps.insert(app, event('oauth_app.created')), true)
    await store.connectSessions.insert(session, 'token-hash', NOW)
  })
  testWorkspaces(withStore)
  testConnectSessions(withStore)
  testConnections(withStore)
  testConnectionWrites(withStore)
  testSendRequests(withStore)
  testUncheckedContacts(withStore)
  testConnectionLists(withStore)
  testEvents(withStore)
}
