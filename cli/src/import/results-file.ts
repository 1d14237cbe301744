import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { CliError, EXIT } from '../cli-error.ts'
import { parseObject } from '../parse-object.ts'
import type { RowHash } from './row-hash.ts'
import type { Imported, Outcome, Row } from './row.ts'

/** The outcome of each row, one line each, written at once: a second run skips the rows that are imported. */
export interface ResultsFile {
  readonly file: string
  /** What an earlier run has made of a row with this content; undefined: it is not imported yet. */
  imported(row: Row): Imported | undefined
  add(row: Row, outcome: Outcome): void
  close(): void
}

/** @throws CliError if rows were imported with another secret key */
export function openResultsFile(file: string, rowHash: RowHash): ResultsFile {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const imported = readImported(text)
  if ([...imported.keys()].some((hash) => !rowHash.canCompare(hash)))
    throw new CliError(
      `The results in ${file} were written with another secret key, so its rows cannot be recognized.`,
      'Use that secret key, or remove the rows that are imported from your file and name another results file with --results.',
      EXIT.usage,
    )
  const descriptor = openSync(file, 'a', 0o600)
  // A run that was killed may leave half a line.
  if (text !== '' && !text.endsWith('\n')) writeSync(descriptor, '\n')
  return {
    file,
    imported: (row) => imported.get(rowHash.of(row)),
    add(row, outcome) {
      writeSync(descriptor, `${JSON.stringify({ line: row.line, hash: rowHash.of(row), ...outcome })}\n`)
    },
    close() {
      fsyncSync(descriptor)
      closeSync(descriptor)
    },
  }
}

/** By the hash of the row. A row that failed is not in it: what was wrong may be corrected outside the file. */
function readImported(text: string): Map<string, Imported> {
  const imported = new Map<string, Imported>()
  for (const line of text.split('\n')) {
    const {
      hash,
      outcome,
      connectionId = null,
    } = (parseObject(line) ?? {}) as Partial<Imported> & {
      hash?: string
    }
    if (hash !== undefined && (outcome === 'imported' || outcome === 'exists'))
      imported.set(hash, { outcome, connectionId })
  }
  return imported
}
