import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import type { JobHandler, RunningJob } from '../../jobs/job-handler.ts'
import { MINUTE } from '../../kernel/time.ts'
import type { AudienceContents } from '../adapters/bulk-adapter.ts'
import { MAX_TOGETHER } from '../adapters/max-together.ts'
import type { Found, Position } from '../adapters/page.ts'
import type { EmailMarketingContext } from '../context.ts'
import { getClientOf, type AccountClient, type ConnectedAccount } from '../get-account-client.ts'
import { forEach } from '../model/for-each.ts'
import { plain } from '../model/addresses.ts'
import { carriedFields } from './carried-fields.ts'
import { audienceMoveOfAccounts, type AudienceMove } from './job-inputs.ts'
import { moveContacts, suppressContacts } from './move-contacts.ts'
import { planMove } from './plan-move.ts'

/** Contacts per checkpoint, if they are added one by one; otherwise `MAX_TOGETHER`. */
const PAGE_SIZE = 100
const CONCURRENCY = 5

/** From this many contacts on, the target is read completely; fewer are looked up one by one. */
const MIN_TOGETHER = 50
/** The target is read again, because others may change it meanwhile. */
const CONTENTS_ARE_READ_EVERY_MS = 10 * MINUTE

/** Unsubscribed contacts first: whenever the move ends, no contact that has left the old audience can be emailed from the new one. */
const MOVED_STATUSES = ['unsubscribed', 'subscribed', 'pending'] as const satisfies ContactStatus[]
type MovedStatus = (typeof MOVED_STATUSES)[number]

/** A page of contacts that have left, saved before the first is written, so that contacts added by an interrupted attempt do not count as existing. */
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
    const contentsFor = rememberContents(to.audienceId)
    // Created for each step: the principal may no longer be allowed to use one of the accounts.
    while (!('done' in next))
      next = await moveFrom(next, job, { from, to, fields, contentsFor, accounts: await openBoth() })
  }
}

interface Moving extends Pick<AudienceMove, 'from' | 'to'> {
  readonly accounts: { readonly source: AccountClient; readonly target: AccountClient }
  /** The target's name of each field of the source that it has too. */
  readonly fields: ReadonlyMap<string, string>
  readonly contentsFor: ReturnType<typeof rememberContents>
}

/** Creates a function that returns the target's contents, read once for many pages; undefined for a few contacts, for which it is not read. */
function rememberContents(audience: string) {
  let contents: AudienceContents | undefined
  let readAt = 0
  return async (
    { adapter, api, now }: AccountClient,
    contactCount: number,
  ): Promise<AudienceContents | undefined> => {
    const isOld = now().getTime() - readAt >= CONTENTS_ARE_READ_EVERY_MS
    if (contents ? isOld : contactCount >= MIN_TOGETHER) {
      readAt = now().getTime()
      contents = await adapter.readContents(api, audience)
    }
    return contents
  }
}

/** Works on one page, and returns where to continue. */
async function moveFrom(here: MovePosition, job: RunningJob, moving: Moving): Promise<Next> {
  const { status } = here
  const { contactStatuses } = moving.accounts.source.adapter.capabilities
  if (!contactStatuses.includes(status)) return nextPosition(status, null)
  return status === 'unsubscribed'
    ? suppressPage(job, moving, here)
    : movePage(job, moving, { ...here, status })
}

async function suppressPage(job: RunningJob, moving: Moving, here: MovePosition): Promise<Next> {
  const { accounts, to } = moving
  const { contacts, next } = here.suppression ?? (await planSuppression(job, moving, here))
  const contents = await moving.contentsFor(accounts.target, contacts.length)
  await suppressContacts(job, { target: accounts.target, to, contents }, contacts)
  const after = nextPosition(here.status, next)
  await job.save({ checkpoint: after })
  return after
}

async function planSuppression(
  job: RunningJob,
  { accounts: { source, target }, from, to, contentsFor }: Moving,
  here: MovePosition,
): Promise<z.output<typeof suppression>> {
  // If unsubscribed contacts are in no list, all of the account are moved.
  const audience = source.adapter.capabilities.accountWideContacts ? null : from.audienceId
  const { items, next } = await readPage({ source, target }, audience, here)
  const contents = await contentsFor(target, items.length)
  const contacts = await forEach(items, CONCURRENCY, async ({ email }) => ({
    email,
    isKnown: contents
      ? contents.known.has(plain(email))
      : await target.adapter.isKnown(target.api, to.audienceId, email),
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
  const { items, next } = await readPage(accounts, from.audienceId, here)
  const contents = await moving.contentsFor(accounts.target, items.length)
  await moveContacts(job, { target: accounts.target, to, contents, status: here.status, fields }, items)
  const after = nextPosition(here.status, next)
  await job.save({ checkpoint: after })
  return after
}

function readPage(
  { source: { adapter, api }, target }: Moving['accounts'],
  audience: string | null,
  { status, at }: MovePosition,
): Promise<Found<Contact>> {
  const limit = target.adapter.addsTogether.includes(status) ? MAX_TOGETHER : PAGE_SIZE
  return adapter.contacts(api, { audience, status, words: null }, { limit, at })
}

function nextPosition(status: MovedStatus, at: Position): Next {
  if (at !== null) return { status, at }
  const next = MOVED_STATUSES[MOVED_STATUSES.indexOf(status) + 1]
  return next === undefined ? { done: true } : { status: next, at: null }
}
