import { randomBytes } from 'node:crypto'
import type { Encryption } from '../encryption/encryption.ts'
import { newId } from '../kernel/id.ts'
import { Secret } from '../kernel/secret.ts'
import type { SigningSecret, WebhookEndpoint } from './webhook-endpoint.ts'

/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32

/** A new secret, and the form in which it is kept. */
export function createSigningSecret(
  encryption: Encryption,
  workspaceId: string,
  now: Date,
): { readonly secret: Secret; readonly kept: SigningSecret } {
  const id = newId('sec', now)
  const secret = new Secret(`whsec_${randomBytes(SECRET_BYTES).toString('base64')}`)
  const ciphertext = encryption.encrypt(secret.reveal(), contextOf(workspaceId, id))
  return { secret, kept: { id, ciphertext, createdAt: now.getTime(), expiresAt: null } }
}

/** Those that sign at this time, newest first. */
export function signingSecretsOf(
  encryption: Encryption,
  { workspaceId, signingSecrets }: WebhookEndpoint,
  now: number,
): Secret[] {
  return signingSecrets
    .filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    .map(({ id, ciphertext }) => new Secret(encryption.decrypt(ciphertext, contextOf(workspaceId, id))))
}

const contextOf = (workspaceId: string, rowId: string) =>
  ({ workspaceId, rowId, field: 'signing_secret' }) as const
