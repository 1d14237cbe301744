import type { Encryption } from '../encryption/encryption.ts'
import { idBytes, type RingKey } from '../encryption/key-ring.ts'
import { ProblemError } from '../kernel/errors.ts'
import {
  CIPHERTEXT_COLUMNS,
  type CiphertextColumn,
  type CiphertextStore,
  type StoredCiphertext,
} from '../store/ciphertexts.ts'

/** Rows of one transaction: few, so that running servers do not wait long for their writes. */
const BATCH = 200

export interface RotationContext {
  readonly ciphertexts: CiphertextStore
  readonly encryption: Encryption
  readonly newest: RingKey
}

/** Where an unreadable ciphertext is, such as `connections.token_set_ciphertext conn_…`. */
export type CiphertextName = string

/** The number of ciphertexts that are not encrypted with the newest key. */
export async function countOutdated({
  ciphertexts,
  newest,
}: Pick<RotationContext, 'ciphertexts' | 'newest'>): Promise<number> {
  let count = 0
  for (const column of CIPHERTEXT_COLUMNS)
    count += await ciphertexts.countNotUnder(column, idBytes(newest.id))
  return count
}

/**
 * Encrypts everything with the newest key that is encrypted with another one, while servers run. A row that changes meanwhile is left to
 * the next pass.
 * @param done called with the number of ciphertexts after each batch
 * @returns how many were found, and those that no key decrypts
 */
export async function reencryptOutdated(
  context: RotationContext,
  done: (count: number) => void,
): Promise<{ count: number; unreadable: CiphertextName[] }> {
  let count = 0
  const unreadable: CiphertextName[] = []
  for (const column of CIPHERTEXT_COLUMNS)
    for await (const batch of batchesOf(context.ciphertexts, column, idBytes(context.newest.id))) {
      const changes = batch.flatMap((old) => {
        const plaintext = decrypt(context.encryption, old)
        if (plaintext !== null)
          return [{ old, ciphertext: context.encryption.encrypt(plaintext, old.context) }]
        unreadable.push(nameOf(old))
        return []
      })
      await context.ciphertexts.replace(changes)
      count += changes.length
      done(changes.length)
    }
  return { count, unreadable }
}

/** Decrypts everything. @param done called with the number of ciphertexts after each batch */
export async function verifyCiphertexts(
  { ciphertexts, encryption }: Pick<RotationContext, 'ciphertexts' | 'encryption'>,
  done: (count: number) => void,
): Promise<{ countByKey: ReadonlyMap<number, number>; unreadable: CiphertextName[] }> {
  const countByKey = new Map<number, number>()
  const unreadable: CiphertextName[] = []
  for (const column of CIPHERTEXT_COLUMNS)
    for await (const batch of batchesOf(ciphertexts, column, null)) {
      for (const stored of batch) {
        if (decrypt(encryption, stored) === null) unreadable.push(nameOf(stored))
        const usedKey = Buffer.from(stored.ciphertext).readUInt32BE(1)
        countByKey.set(usedKey, (countByKey.get(usedKey) ?? 0) + 1)
      }
      done(batch.length)
    }
  return { countByKey, unreadable }
}

async function* batchesOf(
  ciphertexts: CiphertextStore,
  column: CiphertextColumn,
  notUnder: Uint8Array | null,
): AsyncGenerator<readonly StoredCiphertext[]> {
  let after: readonly string[] | null = null
  for (;;) {
    const batch: readonly StoredCiphertext[] = await ciphertexts.page(column, { notUnder, after }, BATCH)
    if (batch.length === 0) return
    yield batch
    after = batch.at(-1)?.key ?? null
  }
}

/** null if no key decrypts it. */
function decrypt(encryption: Encryption, { ciphertext, context }: StoredCiphertext): string | null {
  try {
    return encryption.decrypt(ciphertext, context)
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'decryption_failed') return null
    throw error
  }
}

function nameOf({ column: { table, column }, key }: StoredCiphertext): CiphertextName {
  return `${table}.${column} ${key.join(' ')}`
}
