import type { RecordedAttempt } from './delivery.ts'

/** Writes the attempts of a batch. */
export interface AttemptWriter {
  /** Writes an attempt within some milliseconds, together with all that are added until then. */
  add(attempt: RecordedAttempt): void
  /** Writes the waiting attempts. Resolves when all are written; rejects with the first failure. */
  written(): Promise<void>
}

/** If the server dies before the write, the event is sent again. */
const COLLECT_MS = 25

/** One transaction after another: many attempts cost one commit, and one change of the row that counts them. */
export function createAttemptWriter(
  write: (attempts: readonly RecordedAttempt[]) => Promise<void>,
): AttemptWriter {
  let waiting: RecordedAttempt[] = []
  let timer: NodeJS.Timeout | undefined
  let writing = Promise.resolve()
  let failure: { readonly reason: unknown } | undefined
  const writeWaiting = async (): Promise<void> => {
    const taken = waiting
    waiting = []
    if (taken.length > 0) await write(taken).catch((reason: unknown) => void (failure ??= { reason }))
  }
  const begin = (): Promise<void> => {
    clearTimeout(timer)
    timer = undefined
    return (writing = writing.then(writeWaiting))
  }
  return {
    add(attempt) {
      waiting.push(attempt)
      timer ??= setTimeout(begin, COLLECT_MS)
    },
    async written() {
      await begin()
      if (failure) throw failure.reason
    },
  }
}
