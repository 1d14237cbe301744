import { z } from 'zod'
import { contact } from '../../email-marketing/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, idOrName, reference } from '../tool.ts'

/** The parameters of every tool about one contact. */
export const contactInput = {
  connection,
  contact: idOrName.describe('Email address or ID'),
  audience: reference.optional().describe('ID or name; some providers require it'),
}

export const getContactTool = defineTool({
  name: 'get_contact',
  title: 'Get a contact',
  description: 'Gets one contact by email address or ID, with its fields, tags and audiences.',
  toolset: 'contacts',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object(contactInput),
  output: sourced(contact),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, ({ adapter, api }, { contact, audience = null }) =>
      adapter.contact(api, { contact, audience }),
    )
    return { summary: 'One contact:', structured: found }
  },
})
