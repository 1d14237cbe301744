import type { RecordedAttempt } from './delivery.ts'

/** Writes the attempts of a batch. */
export interface AttemptWriter {
  /** Writes it at once, or with all others that come while the ones before are written. */
  add(attempt: RecordedAttempt): void
  /** Resolves when all are written; rejects with the first failure. */
  written(): Promise<void>
}

/** One transaction after another: many attempts cost one commit, and one change of the row that counts them. */
export function createAttemptWriter(
  write: (attempts: readonly RecordedAttempt[]) => Promise<void>,
): AttemptWriter {
  let waiting: RecordedAttempt[] = []
  let writing: Promise<void> | undefined
  let failure: { readonly reason: unknown } | undefined
  const writeWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      const taken = waiting
      waiting = []
      await write(taken).catch((reason: unknown) => (failure ??= { reason }))
    }
    writing = undefined
  }
  return {
    add(attempt) {
      waiting.push(attempt)
      writing ??= writeWaiting()
    },
    async written() {
      await writing
      if (failure) throw failure.reason
    },
  }
}
