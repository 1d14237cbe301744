import { hash } from 'node:crypto'
import { deriveKey } from '../encryption/derive-key.ts'

/** Newest first. The newest signs and encrypts; the others still decrypt. */
export type SessionSecrets = readonly { readonly version: number; readonly value: string }[]

/** Derived from the encryption keys. The newest signs session cookies; after a start with another newest key, users sign in again. */
export function sessionSecretsOf(encryptionKeys: readonly string[]): SessionSecrets {
  return encryptionKeys.map((key) => {
    const derived = deriveKey(key, 'letterlock user sessions')
    return { version: hash('sha256', derived, 'buffer').readUInt32BE(0), value: derived.toString('base64') }
  })
}
