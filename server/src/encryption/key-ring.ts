import { createSecretKey, hash, type KeyObject } from 'node:crypto'

/** The newest key encrypts, all keys decrypt. A key's ID is the first four bytes of its SHA-256 hash. */
export interface KeyRing {
  readonly newest: RingKey
  readonly byId: ReadonlyMap<number, RingKey>
}

export interface RingKey {
  readonly id: number
  readonly key: KeyObject
}

/**
 * @param encoded keys of 32 bytes in base64, newest first
 * @throws TypeError with the position of an invalid key, without its value
 */
export function createKeyRing(encoded: readonly string[]): KeyRing {
  const keys = encoded.map((text, index): RingKey => {
    const bytes = Buffer.from(text.trim(), 'base64')
    if (bytes.length !== 32)
      throw new TypeError(`encryption key ${index + 1} of ${encoded.length} is not 32 bytes in base64`)
    // A KeyObject encrypts three times as fast as raw key bytes.
    return { id: hash('sha256', bytes, 'buffer').readUInt32BE(0), key: createSecretKey(bytes) }
  })
  const [newest] = keys
  if (!newest) throw new TypeError('there is no encryption key')
  return { newest, byId: new Map(keys.map((key) => [key.id, key])) }
}
