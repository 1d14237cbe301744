import type { Contact } from '@letterlock/sdk/wire.ts'
import { messageOf, ProblemError } from '../../kernel/errors.ts'
import type { NewJobRow } from '../../jobs/job-handler.ts'
import { saveContact } from '../contacts/contacts.ts'
import type { AccountClient } from '../get-account-client.ts'
import type { AudienceMove } from './job-inputs.ts'

type Target = AudienceMove['to']

interface Move {
  readonly to: Target
  /** A contact that has not confirmed is asked again, never taken as having agreed. */
  readonly status: 'subscribed' | 'pending'
  /** The target's name of each field of the source that it has. */
  readonly fields: ReadonlyMap<string, string>
}

/** Adds a contact that has left another audience as unsubscribed. One that the account knew before keeps its status. */
export async function suppressContact(
  target: AccountClient,
  { email, isKnown }: { readonly email: string; readonly isKnown: boolean },
  to: Target,
): Promise<NewJobRow> {
  return rowOf(email, to, async () => {
    if (isKnown)
      return { outcome: 'skipped', detail: 'The account has a contact with this address; its status stays.' }
    const { adapter, api } = target.withOwnClient()
    const note = target.noteOf({ audienceId: to.audienceId, email, mustUnsubscribe: true })
    await adapter.addSuppressed(api, to.audienceId, email, note)
    return { outcome: 'suppressed' }
  })
}

/** Adds a contact with the fields that the target has too. */
export async function moveContact(
  target: AccountClient,
  contact: Contact,
  { to, status, fields }: Move,
): Promise<NewJobRow> {
  const { email } = contact
  return rowOf(email, to, async () => {
    const carried = Object.entries(contact.fields).flatMap(([name, value]) => {
      const there = fields.get(name)
      return there === undefined || value === '' ? [] : [[there, value]]
    })
    const { created, id } = await saveContact(target.withOwnClient(), {
      email,
      audienceId: to.audienceId,
      status,
      fields: Object.fromEntries(carried) as Record<string, string>,
    })
    return { contactId: id, outcome: created ? 'created' : 'updated' }
  })
}

/** Errors of one contact. Any other is one that all would have. */
const OF_ONE: ReadonlySet<string> = new Set([
  'contact_suppressed',
  'invalid_request',
  'provider_rejected_request',
  'provider_response_invalid',
  'unsupported_by_provider',
])

async function rowOf(
  email: string,
  { connectionId }: Target,
  move: () => Promise<Pick<NewJobRow, 'outcome'> & Partial<NewJobRow>>,
): Promise<NewJobRow> {
  const row = { subject: email, connectionId, contactId: null, errorCode: null, detail: null, content: null }
  try {
    return { ...row, ...(await move()) }
  } catch (error) {
    if (!(error instanceof ProblemError) || !OF_ONE.has(error.code)) throw error
    return failedRow(email, connectionId, error)
  }
}

/** A contact that was not moved. */
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
