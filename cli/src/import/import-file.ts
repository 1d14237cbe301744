import { InvalidArgumentError, type Command } from 'commander'
import { CliError, EXIT } from '../cli-error.ts'
import { noteProgress, paint, print, printJson } from '../output.ts'
import { createFailureSummary, printFailures, type FailureSummary } from './failure-summary.ts'
import { readRows } from './read-rows.ts'
import { openResultsFile, type ResultsFile } from './results-file.ts'
import { createRetryWait, type RetryWait } from './retry-wait.ts'
import { createRowHash } from './row-hash.ts'
import type { Failed, Outcome, Row } from './row.ts'

const CONCURRENCY = 8
const PROGRESS_INTERVAL_MS = 500

export interface ImportOptions {
  readonly results?: string
  /** In seconds. */
  readonly waitTimeout: number
}

export function addImportOptions(command: Command): Command {
  return command
    .option(
      '--results <file>',
      'write the outcome of each row here; a second run skips the rows that are imported',
    )
    .option(
      '--wait-timeout <seconds>',
      'how long to retry while the provider or the server is busy',
      readSeconds,
      300,
    )
}

function readSeconds(text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text)
  throw new InvalidArgumentError('Give a whole number of seconds.')
}

export type ImportRow = (row: Row, wait: RetryWait) => Promise<Outcome>

interface FileImport extends ImportOptions {
  readonly file: string
  readonly json: boolean
  /** Recognizes imported rows. */
  readonly secretKey: string
  /** Members that are sent with every row. */
  readonly common?: Readonly<Record<string, string>>
}

/**
 * Imports a file, several rows concurrently. Records the outcome of each row immediately; a second run skips imported rows. Stops when as
 * many consecutive rows as run concurrently have failed for a temporary reason: further rows would fail too.
 */
export async function importFile(
  { file, results: resultsFile, waitTimeout, json, secretKey, common = {} }: FileImport,
  importRow: ImportRow,
): Promise<void> {
  const rows = readRows(file, {
    nextStep: 'Correct the file and import it again: rows that are imported are skipped.',
  })
  const rowHash = createRowHash(secretKey, common)
  const results = openResultsFile(resultsFile ?? `${file}.results.jsonl`, rowHash)
  try {
    const progress = await importAll(rows, results, createRetryWait(waitTimeout), importRow)
    const { failures, stopped, ...counts } = progress
    if (json)
      printJson({
        ...counts,
        reasons: failures.list(),
        stopped: stopped?.message ?? null,
        results: results.file,
      })
    else printSummary(progress, results.file)
    if (counts.failed > 0 || stopped) process.exitCode = EXIT.failed
  } finally {
    results.close()
  }
}

interface Progress {
  rows: number
  imported: number
  exists: number
  failed: number
  /** Imported in an earlier run. */
  before: number
  readonly failures: FailureSummary
  /** Why the remaining rows were not tried. */
  stopped: Failed | undefined
}

function count(progress: Progress, line: number, outcome: Outcome): void {
  progress[outcome.outcome]++
  if (outcome.outcome === 'failed') progress.failures.add(line, outcome)
}

async function importAll(
  rows: AsyncIterable<Row>,
  results: ResultsFile,
  wait: RetryWait,
  importRow: ImportRow,
): Promise<Progress> {
  const zero = { rows: 0, imported: 0, exists: 0, failed: 0, before: 0 }
  const progress: Progress = { ...zero, failures: createFailureSummary(), stopped: undefined }
  const startedAt = performance.now()
  const timer = setInterval(() => showProgress(progress, startedAt, wait), PROGRESS_INTERVAL_MS)
  let givenUp = 0
  const source = rows[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    while (!progress.stopped) {
      const { value: row, done } = await source.next()
      if (done) return
      progress.rows++
      const before = results.imported(row)
      if (before) {
        progress.before++
        count(progress, row.line, before)
        continue
      }
      const outcome = await importRow(row, wait)
      results.add(row, outcome)
      count(progress, row.line, outcome)
      if (outcome.outcome !== 'failed' || !outcome.transient) {
        wait.rowFinished()
        givenUp = 0
      } else if (++givenUp >= CONCURRENCY) progress.stopped = outcome
    }
  }
  try {
    // If a row throws, no further rows start; rows in progress are completed and recorded.
    const workers = Array.from({ length: CONCURRENCY }, () =>
      work().catch(async (error: unknown) => {
        await source.return?.()
        throw error
      }),
    )
    for (const ended of await Promise.allSettled(workers)) if (ended.status === 'rejected') throw ended.reason
  } finally {
    clearInterval(timer)
    if (process.stderr.isTTY) noteProgress('')
  }
  if (progress.rows === 0)
    throw new CliError('The file has no rows.', 'Give a header line and one line for each connection.')
  return progress
}

function showProgress(
  { imported, exists, failed, before }: Progress,
  startedAt: number,
  wait: RetryWait,
): void {
  if (!process.stderr.isTTY) return
  const done = imported + exists + failed
  const perSecond = Math.round(((done - before) * 1000) / (performance.now() - startedAt))
  const pause = wait.current()
  const waiting = pause === undefined ? '' : `; waiting ${pause.seconds} s: ${pause.reason}`
  noteProgress(`${done} rows, ${failed} failed, ${perSecond} per second${waiting}`)
}

function printSummary(
  { rows, imported, exists, failed, before, stopped, failures }: Progress,
  file: string,
): void {
  const reasons = failures.list()
  const mark = failed === 0 && !stopped ? paint('green', '✓') : paint('red', '✗')
  print(
    `${mark} ${rows} ${rows === 1 ? 'row' : 'rows'}: ${imported} imported, ${exists} already existed, ${failed} failed`,
  )
  if (before > 0) print(`  ${before} of them were imported in an earlier run`)
  printFailures(reasons)
  print(`  The outcome of each row is in ${file}`)
  if (stopped)
    print(
      `  Stopped: ${CONCURRENCY} rows in succession failed, since a server stayed busy or unavailable. Run it again for the rest.`,
    )
  else if (reasons.some(({ transient }) => transient))
    print('  Run it again to retry the rows that failed because a server was busy or unavailable.')
  if (reasons.some(({ transient }) => !transient))
    print('  Correct what failed and import the file again: rows that are imported are skipped.')
}
