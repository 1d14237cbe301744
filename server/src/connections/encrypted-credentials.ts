import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'
import type { Connection, TokenSet } from './connection.ts'
import type { ConnectionsContext } from './context.ts'

type Row = Pick<Connection, 'id' | 'workspaceId'>

/** The context binds a ciphertext to its connection and field: elsewhere it cannot be decrypted. */
const encryptionContextOf = <F extends 'token_set' | 'api_key'>({ id, workspaceId }: Row, field: F) => ({
  workspaceId,
  rowId: id,
  field,
})

/** Encrypts a token set, bound to its connection. */
export function encryptTokenSet(
  { encryption }: Pick<ConnectionsContext, 'encryption'>,
  of: Row,
  tokens: TokenSet,
): Uint8Array {
  return encryption.encrypt(writeTokenSet(tokens), encryptionContextOf(of, 'token_set'))
}

/** @throws ProblemError decryption_failed, connection_disconnected if there is no token set */
export function decryptTokenSet(
  { encryption }: Pick<ConnectionsContext, 'encryption'>,
  of: Row,
  ciphertext: Uint8Array | null,
): TokenSet {
  if (!ciphertext) throw new ProblemError('connection_disconnected', { facts: { reason: 'not_connected' } })
  return readTokenSet(encryption.decrypt(ciphertext, encryptionContextOf(of, 'token_set')))
}

/** Encrypts an API key, bound to its connection. */
export function encryptApiKey(
  { encryption }: Pick<ConnectionsContext, 'encryption'>,
  of: Row,
  key: Secret,
): Uint8Array {
  return encryption.encrypt(key.reveal(), encryptionContextOf(of, 'api_key'))
}

/**
 * Returns undefined if there is no API key.
 * @throws ProblemError decryption_failed
 */
export function decryptApiKey(
  { encryption }: Pick<ConnectionsContext, 'encryption'>,
  connection: Row & Pick<Connection, 'apiKeyCiphertext'>,
): Secret | undefined {
  if (connection.apiKeyCiphertext === null) return undefined
  return new Secret(
    encryption.decrypt(connection.apiKeyCiphertext, encryptionContextOf(connection, 'api_key')),
  )
}

/** The token set as JSON, with its secrets: to be encrypted. */
export function writeTokenSet(tokens: TokenSet): string {
  return JSON.stringify({
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal() ?? null,
    expiresAt: tokens.expiresAt,
    lifetimeKnown: tokens.lifetimeKnown,
    askedAt: tokens.askedAt,
    refreshExpiresAt: tokens.refreshExpiresAt,
    scope: tokens.scope,
  })
}

/** The stored JSON. Members that may be absent were added later. */
interface Written {
  readonly accessToken: string
  readonly refreshToken: string | null
  readonly expiresAt: number | null
  readonly lifetimeKnown?: boolean
  readonly askedAt?: number
  readonly refreshExpiresAt?: number | null
  readonly scope: string | null
}

/** The reverse of `writeTokenSet`. */
export function readTokenSet(text: string): TokenSet {
  const { accessToken, refreshToken, expiresAt, lifetimeKnown, askedAt, refreshExpiresAt, scope } =
    JSON.parse(text) as Written
  return {
    accessToken: new Secret(accessToken),
    refreshToken: refreshToken ? new Secret(refreshToken) : null,
    expiresAt,
    lifetimeKnown: lifetimeKnown ?? true,
    ...(askedAt !== undefined && { askedAt }),
    refreshExpiresAt: refreshExpiresAt ?? null,
    scope,
  }
}
