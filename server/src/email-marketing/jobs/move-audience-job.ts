import type { ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import type { JobHandler, NewJobRow, RunningJob } from '../../jobs/job-handler.ts'
import type { Position } from '../adapters/page.ts'
import { carriedFields } from './carried-fields.ts'
import type { EmailMarketingContext } from '../context.ts'
import { forEach } from '../model/for-each.ts'
import { getClientOf, type AccountClient, type ConnectedAccount } from '../get-account-client.ts'
import { audienceMoveOfAccounts, type AudienceMove } from './job-inputs.ts'
import { failedRow, moveContact, suppressContact } from './move-contact.ts'
import { planMove } from './plan-move.ts'

const PAGE_SIZE = 100
const CONCURRENCY = 5

/** Suppression first: no contact that has left the old audience can be written to in the new one, whenever the move ends. */
const MOVED_STATUSES = ['unsubscribed', 'subscribed', 'pending'] as const satisfies ContactStatus[]
type MovedStatus = (typeof MOVED_STATUSES)[number]

/** A page of contacts that have left, kept before the first is written: what a first try has added is not taken as having been there. */
const suppression = z.object({
  contacts: z.array(z.object({ email: z.string(), isKnown: z.boolean() })),
  next: z.string().nullable(),
})
const movePosition = z.object({
  status: z.enum(MOVED_STATUSES),
  at: z.string().nullable(),
  suppression: suppression.optional(),
})
type MovePosition = z.output<typeof movePosition>
const done = z.object({ done: z.literal(true) })
const checkpoint = z.union([done, movePosition])
type Next = z.output<typeof checkpoint>

const BEGIN: MovePosition = { status: MOVED_STATUSES[0], at: null }

/** Moves the contacts of an audience to another account: they are added there, and stay where they were. */
export function moveAudienceJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { from, to, dryRun } = audienceMoveOfAccounts.parse(job.input)
    let next: Next = checkpoint.parse(job.checkpoint ?? BEGIN)
    if ('done' in next) return
    const open = (account: ConnectedAccount): Promise<AccountClient> =>
      getClientOf(context, job.principal, account, job.signal)
    const openBoth = async (): Promise<Moving['accounts']> => ({
      source: await open(from),
      target: await open(to),
    })
    const accounts = await openBoth()
    if (dryRun) {
      const rows = await planMove(accounts, { from, to })
      for (const row of rows) job.report(row)
      return job.save({ checkpoint: { done: true }, totalCount: rows.length })
    }
    const fields = await carriedFields(accounts, { from, to })
    // Opened at each step: the principal may no longer be allowed to use one of them.
    while (!('done' in next))
      next = await moveFrom(next, job, { from, to, fields, accounts: await openBoth() })
  }
}

interface Moving extends Pick<AudienceMove, 'from' | 'to'> {
  readonly accounts: { readonly source: AccountClient; readonly target: AccountClient }
  /** The target's name of each field of the source that it has. */
  readonly fields: ReadonlyMap<string, string>
}

/** Works on one page, and returns where to go on. */
async function moveFrom(here: MovePosition, job: RunningJob, moving: Moving): Promise<Next> {
  const { status } = here
  const { contactStatuses } = moving.accounts.source.adapter.capabilities
  if (!contactStatuses.includes(status)) return nextPosition(status, null)
  return status === 'unsubscribed'
    ? suppressPage(job, moving, here)
    : movePage(job, moving, { ...here, status })
}

async function suppressPage(job: RunningJob, moving: Moving, here: MovePosition): Promise<Next> {
  const { target } = moving.accounts
  const { contacts, next } = here.suppression ?? (await planSuppression(job, moving, here))
  await reportEach(job, moving, contacts, (contact) => suppressContact(target, contact, moving.to))
  const after = nextPosition(here.status, next)
  await job.save({ checkpoint: after })
  return after
}

async function planSuppression(
  job: RunningJob,
  { accounts: { source, target }, from, to }: Moving,
  here: MovePosition,
): Promise<z.output<typeof suppression>> {
  // Where contacts that have left are in no list, all such contacts of the account are taken.
  const audience = source.adapter.capabilities.accountWideContacts ? null : from.audienceId
  const { items, next } = await readPage(source, audience, here)
  const contacts = await forEach(items, CONCURRENCY, async ({ email }) => ({
    email,
    isKnown: await target.adapter.isKnown(target.api, to.audienceId, email),
  }))
  await job.save({ checkpoint: { ...here, suppression: { contacts, next } } })
  return { contacts, next }
}

async function movePage(
  job: RunningJob,
  moving: Moving,
  here: MovePosition & { readonly status: 'subscribed' | 'pending' },
): Promise<Next> {
  const { accounts, from, to, fields } = moving
  const { items, next } = await readPage(accounts.source, from.audienceId, here)
  const how = { to, status: here.status, fields }
  await reportEach(job, moving, items, (contact) => moveContact(accounts.target, contact, how))
  const after = nextPosition(here.status, next)
  await job.save({ checkpoint: after })
  return after
}

/** Reports each contact, also the one at which an error occurred that ends the job. */
async function reportEach<T extends { readonly email: string }>(
  job: RunningJob,
  { to }: Moving,
  contacts: readonly T[],
  work: (contact: T) => Promise<NewJobRow>,
): Promise<void> {
  await forEach(contacts, CONCURRENCY, async (contact, index) => {
    try {
      job.report(await work(contact), index)
    } catch (error) {
      if (error instanceof ProblemError && !job.signal.aborted)
        job.report(failedRow(contact.email, to.connectionId, error), index)
      throw error
    }
  })
}

const readPage = ({ adapter, api }: AccountClient, audience: string | null, { status, at }: MovePosition) =>
  adapter.contacts(api, { audience, status, words: null }, { limit: PAGE_SIZE, at })

function nextPosition(status: MovedStatus, at: Position): Next {
  if (at !== null) return { status, at }
  const next = MOVED_STATUSES[MOVED_STATUSES.indexOf(status) + 1]
  return next === undefined ? { done: true } : { status: next, at: null }
}
