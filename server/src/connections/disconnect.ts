import type { DisconnectResult } from '@letterlock/sdk/wire.ts'
import type { Principal } from '../workspaces/principal.ts'
import { getConnection } from './get-connection.ts'
import { decryptTokenSet } from './encrypted-credentials.ts'
import { revokeAtProvider } from './revoke-at-provider.ts'
import type { Connection } from './connection.ts'
import type { ConnectionChange } from './connection-repository.ts'
import type { ConnectionsContext } from './context.ts'

/**
 * Disconnects a connection: deletes the token set, revokes it at the provider if possible, and reports the result. An API key that is a
 * fallback stays in use; an API key alone is deleted. Idempotent.
 * @throws ProblemError connection_not_found
 */
export async function disconnect(
  context: ConnectionsContext,
  principal: Principal,
  id: string,
): Promise<DisconnectResult> {
  const connection = await getConnection(context, principal, id)
  const { change, report } = planDisconnect(context, connection)
  // A second call reports the same remaining steps.
  if (!change)
    return { ...report, ...connection.disconnectReport, deletedCredentials: [], detail: report.detail }
  const data = { deletedCredentials: report.deletedCredentials }
  const events = [
    { type: 'connection.disconnected', connectionId: id, actor: principal.principalId, data },
  ] as const
  const how = { guard: 'version', events, now: context.now().getTime() } as const
  const written = { ...change, disconnectReport: report, failedCheck: null }
  // The connection changed between read and write: try again. Each round follows another writer's success.
  if (!(await context.store.connections.change(connection, written, how)))
    return disconnect(context, principal, id)
  const { tokenSetCiphertext } = connection
  if (tokenSetCiphertext === null) return report
  // The token is deleted here; revocation at the provider follows.
  const provider = context.providers.get(connection.providerSlug)
  const revoked = await revokeAtProvider(context, connection, provider, () =>
    decryptTokenSet(context, connection, tokenSetCiphertext),
  )
  if (!provider || revoked === undefined) return report
  const { name } = provider
  const detail = revoked
    ? `The token was revoked at ${name} and deleted here.`
    : `The token was deleted here. ${name} did not accept the revocation: revoke access there too.`
  const result: DisconnectResult = {
    ...report,
    providerRevocation: revoked ? 'revoked' : 'failed',
    authorizedAppsUrl: revoked ? null : report.authorizedAppsUrl,
    detail: report.activeCredential === 'api_key' ? `${detail} The API key is used from now on.` : detail,
  }
  const disconnected = await context.store.connections.read(connection.workspaceId, id)
  // It may have been deleted or reconnected meanwhile.
  if (disconnected && disconnected.disconnectReport !== null)
    await context.store.connections.change(
      disconnected,
      { disconnectReport: result },
      { guard: 'token_set_version', events: [], now: context.now().getTime() },
    )
  return result
}

function planDisconnect(
  context: ConnectionsContext,
  { id, providerSlug, tokenSetCiphertext, apiKeyCiphertext, apiKeyReason }: Connection,
): { change: ConnectionChange | null; report: DisconnectResult } {
  const { name = providerSlug, revocation } = context.providers.get(providerSlug) ?? {}
  const authorizedAppsUrl = revocation ? context.outbound.browserUrl(revocation.authorizedAppsUrl) : null
  const report = {
    connectionId: id,
    providerRevocation: revocation?.type !== 'none' && tokenSetCiphertext !== null ? 'failed' : 'unsupported',
    activeCredential: null,
    authorizedAppsUrl,
  } as const
  if (tokenSetCiphertext !== null) {
    const goesOn = apiKeyCiphertext !== null && apiKeyReason === null
    // What remains if the process ends before the provider has answered.
    const why = {
      rfc7009: `Whether ${name} has revoked it is not known`,
      none: `${name} cannot revoke tokens on request`,
      undefined: `It could not be revoked, because this server no longer has the definition of ${name}`,
    }[revocation?.type ?? 'undefined']
    const detail = `The token was deleted here. ${why}: revoke access there too.`
    return {
      change: {
        reason: 'disconnect_requested',
        tokenSetCiphertext: null,
        previousTokenSetCiphertext: null,
        accessTokenExpiresAt: null,
        assumedLifetimeMs: null,
        refreshExpiresAt: null,
        refreshType: 'none',
        refreshStartedAt: null,
        health: {},
        endLease: true,
        ...(!goesOn && { dueAt: null }),
      },
      report: {
        ...report,
        deletedCredentials: ['oauth'],
        activeCredential: goesOn ? 'api_key' : null,
        detail: goesOn ? `${detail} The API key is used from now on.` : detail,
      },
    }
  }
  if (apiKeyCiphertext !== null)
    return {
      change: {
        reason: 'disconnect_requested',
        apiKeyCiphertext: null,
        apiKeyReason: null,
        dueAt: null,
        endLease: true,
      },
      report: {
        ...report,
        deletedCredentials: ['api_key'],
        detail: `The API key was deleted here. It stays valid at ${name}: disable it there too.`,
      },
    }
  const detail = 'This connection was already disconnected.'
  return { change: null, report: { ...report, deletedCredentials: [], detail } }
}
