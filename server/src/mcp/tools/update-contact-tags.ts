import { z } from 'zod'
import { tagContact } from '../../email-marketing/contacts.ts'
import { tagChange } from '../../email-marketing/input-schemas.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { contactInput } from './get-contact.ts'

export const updateContactTagsTool = defineTool({
  name: 'update_contact_tags',
  title: 'Update a contact’s tags',
  description: 'Adds and removes tags of a contact, by name. An unknown name creates a tag.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({ ...contactInput, ...tagChange.shape }),
  output: sourced(changedContact),
  openWorld: true,
  async answer(context, input) {
    const tagged = await inAccount(context, input, (account, { contact, audience = null, add, remove }) =>
      tagContact(account, { contact, audience }, { add, remove }),
    )
    return { summary: 'Tags updated.', structured: tagged }
  },
})
