import { HubError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import { SECOND } from '../time.ts'
import type { Credentials, TokenSet } from './connection.ts'
import type { Ports, Store } from './ports.ts'
import { createRecent } from './recent.ts'
import { readTokenSet } from './token-set.ts'

/** A token that works now, and what its connection may do with it. */
export interface FreshToken {
  readonly connection: Credentials
  readonly credential: 'oauth'
  readonly token: Secret
  /** Epoch milliseconds; null: does not expire. */
  readonly expiresAt: number | null
}

/** The only door to an access token: API, proxy and worker all go through it. */
export interface TokenDoor {
  /** What was read a moment ago, if it still holds. @throws HubError as `freshToken` */
  remembered(workspaceId: string, connectionId: string): FreshToken | undefined
  /** @throws HubError connection_not_found, disconnected, credential_unreadable */
  freshToken(workspaceId: string, connectionId: string): Promise<FreshToken>
  /** The tokens as they are, for a check that must also work after they were refused. */
  openTokens(connection: Credentials): TokenSet
  /** What was remembered of this connection no longer holds. */
  forget(connectionId: string): void
}

/** How many hot connections are remembered, and for how long another process's change may go unseen. */
const REMEMBERED = { most: 10_000, ageMs: SECOND }

export function createTokenDoor({ store, vault, now }: Pick<Ports, 'store' | 'vault' | 'now'>): TokenDoor {
  const recent = createRecent<FreshToken>({ ...REMEMBERED, changesElsewhere: () => store.changesElsewhere() })

  const openTokens = ({ id, workspaceId, sealedTokens }: Credentials): TokenSet => {
    if (!sealedTokens) throw new HubError('disconnected', { facts: { reason: 'not_connected' } })
    return readTokenSet(vault.open(sealedTokens, { workspaceId, rowId: id, field: 'token_set' }))
  }

  const load = async (workspaceId: string, connectionId: string): Promise<FreshToken> => {
    const connection = await store.connections.readCredentials(connectionId)
    if (connection?.workspaceId !== workspaceId) throw new HubError('connection_not_found')
    if (connection.reason !== null)
      throw new HubError('disconnected', { facts: { reason: connection.reason } })
    const { accessToken, expiresAt } = openTokens(connection)
    return { connection, credential: 'oauth', token: accessToken, expiresAt }
  }

  const assertUsable = ({ connection, expiresAt }: FreshToken, workspaceId: string): void => {
    if (connection.workspaceId !== workspaceId) throw new HubError('connection_not_found')
    if (expiresAt !== null && expiresAt <= now().getTime())
      throw new HubError('disconnected', { facts: { reason: 'expired' } })
  }

  const remembered = (workspaceId: string, connectionId: string): FreshToken | undefined => {
    const fresh = recent.get(connectionId)
    if (fresh) assertUsable(fresh, workspaceId)
    return fresh
  }

  return {
    openTokens,
    remembered,
    forget: (connectionId) => recent.delete(connectionId),
    async freshToken(workspaceId, connectionId) {
      const known = remembered(workspaceId, connectionId)
      if (known) return known
      const mark = recent.mark()
      const fresh = await load(workspaceId, connectionId)
      assertUsable(fresh, workspaceId)
      recent.set(connectionId, fresh, mark)
      return fresh
    },
  }
}

/** A store whose every change of a connection is told at once, before the change and after it. */
export function tellingOfChanges(store: Store, changed: (connectionId: string) => void): Store {
  const { connections } = store
  const around = async <T>(id: string, write: Promise<T>): Promise<T> => {
    changed(id)
    try {
      return await write
    } finally {
      changed(id)
    }
  }
  return {
    ...store,
    connections: {
      ...connections,
      save: (connection, ...rest) => around(connection.id, connections.save(connection, ...rest)),
      change: (connection, ...rest) => around(connection.id, connections.change(connection, ...rest)),
    },
  }
}
