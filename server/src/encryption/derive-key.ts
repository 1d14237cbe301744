import { hkdfSync } from 'node:crypto'

/** Derives a 32-byte key for one purpose from an encryption key (HKDF, RFC 5869); the same in every process. */
export function deriveKey(encryptionKey: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', Buffer.from(encryptionKey, 'base64'), '', purpose, 32))
}
