import type { KeyRing } from '../encryption/key-ring.ts'
import { createSingleFlight } from '../kernel/single-flight.ts'
import type { CiphertextStore } from '../store/ciphertexts.ts'
import { countOutdated } from './reencrypt.ts'

const TIMES_AS_LONG = 10

/**
 * `countOutdated` with a cache, because it reads every ciphertext: concurrent calls share one count, which is kept ten times as long as it
 * took. It is counted anew when the newest key changes.
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
