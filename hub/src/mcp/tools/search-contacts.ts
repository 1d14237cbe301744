import { z } from 'zod'
import { contact, contactStatus } from '../../marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageText, said } from '../say.ts'
import { connection, defineTool, detail, page, UNTRUSTED } from '../tool.ts'

export const searchContacts = defineTool({
  name: 'search_contacts',
  title: 'Contacts',
  description:
    'Lists contacts of one status, or finds them by e-mail address. Some platforms keep contacts by audience: then name one. Ask for few; for a number of contacts use get_audience. Detailed: with fields and tags.',
  toolset: 'contacts',
  right: 'marketing.read',
  effect: 'read',
  input: z.object({
    connection,
    audience: z.string().max(200).optional().describe('Id of an audience'),
    status: contactStatus.default('subscribed'),
    words: z.string().min(1).max(200).optional().describe('An e-mail address, or a part of one'),
    detail,
    ...page,
  }),
  output: sourcedPage(contact.partial({ fields: true, tags: true, audiences: true, changedAt: true })),
  openWorld: true,
  async answer(context, { audience = null, status, words = null, detail, ...input }) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted) =>
      adapter.contacts(api, { audience, status, words }, wanted),
    )
    const text = pageText(
      'contacts',
      found,
      ({ id, email, name, status: is }) =>
        `${said(email)}${name === null ? '' : `, ${said(name)}`} (${id}): ${is}`,
    )
    const items = found.items.map(({ id, email, name, status: is, ...more }) => ({
      id,
      email,
      name,
      status: is,
      ...(detail === 'detailed' && more),
    }))
    return { text: `${UNTRUSTED}\n${text}`, structured: { ...found, items } }
  },
})
