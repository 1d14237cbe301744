import { createSecretKey, hash, type KeyObject } from 'node:crypto'

/** The newest key encrypts, all keys decrypt. A key's ID is the first four bytes of its SHA-256 hash. */
export interface KeyRing {
  readonly newest: RingKey
  /** Finds a key by its ID. Reads the source of the keys again for an unknown one, since it may have been added. */
  find(id: number): RingKey | undefined
  /** Reads the source of the keys again, so that the newest key is used. @see fault */
  refresh(): void
  /** Why the keys of the source are not used; null if they are. */
  readonly fault: Error | null
  /** @param listener called with the changed keys, newest first */
  onChange(listener: (keys: readonly string[]) => void): void
}

/** The changed keys lack the key that is used for encryption. */
class KeyInUseError extends Error {
  override readonly name = 'KeyInUseError'

  constructor(id: number) {
    super(
      `the key ${keyName(id)} is missing, and it is in use: put it back, after a newer one if there is one`,
    )
  }
}

export interface RingKey {
  readonly id: number
  readonly key: KeyObject
}

/**
 * Returns the keys if they have changed since they were last accepted; null if not; undefined while the key service unwraps them.
 * Synchronous and cheap.
 * @param check throws if the ring does not accept them; then they are read again with the next call
 */
export type ReadChangedKeys = (
  check: (keys: readonly string[]) => void,
) => readonly string[] | null | undefined

/**
 * @param encoded keys of 32 bytes in base64, newest first
 * @throws TypeError with the position of an invalid key, without its value
 */
export function createKeyRing(
  encoded: readonly string[],
  readChanged: ReadChangedKeys = () => null,
): KeyRing {
  let keys = toKeys(encoded)
  const listeners: ((keys: readonly string[]) => void)[] = []
  let fault: Error | null = null
  /** Rejects keys without the newest one: what it has encrypted could not be decrypted, and the next start would fail. */
  const check = (changed: readonly string[]): ReturnType<typeof toKeys> => {
    const next = toKeys(changed)
    if (!next.byId.has(keys.newest.id)) throw new KeyInUseError(keys.newest.id)
    return next
  }
  const refresh = (): void => {
    try {
      const changed = readChanged(check)
      if (changed === undefined) return
      if (changed) keys = check(changed)
      fault = null
      if (changed) for (const listener of listeners) listener(changed)
    } catch (error) {
      fault = error instanceof Error ? error : new Error(String(error))
    }
  }
  return {
    get newest() {
      return keys.newest
    },
    find(id) {
      if (!keys.byId.has(id)) refresh()
      return keys.byId.get(id)
    },
    refresh,
    get fault() {
      return fault
    },
    onChange: (listener) => void listeners.push(listener),
  }
}

function toKeys(encoded: readonly string[]): { newest: RingKey; byId: ReadonlyMap<number, RingKey> } {
  const keys = encoded.map((text, index): RingKey => {
    const bytes = Buffer.from(text.trim(), 'base64')
    if (bytes.length !== 32)
      throw new TypeError(`encryption key ${index + 1} of ${encoded.length} is not 32 bytes in base64`)
    // A KeyObject encrypts three times as fast as raw key bytes.
    return { id: idOfKey(text), key: createSecretKey(bytes) }
  })
  const [newest] = keys
  if (!newest) throw new TypeError('there is no encryption key')
  return { newest, byId: new Map(keys.map((key) => [key.id, key])) }
}

/** @param encoded 32 bytes in base64 */
export function idOfKey(encoded: string): number {
  return hash('sha256', Buffer.from(encoded.trim(), 'base64'), 'buffer').readUInt32BE(0)
}

/** The name of a key for operators: eight hexadecimal digits, which do not reveal it. */
export function keyName(id: number): string {
  return id.toString(16).padStart(8, '0')
}

/** A key's ID as the bytes in a ciphertext. */
export function idBytes(id: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(id)
  return bytes
}
