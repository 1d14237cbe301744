import type { ConnectionReason } from '@letterlock/sdk/wire.ts'
import type { TypedData } from '../workspaces/event.ts'
import type { Connection } from './connection.ts'
import { activeCredentialOf } from './status.ts'

/** An event of a connection, before it is known who caused it. */
export type ConnectionEvent = Extract<TypedData, { readonly type: `connection.${string}` }>

type Credential = 'oauth' | 'api_key'

/** A credential stopped working. @param after the connection without it */
export function credentialFailed(
  after: Connection,
  { credential, reason, now }: { credential: Credential; reason: ConnectionReason; now: number },
): ConnectionEvent {
  const activeCredential = activeCredentialOf(after, now)
  const responseLost = credential === 'oauth' && after.health.responseLostAt !== undefined
  return {
    type: 'connection.credential_failed',
    data: { credential, reason, activeCredential, responseLost },
  }
}

/** A credential works again. */
export function credentialRecovered(credential: Credential): ConnectionEvent {
  return { type: 'connection.recovered', data: { credential } }
}

/** The token set stops working soon, and is not refreshed in time. */
export function expiringSoon(
  { refreshType, accessTokenExpiresAt, refreshExpiresAt }: EndsSoon,
  reason: ConnectionReason,
): ConnectionEvent {
  const end = reason === 'token_expiring' && refreshType !== 'none' ? refreshExpiresAt : accessTokenExpiresAt
  const expiresAt = isoTime(end)
  return { type: 'connection.expiring_soon', data: { reason, expiresAt } }
}

type EndsSoon = Pick<Connection, 'refreshType' | 'accessTokenExpiresAt' | 'refreshExpiresAt'>

/** The token set was refreshed. */
export function tokenRefreshed({
  accessTokenExpiresAt,
}: Pick<Connection, 'accessTokenExpiresAt'>): ConnectionEvent {
  return {
    type: 'connection.token_refreshed',
    data: { accessTokenExpiresAt: isoTime(accessTokenExpiresAt) },
  }
}

const isoTime = (epochMs: number | null): string | null =>
  epochMs === null ? null : new Date(epochMs).toISOString()
