import type { KeyRing } from '../encryption/key-ring.ts'
import { createSingleFlight } from '../kernel/single-flight.ts'
import type { CiphertextStore } from '../store/ciphertexts.ts'
import { countOutdated } from './reencrypt.ts'

const TIMES_AS_LONG = 10

/**
 * As `countOutdated`, for those who ask often. It reads every ciphertext: questions meanwhile share one count, which is kept ten times as long
 * as it took. With another newest key, it is counted anew.
 * @param clock monotonic, in milliseconds
 */
export function createOutdatedCount(
  ciphertexts: CiphertextStore,
  keyRing: Pick<KeyRing, 'newest'>,
  clock: () => number = () => performance.now(),
): () => Promise<number> {
  const counts = createSingleFlight<number>()
  let kept: { readonly newestId: number; readonly count: number; readonly until: number } | undefined
  return async () => {
    const { newest } = keyRing
    if (kept?.newestId === newest.id && clock() < kept.until) return kept.count
    return counts.run(String(newest.id), async () => {
      const startedAt = clock()
      const count = await countOutdated({ ciphertexts, newest })
      const endedAt = clock()
      kept = { newestId: newest.id, count, until: endedAt + (endedAt - startedAt) * TIMES_AS_LONG }
      return count
    })
  }
}
