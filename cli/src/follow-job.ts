import type { Job, JobRow, Letterlock } from '@letterlock/sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from './cli-error.ts'
import { note, print, printable, printJson } from './output.ts'
import { ownCommand } from './own-command.ts'
import { printTable } from './table.ts'

const POLL_EVERY_MS = 1000
const isEnded = ({ status }: Job): boolean => status !== 'queued' && status !== 'running'

interface Follow {
  readonly json: boolean
  /** Outcomes whose rows are not printed, only counted. */
  readonly counted: readonly string[]
}

/** Waits for the end of a job, with its progress on standard error, and prints its report. @throws CliError if it failed */
export async function followJob(server: Letterlock, begun: Job, { json, counted }: Follow): Promise<void> {
  note(
    `Job ${begun.id}. It goes on if you interrupt this; see it with: ${ownCommand(`jobs get ${begun.id}`)}`,
  )
  let job = begun
  let printedCount = -1
  while (!isEnded(job)) {
    await sleep(POLL_EVERY_MS)
    job = await server.jobs.get(job.id)
    if (job.doneCount !== printedCount) note(`  ${progressOf(job)}`)
    printedCount = job.doneCount
  }
  const rows: JobRow[] = []
  for await (const row of server.jobs.listRows(job.id, { limit: 100 }))
    if (json || !counted.includes(row.outcome)) rows.push(row)
  if (json) printJson({ ...job, rows })
  else printReport(job, rows)
  if (job.status === 'failed')
    throw new CliError(
      `The job failed (${job.errorCode ?? 'unknown'}).`,
      'What it had done stays done; begin it again.',
    )
}

function progressOf({ doneCount, totalCount }: Job): string {
  return totalCount === null ? `${doneCount} done` : `${doneCount} of ${totalCount} done`
}

export function printReport(job: Job, rows: readonly JobRow[]): void {
  const counts = job.outcomes.map(({ outcome, count }) => `${count} ${outcome.replaceAll('_', ' ')}`)
  print(`${job.status}: ${counts.length === 0 ? 'nothing was done' : counts.join(', ')}`)
  if (rows.length === 0) return
  print()
  printTable(
    ['OUTCOME', 'SUBJECT', 'DETAIL'],
    rows.map(({ outcome, subject, detail }) => [
      outcome.replaceAll('_', ' '),
      printable(subject),
      printable(detail ?? ''),
    ]),
  )
}
