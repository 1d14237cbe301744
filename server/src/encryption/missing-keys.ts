import type { Log } from '../kernel/log.ts'
import { keyName, type KeyRing } from './key-ring.ts'

/** The cause of a `decryption_failed`: this process lacks the key, and another may have it. */
export class MissingKeyError extends Error {
  override readonly name = 'MissingKeyError'
  readonly id: number

  constructor(id: number) {
    super(`key ${keyName(id)} is not on the key ring`)
    this.id = id
  }
}

/** The encryption keys that stored values need and this process lacks. */
export interface MissingKeys {
  /**
   * Whether an error means that this process lacks a key. The value itself is sound: work that needs it is left to processes that have the
   * key. Each missing key is logged once.
   */
  note(error: unknown): boolean
  /** The IDs of the keys that are still missing. */
  current(): readonly number[]
}

/** Further missing keys count as damaged values. */
const MAX_KEYS = 8

/** @see MissingKeys */
export function createMissingKeys(ring: Pick<KeyRing, 'find'>, log: Log): MissingKeys {
  const missing = new Set<number>()
  const forgetAdded = (): void => {
    for (const id of missing) if (ring.find(id)) missing.delete(id)
  }
  return {
    note(error) {
      const id = missingKeyOf(error)
      if (id === undefined) return false
      if (missing.has(id)) return true
      forgetAdded()
      if (missing.size >= MAX_KEYS) return false
      missing.add(id)
      log.error(
        { errorCode: 'decryption_failed', errorDetail: `key ${keyName(id)}` },
        'this server lacks an encryption key that stored values need: it leaves them to servers that have it; add the key',
      )
      return true
    },
    current() {
      forgetAdded()
      return [...missing]
    },
  }
}

/** The ID of the missing key in the causes of an error. */
function missingKeyOf(error: unknown): number | undefined {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof MissingKeyError) return one.id
  return undefined
}
