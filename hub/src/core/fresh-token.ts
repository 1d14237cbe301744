import type { StatusReason } from '@letterlock/client/wire.ts'
import { HubError } from '../errors.ts'
import { Secret } from '../secret.ts'
import { MINUTE, SECOND } from '../time.ts'
import { providerOf } from './apps.ts'
import type { App, Credentials, TokenSet } from './connection.ts'
import { appToName } from './name-app.ts'
import type { Ports, Store } from './ports.ts'
import type { Provider } from './provider.ts'
import { createRecent } from './recent.ts'
import type { Outcome, Refresher } from './refresher.ts'
import { openApiKey, openTokenSet } from './sealed-credentials.ts'

/** A credential that works now, and what its connection may do with it. */
export interface FreshToken {
  readonly connection: Credentials
  readonly provider: Provider
  readonly credential: 'oauth' | 'api_key'
  /** Why the API key stands in; null for a token, and for a key that is all there is. */
  readonly because: StatusReason | null
  readonly token: Secret
  /** The value of `Authorization` for calls of the API. */
  readonly authorization: Secret
  /** Without a trailing slash. */
  readonly apiBaseUrl: string
  /** The app, where calls must name it. */
  readonly app: Pick<App, 'clientId'> | null
  /** Epoch milliseconds; null: does not expire, or the platform does not say when. */
  readonly expiresAt: number | null
}

/** The only door to a credential: API, proxy and worker all go through it. */
export interface TokenDoor {
  /** What was read a moment ago, if it still holds for this long. @throws HubError connection_not_found */
  remembered(workspaceId: string, connectionId: string, minValidMs?: number): FreshToken | undefined
  /**
   * A token that is valid for at least this long, where the platform gives such tokens; renewed if need be. A token that
   * cannot be renewed just now is given as long as it lives.
   * @throws HubError connection_not_found, disconnected, renewal_failing, renewal_under_way, credential_unreadable
   */
  freshToken(workspaceId: string, connectionId: string, minValidMs?: number): Promise<FreshToken>
  /** What was remembered of this connection no longer holds. */
  forget(connectionId: string): void
}

export interface DoorParts {
  readonly ports: Ports
  readonly refresher: Refresher
  /** How long a caller waits for a renewal. */
  readonly patienceMs: number
}

/** How many hot connections are remembered, and for how long another process's change may go unseen. */
const REMEMBERED = { most: 10_000, ageMs: SECOND }

/** A token is worth a call when it lives this long. */
export const MIN_VALID_MS = MINUTE

export function createTokenDoor(parts: DoorParts): TokenDoor {
  const { ports, refresher } = parts
  const { store, now } = ports
  const recent = createRecent<Remembered>({ ...REMEMBERED, changesElsewhere: () => store.changesElsewhere() })

  const remembered = (
    workspaceId: string,
    connectionId: string,
    minValidMs = MIN_VALID_MS,
  ): FreshToken | undefined => {
    const known = recent.get(connectionId)
    if (!known) return undefined
    const { fresh } = known
    if (fresh.connection.workspaceId !== workspaceId) throw new HubError('connection_not_found')
    // Where its end is not known, it is not given beyond the time to renew it.
    if (fresh.expiresAt === null)
      return known.renewFrom === Infinity || now().getTime() < known.renewFrom ? fresh : undefined
    const at = now().getTime()
    if (fresh.expiresAt - at < minValidMs) return undefined
    if (at >= known.renewFrom) {
      // Once for each that is remembered: what comes of it empties the cache.
      known.renewFrom = Infinity
      renewAhead(fresh.connection)
    }
    return fresh
  }

  /** Nobody waits for it: the token still works. */
  const renewAhead = (connection: Credentials): void => {
    refresher
      .refresh(connection)
      .catch((error: unknown) =>
        ports.log.error({ err: error, connection: connection.id }, 'could not renew ahead'),
      )
  }

  return {
    remembered,
    forget: (connectionId) => recent.delete(connectionId),
    async freshToken(workspaceId, connectionId, minValidMs = MIN_VALID_MS) {
      const known = remembered(workspaceId, connectionId, minValidMs)
      if (known) return known
      const mark = recent.mark()
      const fresh = await obtain(parts, workspaceId, connectionId, minValidMs)
      const { dueAt } = fresh.connection
      const renewed =
        fresh.credential === 'oauth' && (fresh.expiresAt !== null || isOfUnknownLife(fresh.connection))
      const renewFrom = renewed && fresh.connection.renewal !== 'never' ? (dueAt ?? Infinity) : Infinity
      recent.set(connectionId, { fresh, renewFrom }, mark)
      return fresh
    },
  }
}

