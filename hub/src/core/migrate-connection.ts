import { HubError } from '../errors.ts'
import { migrate, type OldCredentials } from '../oauth/migration.ts'
import { appFor, clientSecretOf, providerOf } from './apps.ts'
import type { Caller } from './caller.ts'
import type { Access, Connection } from './connection.ts'
import type { CallParts } from './identify.ts'
import { importTokens } from './import-tokens.ts'

export type { OldCredentials } from '../oauth/migration.ts'

export interface Migration {
  readonly providerId: string
  /** null: the newest app of the provider. */
  readonly appId: string | null
  readonly owner: string
  readonly access: Access
  readonly old: OldCredentials
}

/**
 * Connects an account whose older kind of access the platform trades for a token. The old credentials are used once and
 * not kept.
 * @throws HubError migration_unsupported, migration_refused, app_not_found, and what `importTokens` throws
 */
export async function migrateConnection(
  parts: CallParts,
  caller: Caller,
  { old, ...input }: Migration,
): Promise<Connection> {
  const { ports } = parts
  const provider = providerOf(ports, input.providerId)
  if (!provider.migrations) throw new HubError('migration_unsupported')
  const app = await appFor(ports, caller.workspaceId, input)
  const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
  const accessToken = await migrate(provider.migrations, client, old, {
    send: (url, init) => ports.outbound.request(provider, url, init),
    now: ports.now(),
  })
  const tokens = { accessToken, refreshToken: null, expiresAt: null }
  return importTokens(parts, caller, { ...input, ...tokens, appId: app.id })
}
