import { isoOrNull } from '../time.ts'
import { providerOf } from './apps.ts'
import type { Connection, WireConnection } from './connection.ts'
import type { Ports } from './ports.ts'
import { missingScopes } from './scopes.ts'
import { statusOf } from './status.ts'

/** As the API shows it. */
export function describeConnection(
  ports: Pick<Ports, 'providers' | 'now' | 'soonMs'>,
  connection: Connection,
): WireConnection {
  const { health, renewal, keyReason, failedCheck } = connection
  const at = { now: ports.now().getTime(), soonMs: ports.soonMs }
  const provider = providerOf(ports, connection.providerId)
  const renews = renewal !== 'never' && connection.reason === null
  return {
    id: connection.id,
    provider: connection.providerId,
    app: connection.appId,
    owner: connection.owner,
    account: connection.account,
    access: connection.access,
    ...statusOf(connection, provider, at),
    expiresAt: isoOrNull(connection.tokensExpireAt),
    nextRefreshAt: renews ? isoOrNull(connection.dueAt) : null,
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
    apiKey: connection.sealedKey === null ? null : { works: keyReason === null, reason: keyReason },
    connectedAt: new Date(connection.connectedAt).toISOString(),
    lastCheckedAt: isoOrNull(connection.checkedAt),
    lastCallAt: isoOrNull(connection.lastCallAt),
    createdAt: new Date(connection.createdAt).toISOString(),
  }
}
