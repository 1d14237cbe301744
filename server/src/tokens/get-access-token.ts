import type { ConnectionReason } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import { providerOf } from '../workspaces/oauth-apps.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import type { Credentials, TokenSet } from '../connections/connection.ts'
import { oauthAppForCalls } from '../workspaces/client-id-parameter.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { Provider } from '../providers/provider.ts'
import { createVersionedCache } from '../kernel/versioned-cache.ts'
import type { Outcome, RefreshCoordinator } from './refresh-coordinator.ts'
import { decryptApiKey, decryptTokenSet } from '../connections/encrypted-credentials.ts'

/** A credential that works now, and what its connection may do with it. */
export interface UsableCredential {
  readonly connection: Credentials
  readonly provider: Provider
  readonly credential: 'oauth' | 'api_key'
  /** Why the API key stands in; null for a token, and for a key that is all there is. */
  readonly fallbackReason: ConnectionReason | null
  readonly token: Secret
  /** The value of `Authorization` for calls of the API. */
  readonly authorization: Secret
  /** Without a trailing slash. */
  readonly apiBaseUrl: string
  /** The app, where calls must name it. */
  readonly app: Pick<OAuthApp, 'clientId'> | null
  /** Epoch milliseconds; null: does not expire, or the platform does not say when. */
  readonly expiresAt: number | null
}

/** The only door to a credential: API, proxy and worker all go through it. */
export interface AccessTokens {
  /** What was read a moment ago, if it still holds for this long. @throws HubError connection_not_found */
  remembered(workspaceId: string, connectionId: string, minValidityMs?: number): UsableCredential | undefined
  /**
   * A token that is valid for at least this long, where the platform gives such tokens; renewed if need be. A token that
   * cannot be renewed just now is given as long as it lives.
   * @throws HubError connection_not_found, disconnected, refresh_failing, refresh_in_progress, decryption_failed
   */
  getAccessToken(workspaceId: string, connectionId: string, minValidityMs?: number): Promise<UsableCredential>
  /** What was remembered of this connection no longer holds. */
  forget(connectionId: string): void
}

export interface AccessTokensParts {
  readonly ports: ConnectionsContext
  readonly refreshCoordinator: RefreshCoordinator
  /** How long a caller waits for a renewal. */
  readonly waitTimeoutMs: number
}

/** How many hot connections are remembered, and for how long another process's change may go unseen. */
const REMEMBERED = { maxEntries: 10_000, maxAgeMs: SECOND }

/** A token is worth a call when it lives this long. */
export const MIN_VALIDITY_MS = MINUTE

export function createAccessTokens(parts: AccessTokensParts): AccessTokens {
  const { ports, refreshCoordinator } = parts
  const { store, now } = ports
  const cache = createVersionedCache<Remembered>({
    ...REMEMBERED,
    dataVersion: () => store.changesElsewhere(),
  })
  store.connections.onChange((id) => cache.delete(id))

  const remembered = (
    workspaceId: string,
    connectionId: string,
    minValidityMs = MIN_VALIDITY_MS,
  ): UsableCredential | undefined => {
    const known = cache.get(connectionId)
    if (!known) return undefined
    const { fresh } = known
    if (fresh.connection.workspaceId !== workspaceId) throw new ProblemError('connection_not_found')
    // Where its end is not known, it is not given beyond the time to renew it.
    if (fresh.expiresAt === null)
      return known.refreshFrom === Infinity || now().getTime() < known.refreshFrom ? fresh : undefined
    const at = now().getTime()
    if (fresh.expiresAt - at < minValidityMs) return undefined
    if (at >= known.refreshFrom) {
      // Once for each that is remembered: what comes of it empties the cache.
      known.refreshFrom = Infinity
      refreshAhead(fresh.connection)
    }
    return fresh
  }

  /** Nobody waits for it: the token still works. */
  const refreshAhead = (connection: Credentials): void => {
    refreshCoordinator
      .refresh(connection)
      .catch((error: unknown) =>
        ports.log.error({ err: error, connection: connection.id }, 'could not renew ahead'),
      )
  }

  return {
    remembered,
    forget: (connectionId) => cache.delete(connectionId),
    async getAccessToken(workspaceId, connectionId, minValidityMs = MIN_VALIDITY_MS) {
      const known = remembered(workspaceId, connectionId, minValidityMs)
      if (known) return known
      const mark = cache.version()
      const fresh = await obtain(parts, workspaceId, connectionId, minValidityMs)
      const { dueAt } = fresh.connection
      const refreshed =
        fresh.credential === 'oauth' && (fresh.expiresAt !== null || isOfUnknownLife(fresh.connection))
      const refreshFrom =
        refreshed && fresh.connection.refreshType !== 'none' ? (dueAt ?? Infinity) : Infinity
      cache.set(connectionId, { fresh, refreshFrom }, mark)
      return fresh
    },
  }
}

