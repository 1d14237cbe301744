import { z } from 'zod'
import { importContacts } from '../../email-marketing/contacts/import-contacts.ts'
import { contactsToImport, MAX_IMPORT_ROWS } from '../../email-marketing/model/input-schemas.ts'
import { importedContact, importResult } from '../../email-marketing/model/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, contactFields, defineTool, reference, toRecord } from '../tool.ts'

const { status, contacts } = contactsToImport.shape
const { email } = contacts.element.shape

export const upsertContactsTool = defineTool({
  name: 'upsert_contacts',
  title: 'Add or update contacts',
  description:
    'Adds or updates up to 500 contacts, and reports those not written. The provider asks new contacts to confirm (pending), unless you state that they have agreed (subscribed). Unsubscribed contacts are skipped. Safe to repeat. Field names: get_audience.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({
    connection,
    audience: reference,
    status,
    contacts: z
      .array(
        z.object({
          email,
          fields: contactFields,
        }),
      )
      .min(1)
      .max(MAX_IMPORT_ROWS),
  }),
  output: sourced(
    importResult.omit({ contacts: true }).extend({
      pending: z.number(),
      notWritten: z.array(importedContact.omit({ contactId: true, status: true })),
    }),
  ),
  openWorld: true,
  async answer(context, input) {
    const { contacts: all, ...result } = await inAccount(
      context,
      input,
      (account, { audience: audienceId, status, contacts }) =>
        importContacts(account, {
          audienceId,
          status,
          contacts: contacts.map(({ email, fields }) => ({
            email,
            fields: toRecord(fields),
          })),
        }),
    )
    const notWritten = all.flatMap(({ contactId, status: _status, ...row }) =>
      contactId === null ? [row] : [],
    )
    const pending = all.filter((row) => row.status === 'pending').length
    const { created, updated, skipped, failed } = result
    const unconfirmed = pending === 0 ? '' : ` ${pending} must confirm first (pending).`
    return {
      summary: `${created} added, ${updated} updated, ${skipped} skipped, ${failed} failed.${unconfirmed}`,
      structured: { ...result, pending, notWritten },
    }
  },
})
