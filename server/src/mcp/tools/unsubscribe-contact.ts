import { z } from 'zod'
import { unsubscribeContact } from '../../email-marketing/contacts/contacts.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { contactInput } from './get-contact.ts'

export const unsubscribeContactTool = defineTool({
  name: 'unsubscribe_contact',
  title: 'Unsubscribe a contact',
  description:
    'Unsubscribes a contact from the audience, or at some providers from the whole account. Only the contact can resubscribe: call this only when the user asks for it.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object(contactInput),
  output: sourced(changedContact.extend({ from: z.enum(['audience', 'account']) })),
  openWorld: true,
  async answer(context, input) {
    const unsubscribed = await inAccount(context, input, async (account, { contact, audience = null }) => ({
      ...(await unsubscribeContact(account, { contact, audience })),
      from: account.adapter.capabilities.unsubscribeAppliesTo,
    }))
    const from = unsubscribed.from === 'account' ? 'all audiences of the account' : 'this audience'
    return { summary: `Unsubscribed from ${from}.`, structured: unsubscribed }
  },
})
