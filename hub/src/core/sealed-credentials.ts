import { HubError } from '../errors.ts'
import { Secret } from '../secret.ts'
import type { Connection, TokenSet } from './connection.ts'
import type { Ports } from './ports.ts'

type Row = Pick<Connection, 'id' | 'workspaceId'>

/** A credential is bound to its connection: moved to another row, or passed off as the other kind, it does not open. */
const placeOf = <F extends 'token_set' | 'api_key'>({ id, workspaceId }: Row, field: F) => ({
  workspaceId,
  rowId: id,
  field,
})

export function sealTokenSet({ vault }: Pick<Ports, 'vault'>, of: Row, tokens: TokenSet): Uint8Array {
  return vault.seal(writeTokenSet(tokens), placeOf(of, 'token_set'))
}

/** @throws HubError credential_unreadable, disconnected (there is none) */
export function openTokenSet({ vault }: Pick<Ports, 'vault'>, of: Row, sealed: Uint8Array | null): TokenSet {
  if (!sealed) throw new HubError('disconnected', { facts: { reason: 'not_connected' } })
  return readTokenSet(vault.open(sealed, placeOf(of, 'token_set')))
}

export function sealApiKey({ vault }: Pick<Ports, 'vault'>, of: Row, key: Secret): Uint8Array {
  return vault.seal(key.reveal(), placeOf(of, 'api_key'))
}

/** undefined when there is none. @throws HubError credential_unreadable */
export function openApiKey(
  { vault }: Pick<Ports, 'vault'>,
  connection: Row & Pick<Connection, 'sealedKey'>,
): Secret | undefined {
  if (connection.sealedKey === null) return undefined
  return new Secret(vault.open(connection.sealedKey, placeOf(connection, 'api_key')))
}

export function writeTokenSet(tokens: TokenSet): string {
  return JSON.stringify({
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal() ?? null,
    expiresAt: tokens.expiresAt,
    lifetimeKnown: tokens.lifetimeKnown,
    refreshExpiresAt: tokens.refreshExpiresAt,
    scope: tokens.scope,
  })
}

/** The members that may be absent came later. */
interface Written {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly expiresAt: number | null
  readonly lifetimeKnown?: boolean
  readonly refreshExpiresAt?: number | null
  readonly scope: string | null
}

export function readTokenSet(text: string): TokenSet {
  const { accessToken, refreshToken, expiresAt, lifetimeKnown, refreshExpiresAt, scope } = JSON.parse(
    text,
  ) as Written
  return {
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken ? new Secret(refreshToken) : null,
    expiresAt,
    lifetimeKnown: lifetimeKnown ?? true,
    refreshExpiresAt: refreshExpiresAt ?? null,
    scope,
  }
}
