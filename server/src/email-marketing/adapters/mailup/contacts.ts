import type { Contact } from '@letterlock/sdk/wire.ts'
import { ProblemError } from '../../../kernel/errors.ts'
import type { NewContact } from '../bulk-adapter.ts'
import type { ContactWanted, ContactWriting } from '../contact-adapter.ts'
import type { PastNote } from '../../model/unchecked-contact.ts'
import type { ProviderApi } from '../provider-api.ts'
import { integerId } from '../shapes.ts'
import { numericId, segment } from '../values.ts'
import { assertFields, assertMayBeWritten, orUndefined } from '../writing.ts'
import { hasUnsubscribed } from './engagement.ts'
import { CONSOLE } from './paging.ts'
import { fieldsOf, fieldsOfLately } from './reading.ts'
import { findContact } from './recipients.ts'

async function find(
  api: ProviderApi,
  { audience, contact }: ContactWanted,
): Promise<Contact & { list: string }> {
  if (audience === null) throw new ProblemError('audience_required')
  return { ...(await findContact(api, audience, contact)), list: audience }
}

/**
 * Checks the past of a new recipient. A recipient that was deleted from a list has no status in it, and no other call finds it: only after
 * adding it, its ID shows whether it had unsubscribed. It is then unsubscribed again; also if the provider does not say, because a contact
 * must not be emailed against its will. The note stays if unsubscribing fails.
 * @throws ProblemError contact_suppressed
 */
async function assertHadStayed(
  api: ProviderApi,
  { audience, id }: { readonly audience: string; readonly id: string },
  note: PastNote,
): Promise<void> {
  const hadLeft = await hasUnsubscribed(api, audience, id).catch(async (error: unknown) => {
    await unsubscribeRecipient(api, audience, id)
    await note.remove()
    throw error
  })
  if (hadLeft) await unsubscribeRecipient(api, audience, id)
  await note.remove()
  if (hadLeft) assertMayBeWritten({ status: 'unsubscribed' })
}

/** Checks a recipient that an earlier request has added but not checked. @throws ProblemError contact_suppressed */
async function assertChecked(
  api: ProviderApi,
  { audience, known }: { readonly audience: string; readonly known: Contact },
  note: PastNote,
): Promise<void> {
  if (known.status !== 'subscribed' || !(await note.isOpen())) return
  await api.untilDone((api) => assertHadStayed(api, { audience, id: known.id }, note))
}

const unsubscribeRecipient = (api: ProviderApi, list: string, id: string): Promise<void> =>
  api.send('DELETE', `${CONSOLE}/List/${segment(list)}/Unsubscribe/${segment(id)}`)

const additionPath = (list: string, status: 'subscribed' | 'pending'): string =>
  `${CONSOLE}/List/${segment(list)}/Recipient${status === 'pending' ? '?ConfirmEmail=true' : ''}`

/** Fields as the provider takes them. @throws ProblemError unknown_contact_field */
function numbered(
  fields: Readonly<Record<string, string>>,
  known: Awaited<ReturnType<typeof fieldsOf>>,
): readonly { Id: object | undefined; Value: string }[] {
  const numbers = new Map(known.map(({ Description, Id }) => [Description, numericId(Id)]))
  assertFields(fields, [...numbers.keys()])
  return Object.entries(fields).map(([name, Value]) => ({ Id: numbers.get(name), Value }))
}

/** Adds a recipient that is not there. It decides itself, so its past does not matter. */
async function askToConfirm(
  api: ProviderApi,
  audience: string,
  { email, fields }: NewContact,
): Promise<{ contact: Contact; created: boolean }> {
  const body = { Email: email, Fields: numbered(fields, await fieldsOfLately(api)) }
  const id = await api.sendFor('POST', additionPath(audience, 'pending'), integerId, body)
  const nothing = { name: null, tags: null, updatedAt: null }
  const contact: Contact = { id, email, status: 'pending', fields, audienceIds: [audience], ...nothing }
  return { contact, created: true }
}

export const contactWriting: ContactWriting = {
  async saveContact(api, { email, audienceId, status, fields, isNew = false }, note) {
    if (isNew && status === 'pending') return askToConfirm(api, audienceId, { email, fields })
    const Fields = numbered(fields, await fieldsOf(api))
    // Adding a recipient would resubscribe an unsubscribed one, so it is looked up first.
    const known = await orUndefined(findContact(api, audienceId, email))
    if (known) {
      assertMayBeWritten(known)
      await assertChecked(api, { audience: audienceId, known }, note)
      const detail = { idRecipient: numericId(known.id), Email: known.email, Fields }
      if (Fields.length > 0) await api.send('PUT', `${CONSOLE}/Recipient/Detail`, detail)
    } else {
      const path = additionPath(audienceId, status)
      // A contact that is asked to confirm decides itself.
      const mayHaveLeft = status === 'subscribed'
      await api.untilDone(async (api) => {
        if (mayHaveLeft) await note.write()
        const id = await api.sendFor('POST', path, integerId, { Email: email, Fields })
        if (mayHaveLeft) await assertHadStayed(api, { audience: audienceId, id }, note)
      })
    }
    return { contact: await findContact(api, audienceId, email), created: !known }
  },

  async checkPast(api, { audience, email, mustUnsubscribe }, note) {
    const known = await findContact(api, audience, email)
    await api.untilDone(async (api) => {
      if (known.status !== 'subscribed') return note.remove()
      if (!mustUnsubscribe) return assertHadStayed(api, { audience, id: known.id }, note)
      await unsubscribeRecipient(api, audience, known.id)
      return note.remove()
    })
  },

  tagContact: () =>
    Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability: 'tags' } })),

  async unsubscribe(api, wanted) {
    const { id, email, list } = await find(api, wanted)
    await unsubscribeRecipient(api, list, id)
    return findContact(api, list, email)
  },
}
