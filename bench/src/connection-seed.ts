import type { LetterlockServer } from '@letterlock/server/start-server.ts'
import { join } from 'node:path'

/** Measurements use their own provider, from a definition file. */
export const PROVIDERS_DIRECTORY = join(import.meta.dirname, 'providers')
export const PROVIDER = 'bench-letters'
export const API_BASE_URL = 'https://api.bench.example'

export interface ConnectionSeed {
  /** Saves a connection with this token set as JSON. Times are epoch milliseconds. */
  add(
    id: string,
    tokenSet: string,
    times: { readonly accessTokenExpiresAt: number | null; readonly dueAt: number | null },
  ): Promise<void>
}

/** Writes connections directly to the store: connecting each would take minutes and is not measured. */
export async function createConnectionSeed({ context }: LetterlockServer): Promise<ConnectionSeed> {
  const { store, encryption } = context
  const workspaceId = (await store.workspaces.first())?.id ?? ''
  const place = { workspaceId, rowId: 'sec_bench', field: 'client_secret' } as const
  const clientSecrets = [{ id: 'sec_bench', ciphertext: encryption.encrypt('secret', place), createdAt: 0 }]
  const identity = { id: 'app_bench', workspaceId, providerSlug: PROVIDER, clientId: '1', name: 'Bench' }
  const app = { ...identity, clientSecrets, secretsVersion: 0, createdAt: 0 }
  await store.oauthApps.insert(app, {
    type: 'oauth_app.created',
    connectionId: null,
    actor: 'system',
    data: { oauthAppId: app.id, provider: PROVIDER, name: app.name, clientId: app.clientId },
  })
  return {
    async add(id, tokenSet, { accessTokenExpiresAt, dueAt }) {
      const ciphertext = encryption.encrypt(tokenSet, { workspaceId, rowId: id, field: 'token_set' })
      const data = { credential: 'oauth', method: 'import' } as const
      const event = { type: 'connection.created', connectionId: id, actor: 'system', data } as const
      await store.connections.save(
        {
          id,
          workspaceId,
          providerSlug: PROVIDER,
          oauthAppId: app.id,
          endUserId: id,
          // One account per connection, because the concurrency limit is per account.
          account: { id, name: 'Bench', email: null, dataCenter: null, apiBaseUrl: API_BASE_URL },
          permissions: { audiences: 'write', campaigns: 'write', reports: 'read', send: false },
          labels: {},
          tokenSetCiphertext: ciphertext,
          previousTokenSetCiphertext: null,
          accessTokenExpiresAt,
          assumedLifetimeMs: null,
          refreshExpiresAt: null,
          refreshType: accessTokenExpiresAt === null ? 'none' : 'rotating',
          reason: null,
          tokenSetVersion: 1,
          apiKeyCiphertext: null,
          apiKeyReason: null,
          fencingToken: 0,
          refreshStartedAt: null,
          dueAt,
          health: {},
          failedCheck: null,
          disconnectReport: null,
          grantedScopes: null,
          version: 1,
          connectedAt: 0,
          lastCheckedAt: null,
          lastCallAt: null,
          createdAt: 0,
        },
        null,
        [event],
      )
    },
  }
}
