import type { DisconnectReport } from '@letterlock/client/wire.ts'
import { HubError } from '../errors.ts'
import { revokeTokens } from '../oauth/revocation.ts'
import { clientSecretOf, providerOf, readApp } from './apps.ts'
import type { Caller } from './caller.ts'
import { readConnection } from './read-connection.ts'
import { openTokenSet } from './sealed-credentials.ts'
import type { Connection } from './connection.ts'
import type { ConnectionChange, Ports } from './ports.ts'

/**
 * Cuts the connection: erases the token set at once, keeps a line in the audit trail, and tells what could not be done
 * from here. An API key that was set to stand in goes on; a key alone is erased. Doing it twice changes nothing and
 * says so.
 * @throws HubError connection_not_found
 */
export async function disconnect(ports: Ports, caller: Caller, id: string): Promise<DisconnectReport> {
  const connection = await readConnection(ports, caller, id)
  const { change, report } = cut(ports, connection)
  // What remains to be done at the platform does not change by asking twice.
  if (!change) return { ...report, ...connection.disconnectReport, erased: [], detail: report.detail }
  const data = { erased: report.erased }
  const events = [{ type: 'connection.disconnected', connectionId: id, actor: caller.keyId, data }] as const
  const how = { guard: 'version', events, now: ports.now().getTime() } as const
  const written = { ...change, disconnectReport: report, failedCheck: null }
  // It changed between reading and writing: look again. Each round follows somebody else's finished write.
  if (!(await ports.store.connections.change(connection, written, how))) return disconnect(ports, caller, id)
  const { revocation, name } = providerOf(ports, connection.providerId)
  if (revocation.kind !== 'rfc7009' || connection.sealedTokens === null) return report
  // Nobody can use it here any more; what the platform still has to be told comes after.
  const revoked = await revokeAtProvider(ports, connection, revocation.url)
  const detail = revoked
    ? `The token is revoked at ${name} and erased here.`
    : `The token is erased here. ${name} did not take the revocation: to end it there too, remove the app on the page below.`
  const told: DisconnectReport = {
    ...report,
    revokedAtProvider: revoked,
    removalUrl: revoked ? null : report.removalUrl,
    detail: report.credential === 'api_key' ? `${detail} The API key stands in from now on.` : detail,
  }
  const cutConnection = await readConnection(ports, caller, id)
  // Not when it was connected again meanwhile.
  if (cutConnection.disconnectReport !== null)
    await ports.store.connections.change(
      cutConnection,
      { disconnectReport: told },
      { guard: 'generation', events: [], now: ports.now().getTime() },
    )
  return told
}

async function revokeAtProvider(ports: Ports, connection: Connection, url: string): Promise<boolean> {
  const provider = providerOf(ports, connection.providerId)
  try {
    const { refreshToken, accessToken } = openTokenSet(ports, connection, connection.sealedTokens)
    const app = await readApp(ports, connection.workspaceId, connection.appId ?? '')
    const client = { clientId: app.clientId, clientSecret: clientSecretOf(ports, app) }
    await revokeTokens(provider.token, { url, refreshToken, accessToken, ...client }, (address, init) =>
      ports.outbound.request(provider, address, init),
    )
    return true
  } catch (error) {
    if (!(error instanceof HubError)) throw error
    const { code, detail } = error
    ports.log.warn({ connection: connection.id, problem: code, detail }, 'not revoked at the platform')
    return false
  }
}

function cut(
  ports: Ports,
  { id, providerId, sealedTokens, sealedKey, keyReason }: Connection,
): { change: ConnectionChange | null; report: DisconnectReport } {
  const { name, revocation } = providerOf(ports, providerId)
  const removalUrl = ports.outbound.browserUrl(revocation.pageUrl)
  const report = { connection: id, revokedAtProvider: false, credential: null, removalUrl } as const
  if (sealedTokens !== null) {
    const goesOn = sealedKey !== null && keyReason === null
    const erased = `The token is erased here. ${name} has no address where it could be revoked: to end it there too, remove the app on the page below.`
    return {
      change: {
        reason: 'disconnected_by_user',
        sealedTokens: null,
        sealedPrevious: null,
        tokensExpireAt: null,
        assumedLifetimeMs: null,
        refreshExpiresAt: null,
        renewal: 'never',
        intentAt: null,
        health: {},
        endLease: true,
        ...(!goesOn && { dueAt: null }),
      },
      report: {
        ...report,
        erased: ['oauth'],
        credential: goesOn ? 'api_key' : null,
        detail: goesOn ? `${erased} The API key stands in from now on.` : erased,
      },
    }
  }
  if (sealedKey !== null)
    return {
      change: {
        reason: 'disconnected_by_user',
        sealedKey: null,
        keyReason: null,
        dueAt: null,
        endLease: true,
      },
      report: {
        ...report,
        erased: ['api_key'],
        detail: `The API key is erased here. At ${name} it still works: disable it on the page below.`,
      },
    }
  const detail = 'This connection was cut before; nothing was left to erase.'
  return { change: null, report: { ...report, erased: [], detail } }
}
