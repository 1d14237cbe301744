import { z } from 'zod'
import { contact, contactStatus, sourcedPage } from '../../marketing/schemas.ts'
import { pageText, readPage } from '../read-account.ts'
import { connection, defineTool, page, UNTRUSTED } from '../tool.ts'

export const searchContacts = defineTool({
  name: 'search_contacts',
  title: 'Contacts',
  description:
    'Lists contacts of one status, or finds them by e-mail address. Some platforms keep contacts by audience: then name one. Ask for few; for a number of contacts use get_audience.',
  input: z.object({
    connection,
    audience: z.string().max(200).optional().describe('Id of an audience'),
    status: contactStatus.default('subscribed'),
    words: z.string().min(1).max(200).optional().describe('An e-mail address, or a part of one'),
    ...page,
  }),
  output: sourcedPage(contact),
  openWorld: true,
  async answer(context, { audience = null, status, words = null, ...input }) {
    const found = await readPage(context, input, ({ adapter, api }, wanted) =>
      adapter.contacts(api, { audience, status, words }, wanted),
    )
    const text = pageText(
      'contacts',
      found,
      ({ id, email, name, status: is }) => `${email}${name === null ? '' : `, ${name}`} (${id}): ${is}`,
    )
    return { text: `${UNTRUSTED}\n${text}`, structured: found }
  },
})
