import type { Job, JobRow, Letterlock } from '@letterlock/sdk'
import { counted } from '@letterlock/server/counted.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import { CliError, EXIT } from './cli-error.ts'
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

/** Waits for the end of a job and prints its report. @throws CliError if it or a row of it failed, or it was canceled */
export async function followJob(server: Letterlock, begun: Job, { json, counted }: Follow): Promise<void> {
  const ended = await waitForJob(server, begun)
  if (json) printJson(jobDocument(ended))
  else printEnded(ended, counted)
  assertCompleted(ended)
}

/**
 * Waits for the end of a dry run, and prints its report on standard error, because it is not the result. @throws CliError as `followJob`
 */
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

/** @param counted outcomes whose rows are not printed, only counted */
export function printEnded({ job, rows }: EndedJob, counted: readonly string[], printLine = print): void {
  printReport(
    job,
    rows.filter(({ outcome }) => !counted.includes(outcome)),
    printLine,
  )
}

const NOUNS: Readonly<Record<Job['type'], string>> = {
  contact_import: 'import',
  contact_export: 'export',
  contact_erasure: 'erasure',
  audience_move: 'move',
}

/** @throws CliError if one of the jobs or a row of them failed, or it was canceled */
export function assertCompleted(...ended: readonly EndedJob[]): void {
  for (const one of ended) assertNotStopped(one)
  const jobs = ended.map(({ job }) => job)
  const failedCount = jobs.reduce((sum, { outcomes }) => sum + countOf(outcomes, 'failed'), 0)
  if (failedCount === 0) return
  const count = jobs.reduce((sum, { doneCount }) => sum + doneCount, 0)
  throw new CliError(
    `${failedCount} of ${counted(count, 'row')} failed.`,
    'The report says why. Correct that, and run the command again: what is done stays done.',
  )
}

const countOf = (outcomes: Job['outcomes'], wanted: string): number =>
  outcomes.find(({ outcome }) => outcome === wanted)?.count ?? 0

function assertNotStopped({ job, rows }: EndedJob): void {
  const noun = NOUNS[job.type]
  const again = 'Run the command again for the rest: what is done stays done.'
  if (job.status === 'canceled')
    throw new CliError(`The ${noun} was canceled.`, again, EXIT.failed, { details: [doneIn(job)] })
  if (job.status === 'failed') {
    const first = rows.find(({ outcome, errorCode }) => outcome === 'failed' && errorCode === job.errorCode)
    const at = first && !job.detail?.includes(first.subject) ? [`It stopped at ${first.subject}.`] : []
    throw new CliError(
      `The ${noun} stopped. ${job.detail ?? ''}`.trim(),
      [job.nextStep, again].filter(Boolean).join(' '),
      EXIT.failed,
      { details: [...at, doneIn(job)], code: job.errorCode ?? undefined },
    )
  }
}

/** “12 of 400 done: 10 created, 2 updated.” */
function doneIn({ outcomes, totalCount }: Job): string {
  const done = outcomes.filter(({ outcome }) => outcome !== 'failed')
  const count = done.reduce((sum, one) => sum + one.count, 0)
  if (count === 0) return 'Nothing was done before that.'
  const total = totalCount === null ? '' : ` of ${totalCount}`
  return `${count}${total} done before that: ${countsOf(done)}.`
}

const countsOf = (outcomes: Job['outcomes']): string =>
  outcomes.map(({ outcome, count }) => `${count} ${outcome.replaceAll('_', ' ')}`).join(', ')

function progressOf({ doneCount, totalCount }: Job): string {
  return totalCount === null ? `${doneCount} done` : `${doneCount} of ${totalCount} done`
}

export function printReport(job: Job, rows: readonly JobRow[], printLine = print): void {
  printLine(`${job.status}: ${job.outcomes.length === 0 ? 'nothing was done' : countsOf(job.outcomes)}`)
  if (rows.length === 0) return
  printLine()
  printTable(
    ['OUTCOME', 'SUBJECT', 'DETAIL'],
    rows.map(({ outcome, subject, detail }) => [outcome.replaceAll('_', ' '), subject, detail ?? '']),
    printLine,
  )
}
