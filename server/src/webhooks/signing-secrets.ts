import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto'
import type { Encryption } from '../encryption/encryption.ts'
import { newId } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { SigningSecret, WebhookEndpoint } from './webhook-endpoint.ts'

/** Standard Webhooks requires 24 to 64. */
const SECRET_BYTES = 32
const PREFIX = 'whsec_'

/** A decrypted signing secret. */
export interface SigningKey {
  readonly key: KeyObject
  /** Epoch milliseconds; null if it does not expire. */
  readonly expiresAt: number | null
}

/** A new secret, and the form in which it is stored. */
export function createSigningSecret(
  encryption: Encryption,
  workspaceId: string,
  now: Date,
): { readonly secret: Secret; readonly kept: SigningSecret } {
  const id = newId('sec', now)
  const secret = new Secret(`${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`)
  const ciphertext = encryption.encrypt(secret.reveal(), contextOf(workspaceId, id))
  return { secret, kept: { id, ciphertext, createdAt: now.getTime(), expiresAt: null } }
}

/** The keys of an endpoint, newest first. Decrypting them costs as much as a delivery: a batch does it once. */
export function signingKeysOf(
  encryption: Encryption,
  { workspaceId, signingSecrets }: WebhookEndpoint,
): SigningKey[] {
  return signingSecrets.map(({ id, ciphertext, expiresAt }) => {
    const secret = encryption.decrypt(ciphertext, contextOf(workspaceId, id))
    return { key: createSecretKey(secret.slice(PREFIX.length), 'base64'), expiresAt }
  })
}

/** The keys that have not expired. */
export const currentKeys = (keys: readonly SigningKey[], now: number): KeyObject[] =>
  keys.filter(({ expiresAt }) => expiresAt === null || expiresAt > now).map(({ key }) => key)

const contextOf = (workspaceId: string, rowId: string) =>
  ({ workspaceId, rowId, field: 'signing_secret' }) as const
