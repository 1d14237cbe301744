import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import { CliError, EXIT } from '../cli-error.ts'
import { parseObject } from '../parse-object.ts'
import type { RowHash } from './row-hash.ts'
import type { Imported, Outcome, Row } from './row.ts'

/** The outcome of each row, one line each, written immediately. A second run skips imported rows. */
export interface ResultsFile {
  readonly file: string
  /** The connection that an earlier run imported from a row with this content; undefined if there is none. */
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
  // A killed run may leave an incomplete line.
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

/** By the hash of the row. Without failed rows, which are tried again: the cause may be outside the file. */
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
