import { z } from 'zod'
import { unsubscribeContact } from '../../email-marketing/contacts.ts'
import { inAccount } from '../account-call.ts'
import { changedContact, sourced } from '../outputs.ts'
import { defineTool } from '../tool.ts'
import { contactInput } from './get-contact.ts'

export const unsubscribe = defineTool({
  name: 'unsubscribe_contact',
  title: 'Unsubscribe a contact',
  description:
    'Unsubscribes a contact from the audience, or at some platforms from the whole account. Only the person can come back: do it when they ask for it.',
  toolset: 'contacts',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object(contactInput),
  output: sourced(changedContact.extend({ from: z.enum(['audience', 'account']) })),
  openWorld: true,
  async answer(context, { connection, contact, audience = null }) {
    const left = await inAccount(context, connection, async (account) => ({
      ...(await unsubscribeContact(account, { contact, audience })),
      from: account.adapter.capabilities.unsubscribeAppliesTo,
    }))
    const from = left.from === 'account' ? 'all audiences of the account' : 'this audience'
    return { summary: `Unsubscribed from ${from}.`, structured: left }
  },
})
