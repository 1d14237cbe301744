import { Letterlock } from '@letterlock/sdk'
import { SCOPES } from '../../server/src/workspaces/principal.ts'
import { createSecretKey } from '../../server/src/workspaces/secret-keys.ts'
import type { TestWorld } from './world.ts'

/** A second workspace on the same server, with a key of its own. */
export async function anotherWorkspace({ server }: Pick<TestWorld, 'server'>): Promise<Letterlock> {
  const { store, now } = server.context
  await store.workspaces.insert(
    { id: 'ws_other', name: 'Other', allowedReturnUrls: [], color: null, logo: null, version: 0 },
    now().getTime(),
  )
  const key = { workspaceId: 'ws_other', name: 'other', scopes: SCOPES, actor: 'system' }
  const { secret } = await createSecretKey(server.context, key)
  return new Letterlock({ url: server.url, secretKey: secret.reveal(), maxRetries: 0 })
}
