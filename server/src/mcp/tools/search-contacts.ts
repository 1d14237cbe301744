import { z } from 'zod'
import { findContacts } from '../../email-marketing/find-contacts.ts'
import { contact, contactStatus } from '../../email-marketing/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, detail, page } from '../tool.ts'

export const searchContacts = defineTool({
  name: 'search_contacts',
  title: 'Contacts',
  description:
    'Lists contacts of one status, or finds them by e-mail address in any. Some platforms keep contacts by audience: then name one. Ask for few; for a number of contacts use get_audience. Detailed: with fields and tags.',
  toolset: 'contacts',
  scope: 'marketing.read',
  effect: 'read',
  input: z.object({
    connection,
    audience: z.string().max(200).optional().describe('Id of an audience'),
    status: contactStatus.optional().describe('When left out: subscribed; with words, any'),
    words: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('An e-mail address; a part of one where the platform can, else it says so'),
    detail,
    ...page,
  }),
  output: sourcedPage(contact.partial({ fields: true, tags: true, audiences: true, changedAt: true })),
  openWorld: true,
  async answer(context, { audience = null, status, words = null, detail, ...input }) {
    const found = await pageOfAccount(context, input, (account, wanted) =>
      findContacts(account, { audience, status, words }, wanted),
    )
    const items = found.items.map(({ id, email, name, status: is, ...more }) => ({
      id,
      email,
      name,
      status: is,
      ...(detail === 'detailed' && more),
    }))
    const none =
      items.length === 0 && words !== null && status !== undefined
        ? ' Leave status out to look for it in every status.'
        : ''
    return { summary: `${pageSummary('contacts', found)}${none}`, structured: { ...found, items } }
  },
})
