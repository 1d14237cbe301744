import { createSecretKey, hash, type KeyObject } from 'node:crypto'

/** The newest key encrypts, all keys decrypt. A key's ID is the first four bytes of its SHA-256 hash. */
export interface KeyRing {
  readonly newest: RingKey
  /** A key that is not known is looked for where the keys come from, since it may have been added. */
  find(id: number): RingKey | undefined
  /** Takes the keys that were added or removed where they come from, so that the newest is used. */
  refresh(): void
  /** @param listener gets the changed keys, newest first */
  onChange(listener: (keys: readonly string[]) => void): void
}

export interface RingKey {
  readonly id: number
  readonly key: KeyObject
}

/** The keys if they have changed since the last call; null if not. Synchronous and cheap. */
export type ReadChangedKeys = () => readonly string[] | null

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
  const refresh = (): void => {
    const changed = readChanged()
    if (!changed) return
    keys = toKeys(changed)
    for (const listener of listeners) listener(changed)
  }
  const tryRefresh = (): void => {
    try {
      refresh()
    } catch {
      // A fault of the keys is logged by the code that reads them every second.
    }
  }
  return {
    get newest() {
      return keys.newest
    },
    find(id) {
      if (!keys.byId.has(id)) tryRefresh()
      return keys.byId.get(id)
    },
    refresh,
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

/** How a key is named to the operator: eight hexadecimal digits that do not give it away. */
export function keyName(id: number): string {
  return id.toString(16).padStart(8, '0')
}

/** A key's ID as ciphertexts have it. */
export function idBytes(id: number): Uint8Array {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(id)
  return bytes
}
