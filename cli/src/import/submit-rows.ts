import { CliError, paint, print, printJson } from '../output.ts'
import { createPatience, type Patience } from './patience.ts'
import { readRows } from './read-rows.ts'
import { createReasons, printReasons, type Reasons } from './reasons.ts'
import { openReport, type Report } from './report.ts'
import type { Failed, Outcome, Row } from './submit-row.ts'

const AT_ONCE = 8
const TELL_EVERY_MS = 500

export interface SettleOptions {
  readonly file: string
  readonly reportFile: string | undefined
  readonly patienceSeconds: number
  readonly json: boolean
}

export type SettleRow = (row: Row, waitTimeout: Patience) => Promise<Outcome>

/**
 * Works through a file, some rows at once, and tells how it goes. What became of each row is written down as it happens; a
 * second run skips what is settled. Stops when as many rows in a row
 * as are under way at once had to be given up: then the next ones would be, too.
 */
export async function settleFile(
  { file, reportFile, patienceSeconds, json }: SettleOptions,
  settleRow: SettleRow,
): Promise<void> {
  const rows = readRows(file)
  const report = openReport(reportFile ?? `${file}.report.jsonl`)
  try {
    const counts = await settleAll(rows, report, createPatience(patienceSeconds), settleRow)
    const { reasons, stopped, ...numbers } = counts
    if (json)
      printJson({
        ...numbers,
        reasons: reasons.list(),
        stopped: stopped?.message ?? null,
        report: report.file,
      })
    else tell(counts, report.file)
    if (counts.failed > 0 || stopped) process.exitCode = 1
  } finally {
    report.close()
  }
}

interface Counts {
  rows: number
  imported: number
  exists: number
  failed: number
  /** Settled in a run before this one. */
  before: number
  readonly reasons: Reasons
  /** Why the rows after these were not tried. */
  stopped: Failed | undefined
}

function count(counts: Counts, row: number, outcome: Outcome): void {
  counts[outcome.outcome]++
  if (outcome.outcome === 'failed') counts.reasons.add(row, outcome)
}

async function settleAll(
  rows: AsyncIterable<Row>,
  report: Report,
  waitTimeout: Patience,
  settleRow: SettleRow,
): Promise<Counts> {
  const start = { rows: 0, imported: 0, exists: 0, failed: 0, before: report.settled.size }
  const counts: Counts = { ...start, reasons: createReasons(), stopped: undefined }
  for (const [row, outcome] of report.settled) count(counts, row, outcome)
  const began = performance.now()
  const progress = setInterval(() => showProgress(counts, began, waitTimeout), TELL_EVERY_MS)
  let givenUp = 0
  const source = rows[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    while (!counts.stopped) {
      const { value: row, done } = await source.next()
      if (done) return
      counts.rows++
      if (report.settled.has(row.number)) continue
      const outcome = await settleRow(row, waitTimeout)
      report.add(row.number, outcome)
      count(counts, row.number, outcome)
      if (outcome.outcome !== 'failed' || !outcome.transient) {
        waitTimeout.settled()
        givenUp = 0
      } else if (++givenUp >= AT_ONCE) counts.stopped = outcome
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work))
  } finally {
    clearInterval(progress)
    if (process.stderr.isTTY) process.stderr.write('\r\u001B[K')
  }
  if (counts.rows === 0)
    throw new CliError('The file has no rows.', 'Give a header line and one line for each connection.')
  return counts
}

function showProgress(
  { imported, exists, failed, before }: Counts,
  began: number,
  waitTimeout: Patience,
): void {
  if (!process.stderr.isTTY) return
  const done = imported + exists + failed
  const perSecond = Math.round(((done - before) * 1000) / (performance.now() - began))
  const wait = waitTimeout.waitsFor()
  const waits = wait === undefined ? '' : `; waits ${wait.seconds} s: ${wait.reason}`
  const line = `${done} rows, ${failed} failed, ${perSecond} a second${waits}`
  process.stderr.write(`\r\u001B[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`)
}

function tell(counts: Counts, file: string): void {
  const { rows, imported, exists, failed, before, stopped } = counts
  const reasons = counts.reasons.list()
  const mark = failed === 0 && !stopped ? paint('green', '✓') : paint('red', '✗')
  print(
    `${mark} ${rows} ${rows === 1 ? 'row' : 'rows'}: ${imported} imported, ${exists} were there before, ${failed} failed`,
  )
  if (before > 0) print(`  ${before} of them were settled in an earlier run`)
  printReasons(reasons)
  print(`  what became of each stands in ${file}`)
  if (stopped)
    print(
      `  stopped here, since ${AT_ONCE} rows one after the other had to be given up; run it again for the rest`,
    )
  else if (reasons.some(({ transient }) => transient))
    print('  run it again to try once more what was busy or away')
  if (reasons.some(({ transient }) => !transient))
    print('  mend the rows that failed for good in a new file, and import that one')
}
