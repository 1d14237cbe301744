import type { ConnectionReason } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'
import type { ProviderQueue } from '../outbound/rate-limiter.ts'
import { MINUTE, SECOND } from '../kernel/time.ts'
import { definitionOf } from '../providers/definition-of.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import type { Credentials, TokenSet } from '../connections/connection.ts'
import { oauthAppForCalls } from '../workspaces/call-path.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import type { TokensContext } from './context.ts'
import { placeAccessToken, placeApiKey, type PlacedCredential } from '../providers/placed-credential.ts'
import type { Provider } from '../providers/provider.ts'
import { createVersionedCache } from '../kernel/versioned-cache.ts'
import { ASK_AGAIN_SECONDS, type Outcome } from './refresh-coordinator.ts'
import { decryptApiKey, decryptTokenSet } from '../connections/encrypted-credentials.ts'
import { isAhead } from '../connections/refresh-policy.ts'

/** A working credential, and the connection that it belongs to. */
export interface UsableCredential {
  readonly connection: Credentials
  readonly provider: Provider
  readonly credential: 'oauth' | 'api_key'
  /** Why the API key is used; null for a token, and for a connection with an API key only. */
  readonly fallbackReason: ConnectionReason | null
  readonly token: Secret
  readonly placed: PlacedCredential
  /** Without a trailing slash. */
  readonly apiBaseUrl: string
  /** The OAuth app, if calls must name it. */
  readonly app: Pick<OAuthApp, 'clientId'> | null
  /** Epoch milliseconds; null if unknown or non-expiring. */
  readonly expiresAt: number | null
  /** The queue of calls with this credential, set by the first call; null before it, and where the queue depends on the call's path. */
  queue: ProviderQueue | null
}

/** The only way to a credential for API, proxy and tools; refreshes and checks decrypt credentials themselves. */
export interface AccessTokens {
  /**
   * A cached credential that stays valid for at least `minValidityMs`; undefined if there is none.
   * @throws ProblemError connection_not_found
   */
  remembered(workspaceId: string, connectionId: string, minValidityMs?: number): UsableCredential | undefined
  /**
   * Returns a credential that stays valid for at least `minValidityMs`, if the provider's tokens live that long; refreshes if needed. If
   * the refresh fails, the current token is returned until it expires.
   * @throws ProblemError connection_not_found, connection_disconnected, refresh_failing, refresh_in_progress, decryption_failed
   */
  getAccessToken(workspaceId: string, connectionId: string, minValidityMs?: number): Promise<UsableCredential>
  /** Removes the connection from the cache. */
  forget(connectionId: string): void
}

/** Size of the cache, and how long a change by another process can go unnoticed. */
const REMEMBERED = { maxEntries: 10_000, maxAgeMs: SECOND }

/** Default minimum validity. */
export const MIN_VALIDITY_MS = MINUTE