interface Remembered {
  readonly fresh: FreshToken
  renewFrom: number
}

async function obtain(
  { ports, refresher, patienceMs }: DoorParts,
  workspaceId: string,
  connectionId: string,
  minValidMs: number,
): Promise<FreshToken> {
  let connection = await readOwn(ports.store, workspaceId, connectionId)
  let tokens = usableTokens(ports, connection)
  let outcome: Outcome | undefined
  const now = ports.now().getTime()
  const overdue = isOfUnknownLife(connection) && connection.dueAt !== null && connection.dueAt <= now
  if (tokens && connection.renewal !== 'never' && (overdue || !livesFor(tokens, now + minValidMs))) {
    outcome = await refresher.refresh(connection, { patienceMs })
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
      because: null,
      token: accessToken,
      authorization: new Secret(`${provider.api.authorizationScheme} ${accessToken.reveal()}`),
      apiBaseUrl: connection.account.apiBaseUrl,
      app: await appToName(ports, provider, connection),
      expiresAt,
    }
  }
  const reason = connection.reason ?? 'expired'
  const key = provider.apiKey && connection.keyReason === null ? openApiKey(ports, connection) : undefined
  if (key && provider.apiKey)
    return {
      connection,
      provider,
      credential: 'api_key',
      because: reason === 'not_connected' ? null : reason,
      token: key,
      authorization: new Secret(provider.apiKey.authorization(key.reveal())),
      apiBaseUrl: provider.apiKey.place(key.reveal()).apiBaseUrl,
      app: null,
      expiresAt: null,
    }
  throw tokens && outcome
    ? notRenewed(outcome, connection, at)
    : new HubError('disconnected', { facts: { reason } })
}

async function readOwn(store: Store, workspaceId: string, id: string): Promise<Credentials> {
  const connection = await store.connections.readCredentials(id)
  if (connection?.workspaceId !== workspaceId) throw new HubError('connection_not_found')
  return connection
}

function usableTokens(ports: Ports, connection: Credentials): TokenSet | undefined {
  if (connection.reason !== null || connection.sealedTokens === null) return undefined
  return openTokenSet(ports, connection, connection.sealedTokens)
}

/** It is renewed on a schedule: without that, a dead token would be given for one that lives. */
function isOfUnknownLife({ assumedLifetimeMs, renewal }: Credentials): boolean {
  return assumedLifetimeMs !== null && renewal !== 'never'
}

function livesFor({ expiresAt }: TokenSet, until: number): boolean {
  return expiresAt === null || expiresAt > until
}

const ASK_AGAIN_SECONDS = 5

/** The token has run out and there is no other yet: neither lost nor working, and the caller is told when to ask again. */
function notRenewed(outcome: Outcome, { dueAt }: Credentials, now: number): HubError {
  if (outcome === 'pending')
    return new HubError('renewal_under_way', { facts: { retryAfterSeconds: ASK_AGAIN_SECONDS } })
  const seconds = dueAt === null ? ASK_AGAIN_SECONDS : Math.ceil((dueAt - now) / SECOND)
  return new HubError('renewal_failing', { facts: { retryAfterSeconds: Math.max(1, seconds) } })
}

/** Told of every change at once, before it and after it. */
export interface Listener {
  connectionChanged(id: string): void
  appsChanged(): void
}

/** A store that tells of what is changed through it. */
export function tellingOfChanges(store: Store, listener: Listener): Store {
  const { connections, apps } = store
  const telling = async <T>(tell: () => void, write: Promise<T>): Promise<T> => {
    tell()
    try {
      return await write
    } finally {
      tell()
    }
  }
  const around = <T>(id: string, write: Promise<T>): Promise<T> =>
    telling(() => listener.connectionChanged(id), write)
  const aroundApps = <T>(write: Promise<T>): Promise<T> => telling(() => listener.appsChanged(), write)
  return {
    ...store,
    apps: {
      ...apps,
      addSecret: (...change) => aroundApps(apps.addSecret(...change)),
      removeSecret: (...change) => aroundApps(apps.removeSecret(...change)),
      remove: (...change) => aroundApps(apps.remove(...change)),
    },
    connections: {
      ...connections,
      save: (connection, ...rest) => around(connection.id, connections.save(connection, ...rest)),
      change: (connection, ...rest) => around(connection.id, connections.change(connection, ...rest)),
      remove: (connection, ...rest) => around(connection.id, connections.remove(connection, ...rest)),
    },
  }
}
