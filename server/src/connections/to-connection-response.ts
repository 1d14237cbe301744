import { isoOrNull } from '../kernel/time.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { Connection, WireConnection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { missingScopes } from '../providers/granted-scopes.ts'
import { statusOf } from './status.ts'

/** As the API shows it. */
export function describeConnection(
  ports: Pick<ConnectionsContext, 'providers' | 'now' | 'expiringSoonMs'>,
  connection: Connection,
): WireConnection {
  const { health, refreshType, apiKeyReason, failedCheck } = connection
  const at = { now: ports.now().getTime(), expiringSoonMs: ports.expiringSoonMs }
  const provider = providerOf(ports, connection.providerId)
  const refreshes = refreshType !== 'none' && connection.reason === null
  return {
    id: connection.id,
    provider: connection.providerId,
    app: connection.oauthAppId,
    owner: connection.owner,
    account: connection.account,
    permissions: connection.permissions,
    ...statusOf(connection, provider, at),
    expiresAt: isoOrNull(connection.accessTokenExpiresAt),
    nextRefreshAt: refreshes ? isoOrNull(connection.dueAt) : null,
    lastRefreshedAt: isoOrNull(health.refreshedAt ?? null),
    health: {
      state: health.failures === undefined ? 'ok' : 'failing',
      failingSince: isoOrNull(health.failingSince ?? null),
      failures: health.failures ?? 0,
      problem: health.problem ?? null,
    },
    failedCheck: failedCheck && {
      since: new Date(failedCheck.since).toISOString(),
      errorCode: failedCheck.errorCode,
    },
    disconnectReport: connection.disconnectReport,
    grantedScopes: connection.grantedScopes && [...connection.grantedScopes],
    missingScopes: missingScopes(provider, connection),
    apiKey:
      connection.apiKeyCiphertext === null ? null : { works: apiKeyReason === null, reason: apiKeyReason },
    connectedAt: new Date(connection.connectedAt).toISOString(),
    lastCheckedAt: isoOrNull(connection.lastCheckedAt),
    lastCallAt: isoOrNull(connection.lastCallAt),
    createdAt: new Date(connection.createdAt).toISOString(),
  }
}
