import { CliError, paint, print, printJson } from '../output.ts'
import { readRows } from './read-rows.ts'
import { openReport, type Report } from './report.ts'
import type { Outcome, Row } from './settle-row.ts'

const AT_ONCE = 8
const TELL_EVERY_MS = 500

/**
 * Works through a file, some rows at once, and tells how it goes. What became of each row is written down as it happens; a
 * second run skips what is settled.
 */
export async function settleFile(
  {
    file,
    reportFile,
    json,
  }: { readonly file: string; readonly reportFile: string | undefined; readonly json: boolean },
  settleRow: (row: Row) => Promise<Outcome>,
): Promise<void> {
  const rows = readRows(file)
  const report = openReport(reportFile ?? `${file}.report.jsonl`)
  try {
    const counts = await settleAll(rows, report, settleRow)
    if (json) printJson({ ...counts, report: report.file })
    else tell(counts, report.file)
    if (counts.failed > 0) process.exitCode = 1
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
}

async function settleAll(
  rows: AsyncIterable<Row>,
  report: Report,
  settleRow: (row: Row) => Promise<Outcome>,
): Promise<Counts> {
  const counts: Counts = { rows: 0, imported: 0, exists: 0, failed: 0, before: report.settled.size }
  for (const outcome of report.settled.values()) counts[outcome]++
  const began = performance.now()
  const progress = setInterval(() => showProgress(counts, began), TELL_EVERY_MS)
  const source = rows[Symbol.asyncIterator]()
  const work = async (): Promise<void> => {
    for (;;) {
      const { value: row, done } = await source.next()
      if (done) return
      counts.rows++
      if (report.settled.has(row.number)) continue
      const outcome = await settleRow(row)
      report.add(row.number, outcome)
      counts[outcome.outcome]++
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

function showProgress({ imported, exists, failed, before }: Counts, began: number): void {
  if (!process.stderr.isTTY) return
  const done = imported + exists + failed
  const perSecond = Math.round(((done - before) * 1000) / (performance.now() - began))
  process.stderr.write(`\r\u001B[K${done} rows, ${failed} failed, ${perSecond} a second`)
}

function tell({ rows, imported, exists, failed, before }: Counts, file: string): void {
  const mark = failed === 0 ? paint('green', '✓') : paint('red', '✗')
  print(
    `${mark} ${rows} ${rows === 1 ? 'row' : 'rows'}: ${imported} imported, ${exists} were there before, ${failed} failed`,
  )
  if (before > 0) print(`  ${before} of them were settled in an earlier run`)
  print(`  what became of each stands in ${file}`)
  if (failed > 0) print('  mend the failed rows in a new file and import that one')
}
