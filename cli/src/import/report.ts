import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Outcome } from './submit-row.ts'

/** What became of each row, one line each, written as it happens: a second run skips what stands here. */
export interface Report {
  readonly file: string
  readonly settled: ReadonlyMap<number, Outcome>
  add(row: number, outcome: Outcome): void
  close(): void
}

export function openReport(file: string): Report {
  const settled = existsSync(file) ? readSettled(readFileSync(file, 'utf8')) : new Map<number, Outcome>()
  const descriptor = openSync(file, 'a', 0o600)
  return {
    file,
    settled,
    add(row, outcome) {
      writeSync(descriptor, `${JSON.stringify({ row, ...outcome })}\n`)
    },
    close() {
      fsyncSync(descriptor)
      closeSync(descriptor)
    },
  }
}

/** The last line may be half a one, when the run before was killed while writing it: that row is tried again. */
function readSettled(text: string): Map<number, Outcome> {
  const settled = new Map<number, Outcome>()
  for (const line of text.split('\n')) {
    try {
      const { row, ...outcome } = JSON.parse(line) as { row: number } & Outcome
      if (outcome.outcome !== 'failed' || !outcome.transient) settled.set(row, outcome)
    } catch {
      // Half a line, or the end.
    }
  }
  return settled
}
