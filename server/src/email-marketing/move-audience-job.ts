import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { z } from 'zod'
import { messageOf, ProblemError } from '../kernel/errors.ts'
import type { JobHandler, NewJobRow, RunningJob } from '../jobs/start-jobs.ts'
import type { Position } from './adapter.ts'
import type { EmailMarketingContext } from './context.ts'
import { saveContact } from './contacts.ts'
import { forEach } from './for-each.ts'
import { getAccountClient, type AccountClient } from './get-account-client.ts'
import { audienceMove, type AudienceMove } from './job-inputs.ts'
import { carriedFields } from './carried-fields.ts'
import { planMove } from './plan-move.ts'

const PAGE_SIZE = 100
const CONCURRENCY = 5

/** Suppression first: no contact that has left the old audience can be written to in the new one, whenever the move ends. */
export const MOVED_STATUSES = ['unsubscribed', 'subscribed', 'pending'] as const satisfies ContactStatus[]
type MovedStatus = (typeof MOVED_STATUSES)[number]

const checkpoint = z.object({ status: z.enum(MOVED_STATUSES), at: z.string().nullable() })

/** Moves the contacts of an audience to another account: they are added there, and stay where they were. */
export function moveAudienceJob(context: EmailMarketingContext): JobHandler {
  return async (job) => {
    const { from, to, dryRun } = audienceMove.parse(job.input)
    const open = (connectionId: string): Promise<AccountClient> =>
      getAccountClient(context, job.principal, connectionId, job.signal)
    const accounts = { source: await open(from.connectionId), target: await open(to.connectionId) }
    if (dryRun) {
      const rows = await planMove(accounts, { from, to })
      return job.save({ rows, checkpoint: null, totalCount: rows.length })
    }
    const begin = checkpoint.parse(job.checkpoint ?? { status: MOVED_STATUSES[0], at: null })
    const fields = await carriedFields(accounts, { from, to })
    for (const status of MOVED_STATUSES.slice(MOVED_STATUSES.indexOf(begin.status)))
      await moveStatus(job, accounts, {
        from,
        to,
        status,
        fields,
        at: status === begin.status ? begin.at : null,
      })
  }
}

interface Accounts {
  readonly source: AccountClient
  readonly target: AccountClient
}

interface Moving extends Pick<AudienceMove, 'from' | 'to'> {
  readonly status: MovedStatus
  /** The target's name of each field of the source that it has. */
  readonly fields: ReadonlyMap<string, string>
  readonly at: Position
}

async function moveStatus(job: RunningJob, accounts: Accounts, moving: Moving): Promise<void> {
  const { adapter, api } = accounts.source
  const { from, status } = moving
  if (!adapter.capabilities.contactStatuses.includes(status)) return
  // Where contacts that have left are in no list, all such contacts of the account are taken.
  const audience =
    status === 'unsubscribed' && adapter.capabilities.accountWideContacts ? null : from.audienceId
  let { at } = moving
  do {
    const found = await adapter.contacts(api, { audience, status, words: null }, { limit: PAGE_SIZE, at })
    const rows = await forEach(found.items, CONCURRENCY, (contact) =>
      moveOne(accounts.target, contact, moving),
    )
    at = found.next
    await job.save({ rows, checkpoint: nextPlace(status, at) })
  } while (at !== null)
}

function nextPlace(status: MovedStatus, at: Position): z.output<typeof checkpoint> {
  if (at !== null) return { status, at }
  const next = MOVED_STATUSES[MOVED_STATUSES.indexOf(status) + 1]
  // After the last status there is nothing more: its last page is read again, which changes nothing.
  return { status: next ?? status, at: null }
}

/** Errors of one contact. Any other is one that all would have. */
const OF_ONE: ReadonlySet<string> = new Set([
  'contact_suppressed',
  'invalid_request',
  'provider_rejected_request',
  'provider_response_invalid',
  'unsupported_by_provider',
])

async function moveOne(
  target: AccountClient,
  contact: Contact,
  { to, status, fields }: Moving,
): Promise<NewJobRow> {
  const { email } = contact
  const row = { subject: email, connectionId: to.connectionId, contactId: null, content: null }
  try {
    const account = target.withOwnClient()
    if (status === 'unsubscribed') {
      const suppressed = await account.adapter.suppress(account.api, to.audienceId, email)
      return {
        ...row,
        outcome: suppressed ? 'suppressed' : 'skipped',
        errorCode: null,
        detail: suppressed ? null : 'The account has a contact with this address; its status stays.',
      }
    }
    const { created, id } = await saveContact(account, {
      email,
      audienceId: to.audienceId,
      // A contact that has not confirmed is asked again, never taken as having agreed.
      status,
      fields: Object.fromEntries(
        Object.entries(contact.fields).flatMap(([name, value]) => {
          const there = fields.get(name)
          return there === undefined || value === '' ? [] : [[there, value]]
        }),
      ),
    })
    return { ...row, contactId: id, outcome: created ? 'created' : 'updated', errorCode: null, detail: null }
  } catch (error) {
    if (!(error instanceof ProblemError) || !OF_ONE.has(error.code)) throw error
    const outcome = error.code === 'contact_suppressed' ? 'skipped' : 'failed'
    return { ...row, outcome, errorCode: error.code, detail: messageOf(error).detail }
  }
}