interface Remembered {
  readonly fresh: UsableCredential
  refreshFrom: number
}

async function obtain(
  { ports, refreshCoordinator, waitTimeoutMs }: AccessTokensParts,
  workspaceId: string,
  connectionId: string,
  minValidityMs: number,
): Promise<UsableCredential> {
  let connection = await readOwn(ports.store, workspaceId, connectionId)
  let tokens = usableTokens(ports, connection)
  let outcome: Outcome | undefined
  const now = ports.now().getTime()
  const overdue = isOfUnknownLife(connection) && connection.dueAt !== null && connection.dueAt <= now
  if (tokens && connection.refreshType !== 'none' && (overdue || !livesFor(tokens, now + minValidityMs))) {
    outcome = await refreshCoordinator.refresh(connection, { waitTimeoutMs })
    connection = await readOwn(ports.store, workspaceId, connectionId)
    tokens = usableTokens(ports, connection)
  }
  const provider = providerOf(ports, connection.providerId)
  const at = ports.now().getTime()
  if (tokens && livesFor(tokens, at)) {
    const { accessToken, expiresAt } = tokens
    return {
      connection,
      provider,
      credential: 'oauth',
      fallbackReason: null,
      token: accessToken,
      authorization: new Secret(`${provider.api.authorizationScheme} ${accessToken.reveal()}`),
      apiBaseUrl: connection.account.apiBaseUrl,
      app: await oauthAppForCalls(ports, provider, connection),
      expiresAt,
    }
  }
  const reason = connection.reason ?? 'expired'
  const key =
    provider.apiKey && connection.apiKeyReason === null ? decryptApiKey(ports, connection) : undefined
  if (key && provider.apiKey)
    return {
      connection,
      provider,
      credential: 'api_key',
      fallbackReason: reason === 'not_connected' ? null : reason,
      token: key,
      authorization: new Secret(provider.apiKey.authorization(key.reveal())),
      apiBaseUrl: provider.apiKey.apiLocation(key.reveal()).apiBaseUrl,
      app: null,
      expiresAt: null,
    }
  throw tokens && outcome
    ? notRefreshed(outcome, connection, at)
    : new ProblemError('connection_disconnected', { facts: { reason } })
}

async function readOwn(
  store: ConnectionsContext['store'],
  workspaceId: string,
  id: string,
): Promise<Credentials> {
  const connection = await store.connections.readCredentials(id)
  if (connection?.workspaceId !== workspaceId) throw new ProblemError('connection_not_found')
  return connection
}

function usableTokens(ports: ConnectionsContext, connection: Credentials): TokenSet | undefined {
  if (connection.reason !== null || connection.tokenSetCiphertext === null) return undefined
  return decryptTokenSet(ports, connection, connection.tokenSetCiphertext)
}

/** It is renewed on a schedule: without that, a dead token would be given for one that lives. */
function isOfUnknownLife({ assumedLifetimeMs, refreshType }: Credentials): boolean {
  return assumedLifetimeMs !== null && refreshType !== 'none'
}

function livesFor({ expiresAt }: TokenSet, until: number): boolean {
  return expiresAt === null || expiresAt > until
}

const ASK_AGAIN_SECONDS = 5

/** The token has run out and there is no other yet: neither lost nor working, and the caller is told when to ask again. */
function notRefreshed(outcome: Outcome, { dueAt }: Credentials, now: number): ProblemError {
  if (outcome === 'pending')
    return new ProblemError('refresh_in_progress', { facts: { retryAfterSeconds: ASK_AGAIN_SECONDS } })
  const seconds = dueAt === null ? ASK_AGAIN_SECONDS : Math.ceil((dueAt - now) / SECOND)
  return new ProblemError('refresh_failing', { facts: { retryAfterSeconds: Math.max(1, seconds) } })
}
