import { z } from 'zod'
import { contact } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, id } from '../tool.ts'

/** Which contact, for all tools about one. */
export const contactInput = {
  connection,
  contact: id.describe('E-mail address or id'),
  audience: z.string().max(200).optional().describe('Id of an audience; some platforms need it'),
}

export const getContact = defineTool({
  name: 'get_contact',
  title: 'One contact',
  description: 'Reads one contact, by e-mail address or id, with its fields, tags and audiences.',
  toolset: 'contacts',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object(contactInput),
  output: sourced(contact),
  openWorld: true,
  async answer(context, { connection, contact, audience = null }) {
    const found = await inAccount(context, connection, ({ adapter, api }) =>
      adapter.contact(api, { contact, audience }),
    )
    return { summary: 'One contact:', structured: found }
  },
})
