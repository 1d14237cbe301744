import { z } from 'zod'
import { saveContact } from '../../email-marketing/contacts.ts'
import { contactToSave } from '../../email-marketing/input-schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

const { email, status } = contactToSave.shape

export const upsertContactTool = defineTool({
  name: 'upsert_contact',
  title: 'Add or update a contact',
  description:
    'Adds a contact to an audience, or updates the fields of an existing one. The provider asks a new contact to confirm (pending), unless you state that they have agreed (subscribed). Unsubscribed contacts are not changed. Field names: get_audience.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({
    connection,
    email,
    status,
    audience: reference,
    fields: z.array(z.object({ name: z.string().max(100), value: z.string().max(1000) })).default([]),
  }),
  output: sourced(changedContact.extend({ created: z.boolean() })),
  openWorld: true,
  async answer(context, input) {
    const saved = await inAccount(
      context,
      input,
      (account, { connection: _connection, audience: audienceId, fields, ...more }) =>
        saveContact(account, {
          ...more,
          audienceId,
          fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
        }),
    )
    return { summary: saved.created ? 'Added.' : 'Updated; the contact existed.', structured: saved }
  },
})
