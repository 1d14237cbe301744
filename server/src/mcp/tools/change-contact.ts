import { z } from 'zod'
import { archiveContact } from '../../email-marketing/contacts/archive-contact.ts'
import { changeContactAddress } from '../../email-marketing/contacts/change-contact-address.ts'
import { address } from '../../email-marketing/model/input-schemas.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { contactInput } from './get-contact.ts'

export const changeContactTool = defineTool({
  name: 'change_contact',
  title: 'Change a contact’s address, or archive it',
  description: 'Gives a contact another address, or archives it: it gets nothing more.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({
    ...contactInput,
    action: z.enum(['change_address', 'archive']),
    newEmail: address.optional().describe('For change_address'),
  }),
  output: sourced(changedContact),
  openWorld: true,
  async answer(context, input) {
    const { action, newEmail } = input
    if (action === 'change_address' && newEmail === undefined)
      throw invalidRequest({ pointer: '/newEmail', detail: 'newEmail is missing.' })
    const changed = await inAccount(context, input, (account, { contact, audience = null }) =>
      action === 'archive' || newEmail === undefined
        ? archiveContact(account, { contact, audience })
        : changeContactAddress(account, { contact, audience }, newEmail),
    )
    return { summary: action === 'archive' ? 'Archived.' : 'Address changed.', structured: changed }
  },
})
