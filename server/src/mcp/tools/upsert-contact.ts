import { z } from 'zod'
import { saveContact } from '../../email-marketing/contacts.ts'
import { contactToSave } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { connection, defineTool } from '../tool.ts'

export const upsertContact = defineTool({
  name: 'upsert_contact',
  title: 'Add or change a contact',
  description:
    'Adds somebody to an audience, or writes fields of who is there. Somebody new is asked by the platform to confirm (pending) unless you say that they have agreed (subscribed). Whoever has unsubscribed is left alone. Field names: get_audience.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({ connection, ...contactToSave.shape }),
  output: sourced(changedContact.extend({ created: z.boolean() })),
  openWorld: true,
  async answer(context, { connection, ...wanted }) {
    const saved = await inAccount(context, connection, (account) => saveContact(account, wanted))
    return { summary: saved.created ? 'Added.' : 'Was there already; changed.', structured: saved }
  },
})
