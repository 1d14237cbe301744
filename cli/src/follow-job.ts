import type { Job, JobRow, Letterlock } from '@letterlock/sdk'
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError } from './cli-error.ts'
import { note, print, printJson } from './output.ts'
import { ownCommand } from './own-command.ts'
import { printTable } from './table.ts'

const POLL_EVERY_MS = 1000
const isEnded = ({ status }: Job): boolean => status !== 'queued' && status !== 'running'

interface Follow {
  readonly json: boolean
  /** Outcomes whose rows are not printed, only counted. */
  readonly counted: readonly string[]
}

export interface EndedJob {
  readonly job: Job
  readonly rows: readonly JobRow[]
}

/** Waits for the end of a job and prints its report. @throws CliError if it failed or was canceled */
export async function followJob(server: Letterlock, begun: Job, { json, counted }: Follow): Promise<void> {
  const ended = await waitForJob(server, begun)
  if (json) printJson(jobDocument(ended))
  else printEnded(ended, counted)
  assertCompleted(ended)
}

/** Waits for the end of a plan and prints it on standard error: it is not the result. @throws CliError if it failed or was canceled */
export async function showPlan(server: Letterlock, begun: Job, counted: readonly string[]): Promise<void> {
  const ended = await waitForJob(server, begun)
  printEnded(ended, counted, note)
  assertCompleted(ended)
}

/** Waits for the end of a job, with its progress on standard error. */
export async function waitForJob(server: Letterlock, begun: Job): Promise<EndedJob> {
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
  for await (const row of server.jobs.listRows(job.id, { limit: 100 })) rows.push(row)
  return { job, rows }
}

export const jobDocument = ({ job, rows }: EndedJob): object => ({ ...job, rows })

export function printEnded({ job, rows }: EndedJob, counted: readonly string[], printLine = print): void {
  printReport(
    job,
    rows.filter(({ outcome }) => !counted.includes(outcome)),
    printLine,
  )
}

/** @throws CliError */
export function assertCompleted({ job: { status, errorCode } }: EndedJob): void {
  if (status === 'completed') return
  const what = status === 'canceled' ? 'was canceled' : `failed (${errorCode ?? 'unknown'})`
  throw new CliError(`The job ${what}.`, 'What it had done stays done. Run the command again for the rest.')
}

function progressOf({ doneCount, totalCount }: Job): string {
  return totalCount === null ? `${doneCount} done` : `${doneCount} of ${totalCount} done`
}

export function printReport(job: Job, rows: readonly JobRow[], printLine = print): void {
  const counts = job.outcomes.map(({ outcome, count }) => `${count} ${outcome.replaceAll('_', ' ')}`)
  printLine(`${job.status}: ${counts.length === 0 ? 'nothing was done' : counts.join(', ')}`)
  if (rows.length === 0) return
  printLine()
  printTable(
    ['OUTCOME', 'SUBJECT', 'DETAIL'],
    rows.map(({ outcome, subject, detail }) => [outcome.replaceAll('_', ' '), subject, detail ?? '']),
    printLine,
  )
}