export function createAccessTokens(context: TokensContext): AccessTokens {
  const { store, now, refreshCoordinator } = context
  const cache = createVersionedCache<Remembered>({
    ...REMEMBERED,
    dataVersion: () => store.changesElsewhere(),
    findUnchanged: (entries) =>
      store.connections.unchanged(
        new Map([...entries].map(([id, { fresh }]) => [id, fresh.connection.version])),
      ),
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
    const at = now().getTime()
    if (isAhead(known.rememberedAt, at)) return undefined
    if (fresh.connection.workspaceId !== workspaceId) throw new ProblemError('connection_not_found')
    // With unknown expiry, the token is returned only until it is due for a refresh.
    if (fresh.expiresAt === null)
      return known.refreshFrom === Infinity || at < known.refreshFrom ? fresh : undefined
    if (fresh.expiresAt - at < minValidityMs) return undefined
    if (at >= known.refreshFrom) {
      // Once per cache entry; the refresh clears the entry.
      known.refreshFrom = Infinity
      refreshAhead(fresh.connection)
    }
    return fresh
  }

  /** Refreshes in the background: the current token still works. */
  const refreshAhead = (connection: Credentials): void => {
    refreshCoordinator.refresh(connection).catch((error: unknown) => {
      if (!context.missingKeys.note(error))
        context.log.error({ err: error, connectionId: connection.id }, 'refresh ahead of expiry failed')
    })
  }

  return {
    remembered,
    forget: (connectionId) => cache.delete(connectionId),
    async getAccessToken(workspaceId, connectionId, minValidityMs = MIN_VALIDITY_MS) {
      const known = remembered(workspaceId, connectionId, minValidityMs)
      if (known) return known
      const cacheVersion = cache.version()
      const fresh = await obtain(context, workspaceId, connectionId, minValidityMs)
      const { dueAt } = fresh.connection
      const isRefreshedOnSchedule =
        fresh.credential === 'oauth' && (fresh.expiresAt !== null || isOfUnknownLife(fresh.connection))
      const refreshFrom =
        isRefreshedOnSchedule && fresh.connection.refreshType !== 'none' ? (dueAt ?? Infinity) : Infinity
      cache.set(connectionId, { fresh, refreshFrom, rememberedAt: now().getTime() }, cacheVersion)
      return fresh
    },
  }
}

interface Remembered {
  readonly fresh: UsableCredential
  /** Epoch milliseconds of the refresh ahead of expiry; Infinity: none, or it has begun. */
  refreshFrom: number
  /** Epoch milliseconds. */
  readonly rememberedAt: number
}

async function obtain(
  context: TokensContext,
  workspaceId: string,
  connectionId: string,
  minValidityMs: number,
): Promise<UsableCredential> {
  const { refreshCoordinator, waitTimeoutMs } = context
  let connection = await readOwn(context.store, workspaceId, connectionId)
  const provider = definitionOf(context, connection.providerSlug)
  let tokens = usableTokens(context, connection)
  let outcome: Outcome | undefined
  const now = context.now().getTime()
  if (tokens && connection.refreshType !== 'none' && !isSound(connection, tokens, { now, minValidityMs })) {
    outcome = await refreshCoordinator.refresh(connection, { waitTimeoutMs })
    connection = await readOwn(context.store, workspaceId, connectionId)
    tokens = usableTokens(context, connection)
  }
  const at = context.now().getTime()
  if (tokens && livesFor(tokens, at)) {
    const { accessToken, expiresAt } = tokens
    return {
      connection,
      provider,
      credential: 'oauth',
      fallbackReason: null,
      token: accessToken,
      placed: placeAccessToken(provider, accessToken),
      apiBaseUrl: connection.account.apiBaseUrl,
      app: await oauthAppForCalls(context, provider, connection),
      expiresAt,
      queue: null,
    }
  }
  const reason = connection.reason ?? 'expired'
  const key =
    provider.apiKey && connection.apiKeyReason === null ? decryptApiKey(context, connection) : undefined
  if (key && provider.apiKey)
    return {
      connection,
      provider,
      credential: 'api_key',
      fallbackReason: reason === 'not_connected' ? null : reason,
      token: key,
      placed: placeApiKey(provider.apiKey.placement, key),
      apiBaseUrl: provider.apiKey.apiLocation(key.reveal()).apiBaseUrl,
      app: null,
      expiresAt: null,
      queue: null,
    }
  throw tokens && outcome
    ? notRefreshed(outcome, connection, { provider, now: at })
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

function usableTokens(context: ConnectionsContext, connection: Credentials): TokenSet | undefined {
  if (connection.reason !== null || connection.tokenSetCiphertext === null) return undefined
  return decryptTokenSet(context, connection, connection.tokenSetCiphertext)
}

/** Whether the expiry is unknown and the token is refreshed on schedule, so that no dead token is returned. */
function isOfUnknownLife({ assumedLifetimeMs, refreshType }: Credentials): boolean {
  return assumedLifetimeMs !== null && refreshType !== 'none'
}

/** Whether the token may be returned without a refresh. */
function isSound(
  connection: Credentials,
  tokens: TokenSet,
  { now, minValidityMs }: { readonly now: number; readonly minValidityMs: number },
): boolean {
  const { dueAt } = connection
  if (isOfUnknownLife(connection) && dueAt !== null && dueAt <= now) return false
  return livesFor(tokens, now + minValidityMs) && !isAhead(tokens.askedAt ?? now, now)
}

function livesFor({ expiresAt }: TokenSet, until: number): boolean {
  return expiresAt === null || expiresAt > until
}

/** The error for an expired token whose refresh is pending or failing. */
function notRefreshed(
  outcome: Outcome,
  { dueAt }: Credentials,
  { provider, now }: { readonly provider: Provider; readonly now: number },
): ProblemError {
  if (outcome === 'pending')
    return new ProblemError('refresh_in_progress', { facts: { retryAfterSeconds: ASK_AGAIN_SECONDS } })
  const seconds = dueAt === null ? ASK_AGAIN_SECONDS : Math.ceil((dueAt - now) / SECOND)
  return new ProblemError('refresh_failing', { provider, facts: { retryAfterSeconds: Math.max(1, seconds) } })
}
