import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { Outcome } from './row.ts'

/** The outcome of each row, one line each, written at once: a second run skips the rows that are in it. */
export interface ResultsFile {
  readonly file: string
  /** Rows that earlier runs have finished. */
  readonly finished: ReadonlyMap<number, Outcome>
  add(row: number, outcome: Outcome): void
  close(): void
}

export function openResultsFile(file: string): ResultsFile {
  const finished = existsSync(file) ? readFinished(readFileSync(file, 'utf8')) : new Map<number, Outcome>()
  const descriptor = openSync(file, 'a', 0o600)
  return {
    file,
    finished,
    add(row, outcome) {
      writeSync(descriptor, `${JSON.stringify({ row, ...outcome })}\n`)
    },
    close() {
      fsyncSync(descriptor)
      closeSync(descriptor)
    },
  }
}

/** A run that was killed may leave half a line: that row is tried again. */
function readFinished(text: string): Map<number, Outcome> {
  const finished = new Map<number, Outcome>()
  for (const line of text.split('\n')) {
    try {
      const { row, ...outcome } = JSON.parse(line) as { row: number } & Outcome
      if (outcome.outcome !== 'failed' || !outcome.transient) finished.set(row, outcome)
    } catch {
      // Half a line, or the end.
    }
  }
  return finished
}
