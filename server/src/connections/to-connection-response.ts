import { isoOrNull } from '../kernel/time.ts'
import type { Connection, WireConnection } from './connection.ts'
import type { ConnectionsContext } from './context.ts'
import { missingScopes } from '../providers/granted-scopes.ts'
import { describeStatus, type Status } from './describe-status.ts'

/** The API response for a connection. */
export function toConnectionResponse(
  context: Pick<ConnectionsContext, 'providers' | 'now' | 'expiringSoonMs'>,
  connection: Connection,
): WireConnection {
  const { health, refreshType, apiKeyReason, failedCheck } = connection
  const at = { now: context.now().getTime(), expiringSoonMs: context.expiringSoonMs }
  const provider = context.providers.get(connection.providerSlug)
  const refreshes = provider !== undefined && refreshType !== 'none' && connection.reason === null
  return {
    id: connection.id,
    provider: connection.providerSlug,
    oauthAppId: connection.oauthAppId,
    endUserId: connection.endUserId,
    account: connection.account,
    permissions: connection.permissions,
    labels: { ...connection.labels },
    ...statusResponse(describeStatus(connection, provider, at)),
    accessTokenExpiresAt: isoOrNull(connection.accessTokenExpiresAt),
    nextRefreshAt: refreshes ? isoOrNull(connection.dueAt) : null,
    lastRefreshedAt: isoOrNull(health.refreshedAt ?? null),
    health: {
      status: health.failures === undefined ? 'ok' : 'failing',
      failingSince: isoOrNull(health.failingSince ?? null),
      consecutiveFailures: health.failures ?? 0,
      lastErrorCode: health.problem ?? null,
    },
    failedCheck: failedCheck && {
      since: new Date(failedCheck.since).toISOString(),
      errorCode: failedCheck.errorCode,
    },
    disconnectResult: connection.disconnectReport,
    grantedScopes: connection.grantedScopes && [...connection.grantedScopes],
    missingScopes: provider ? missingScopes(provider, connection) : [],
    apiKey:
      connection.apiKeyCiphertext === null ? null : { valid: apiKeyReason === null, reason: apiKeyReason },
    connectedAt: new Date(connection.connectedAt).toISOString(),
    lastCheckedAt: isoOrNull(connection.lastCheckedAt),
    lastCallAt: isoOrNull(connection.lastCallAt),
    createdAt: new Date(connection.createdAt).toISOString(),
  }
}

function statusResponse({ sentences, ...status }: Status) {
  return {
    ...status,
    sentences: sentences.map(({ since = null, until = null, minutes, scopes, errorCode, code }) => ({
      code,
      ...(since !== null && { since: new Date(since).toISOString() }),
      ...(until !== null && { until: new Date(until).toISOString() }),
      ...(minutes !== undefined && { minutes }),
      ...(scopes !== undefined && { scopes: [...scopes] }),
      ...(errorCode !== undefined && { errorCode }),
    })),
  }
}
