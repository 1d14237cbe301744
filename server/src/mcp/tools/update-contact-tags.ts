import { z } from 'zod'
import { tagContact } from '../../email-marketing/contacts.ts'
import { tagChange } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { contactInput } from './get-contact.ts'

export const updateContactTags = defineTool({
  name: 'update_contact_tags',
  title: 'Tags of a contact',
  description: 'Adds tags to a contact and takes others away, by name. A new name makes a new tag.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({ ...contactInput, ...tagChange.shape }),
  output: sourced(changedContact),
  openWorld: true,
  async answer(context, { connection, contact, audience = null, add, remove }) {
    const tagged = await inAccount(context, connection, (account) =>
      tagContact(account, { contact, audience }, { add, remove }),
    )
    return { summary: 'Tags changed.', structured: tagged }
  },
})
