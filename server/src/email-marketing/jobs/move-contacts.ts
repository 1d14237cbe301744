import type { Contact, ContactStatus } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../kernel/errors.ts'
import type { NewJobRow, RunningJob } from '../../jobs/job-handler.ts'
import type { AddedContacts, AudienceContents } from '../adapters/bulk-adapter.ts'
import { MAX_TOGETHER } from '../adapters/max-together.ts'
import { addContacts } from '../contacts/contacts.ts'
import type { AccountClient } from '../get-account-client.ts'
import { plain } from '../model/addresses.ts'
import { forEach } from '../model/for-each.ts'
import type { AudienceMove } from './job-inputs.ts'
import {
  carriedTo,
  failedRow,
  isOfOne,
  moveContact,
  movedRow,
  rowOfKnown,
  suppressContact,
  type Move,
} from './move-contact.ts'

const CONCURRENCY = 5

interface Into {
  readonly target: AccountClient
  readonly to: AudienceMove['to']
  /** What the target contained; undefined if it was not read, and contacts are looked up one by one. */
  readonly contents: AudienceContents | undefined
}

/** Adds contacts that have left the old audience, as unsubscribed. */
export async function suppressContacts(
  job: RunningJob,
  into: Into,
  contacts: readonly { readonly email: string; readonly isKnown: boolean }[],
): Promise<void> {
  const { target, to, contents } = into
  const added = await addTogether(
    job,
    { ...into, status: 'unsubscribed' },
    contacts.flatMap(({ email, isKnown }, index) => (isKnown ? [] : [{ email, fields: {}, index }])),
  )
  await reportOthers(job, into, contacts, added, async (contact) => {
    const now = contents?.known.get(plain(contact.email))
    // An interrupted attempt has added it.
    if (!contact.isKnown && now?.status === 'unsubscribed')
      return movedRow(contact.email, to, { outcome: 'suppressed', contactId: now.id })
    return suppressContact(target, contact, { to, isNew: contents !== undefined && !now })
  })
}

/** Adds contacts with the fields that the target has too, or updates them. */
export async function moveContacts(
  job: RunningJob,
  into: Into & Omit<Move, 'to'>,
  contacts: readonly Contact[],
): Promise<void> {
  const { target, contents, status, fields } = into
  const carried = contacts.map((contact, index) => ({
    email: contact.email,
    fields: carriedTo(contact, fields),
    index,
  }))
  const added = await addTogether(
    job,
    into,
    carried.filter(({ email }) => !contents?.removed.has(plain(email))),
  )
  await reportOthers(job, into, carried, added, async (contact) => {
    const known = contents?.known.get(plain(contact.email))
    const isNew = contents !== undefined && !known && !contents.removed.has(plain(contact.email))
    return rowOfKnown(contact, into.to, known) ?? moveContact(target, contact, { to: into.to, status, isNew })
  })
}

interface ToAdd {
  readonly email: string
  readonly fields: Readonly<Record<string, string>>
  /** Its position in the page. */
  readonly index: number
}

/** Adds and reports the contacts that the target does not have, with as few calls as it allows, and returns their positions. */
async function addTogether(
  job: RunningJob,
  { target, to, contents, status }: Into & { readonly status: ContactStatus },
  contacts: readonly ToAdd[],
): Promise<ReadonlySet<number>> {
  const { addsTogether } = target.adapter
  const added = new Set<number>()
  if (!contents || !addsTogether.includes(status)) return added
  const unknown = contacts.filter(({ email }) => !contents.known.has(plain(email)))
  for (let begin = 0; begin < unknown.length; begin += MAX_TOGETHER) {
    const some = unknown.slice(begin, begin + MAX_TOGETHER)
    const ids = await addOrReport(job, { target, to, status }, some)
    const outcome = status === 'unsubscribed' ? 'suppressed' : 'created'
    const rows = some.flatMap(({ email, index }) => {
      const contactId = ids.get(plain(email))
      return contactId === undefined ? [] : [{ row: movedRow(email, to, { outcome, contactId }), index }]
    })
    for (const { index } of rows) added.add(index)
    reportAll(job, rows)
  }
  return added
}

/** Returns no contact if the provider rejects the call for a reason of single contacts: each is then added alone, which shows its error. */
async function addOrReport(
  job: RunningJob,
  { target, to, status }: Pick<Into, 'target' | 'to'> & { readonly status: ContactStatus },
  contacts: readonly ToAdd[],
): Promise<AddedContacts> {
  try {
    return await addContacts(target.withOwnClient(), { audienceId: to.audienceId, status, contacts })
  } catch (error) {
    if (isOfOne(error)) return new Map()
    if (error instanceof ProblemError && !job.signal.aborted)
      reportAll(
        job,
        contacts.map(({ email, index }) => ({ row: failedRow(email, to.connectionId, error), index })),
      )
    throw error
  }
}

/** Reports what is done already, all of it, also if no further row may be begun. @throws JobInterrupted */
function reportAll(
  job: RunningJob,
  rows: readonly { readonly row: NewJobRow; readonly index: number }[],
): void {
  const endings: unknown[] = []
  for (const { row, index } of rows)
    try {
      job.report(row, index)
    } catch (error) {
      endings.push(error)
    }
  if (endings.length > 0) throw endings[0]
}

/** Works on and reports each contact that was not added together, also the one whose error ends the job. */
async function reportOthers<T extends { readonly email: string }>(
  job: RunningJob,
  { to }: Pick<Into, 'to'>,
  contacts: readonly T[],
  added: ReadonlySet<number>,
  work: (contact: T) => Promise<NewJobRow>,
): Promise<void> {
  await forEach(contacts, CONCURRENCY, async (contact, index) => {
    if (added.has(index)) return
    try {
      job.report(await work(contact), index)
    } catch (error) {
      if (error instanceof ProblemError && !job.signal.aborted)
        job.report(failedRow(contact.email, to.connectionId, error), index)
      throw error
    }
  })
}
