import type { Contact } from '@letterlock/sdk/wire.ts'
import { messageOf, ProblemError } from '../../kernel/errors.ts'
import type { NewJobRow } from '../../jobs/job-handler.ts'
import type { KnownContact, NewContact } from '../adapters/bulk-adapter.ts'
import { assertCanAsk, saveContact } from '../contacts/contacts.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { AudienceMove } from './job-inputs.ts'

type Target = AudienceMove['to']

export interface Move {
  readonly to: Target
  /** A contact that has not confirmed is asked again, never taken as having agreed. */
  readonly status: 'subscribed' | 'pending'
  /** The target's name of each field of the source that it has too. */
  readonly fields: ReadonlyMap<string, string>
}

/**
 * Adds a contact that has left the old audience, as unsubscribed. One that existed in the account before keeps its status.
 * @param how.isNew whether the account does not have the contact now
 */
export async function suppressContact(
  target: AccountClient,
  { email, isKnown }: { readonly email: string; readonly isKnown: boolean },
  { to, isNew }: { readonly to: Target; readonly isNew: boolean },
): Promise<NewJobRow> {
  return rowOf(email, to, async () => {
    if (isKnown)
      return { outcome: 'skipped', detail: 'The account has a contact with this address; its status stays.' }
    const { adapter, api } = target.withOwnClient()
    const note = target.noteOf({ audienceId: to.audienceId, email, mustUnsubscribe: true })
    await adapter.addSuppressed(api, to.audienceId, { email, isNew }, note)
    return { outcome: 'suppressed' }
  })
}

/** Adds a contact with its fields, or updates it. @param how.isNew whether the account does not have the contact now */
export async function moveContact(
  target: AccountClient,
  { email, fields }: NewContact,
  { to, status, isNew }: Omit<Move, 'fields'> & { readonly isNew: boolean },
): Promise<NewJobRow> {
  return rowOf(email, to, async () => {
    if (isNew && status === 'pending') assertCanAsk(target)
    const contact = { email, audienceId: to.audienceId, status, fields, isNew }
    const { created, id } = await saveContact(target.withOwnClient(), contact)
    return { contactId: id, outcome: created ? 'created' : 'updated' }
  })
}

/** The row of a contact that is in the audience with the same fields; undefined for any other, which `moveContact` handles. */
export function rowOfKnown(
  { email, fields }: NewContact,
  to: Target,
  known: KnownContact | undefined,
): NewJobRow | undefined {
  if (!known?.isInAudience || (known.status !== 'subscribed' && known.status !== 'pending')) return undefined
  const isSame = Object.entries(fields).every(([name, value]) => known.fields[name] === value)
  return isSame ? movedRow(email, to, { outcome: 'updated', contactId: known.id }) : undefined
}

/** The fields of a contact that the target has too, by their names at the target. */
export function carriedTo(contact: Contact, fields: Move['fields']): Record<string, string> {
  const carried = Object.entries(contact.fields).flatMap(([name, value]) => {
    const there = fields.get(name)
    return there === undefined || value === '' ? [] : [[there, value]]
  })
  return Object.fromEntries(carried) as Record<string, string>
}

/** Errors that concern one contact. Any other error would affect all. */
const OF_ONE: ReadonlySet<string> = new Set([
  'contact_suppressed',
  'invalid_request',
  'provider_rejected_request',
  'provider_response_invalid',
  'unsupported_by_provider',
])

export const isOfOne = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && OF_ONE.has(error.code)

async function rowOf(
  email: string,
  to: Target,
  move: () => Promise<Pick<NewJobRow, 'outcome'> & Partial<NewJobRow>>,
): Promise<NewJobRow> {
  try {
    return movedRow(email, to, await move())
  } catch (error) {
    if (!isOfOne(error)) throw error
    return failedRow(email, to.connectionId, error)
  }
}

export function movedRow(
  email: string,
  { connectionId }: Target,
  what: Pick<NewJobRow, 'outcome'> & Partial<NewJobRow>,
): NewJobRow {
  const nothing = { contactId: null, errorCode: null, detail: null, content: null }
  return { subject: email, connectionId, ...nothing, ...what }
}

/** The row of a contact that was not moved. */
export function failedRow(email: string, connectionId: string, error: ProblemError): NewJobRow {
  return {
    subject: email,
    outcome: error.code === 'contact_suppressed' ? 'skipped' : 'failed',
    connectionId,
    contactId: null,
    errorCode: error.code,
    detail: messageOf(error).detail,
    content: null,
  }
}
