import { z } from 'zod'
import { latestActivities } from '../../email-marketing/contacts/latest-activities.ts'
import { contact, contactActivity } from '../../email-marketing/model/schemas.ts'
import { inAccount } from '../account-call.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, idOrName, reference, responseFormat } from '../tool.ts'

/** The parameters of every tool about one contact. */
export const contactInput = {
  connection,
  contact: idOrName.describe('Email address or ID'),
  audience: reference.optional().describe('ID or name; some providers require it'),
}

const LATEST = 20

export const getContactTool = defineTool({
  name: 'get_contact',
  title: 'Get a contact',
  description:
    'Gets one contact by email address or ID, with its fields, tags and audiences. Detailed adds what it did with its latest campaigns.',
  toolset: 'contacts',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({ ...contactInput, responseFormat }),
  output: sourced(contact.extend({ activities: z.array(contactActivity).optional() })),
  openWorld: true,
  async answer(context, input) {
    const found = await inAccount(context, input, async (account, { contact, audience = null }) => {
      const described = await account.adapter.contact(account.api, { contact, audience })
      if (input.responseFormat === 'concise') return described
      return { ...described, activities: await latestActivities(account, { contact, audience }, LATEST) }
    })
    return { summary: 'One contact:', structured: found }
  },
})
