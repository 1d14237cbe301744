import { z } from 'zod'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import { findContacts } from '../../email-marketing/find-contacts.ts'
import { contact, contactStatus } from '../../email-marketing/schemas.ts'
import { listSegmentContacts } from '../../email-marketing/segments.ts'
import { ProblemError } from '../../kernel/errors.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page, reference, responseFormat } from '../tool.ts'

export const searchContactsTool = defineTool({
  name: 'search_contacts',
  title: 'Search contacts',
  description:
    'Lists contacts of one status, or searches them by email address in any status. Some providers keep contacts by audience: then pass one. Use a small limit; for the number of contacts use get_audience. Detailed adds fields and tags.',
  toolset: 'contacts',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({
    connection,
    audience: reference.optional(),
    segment: z.string().max(200).optional().describe('ID; lists its contacts'),
    status: contactStatus.optional().describe('Default: subscribed; with search, any'),
    search: z
      .string()
      .min(1)
      .max(MAX_SEARCH_LENGTH)
      .optional()
      .describe('Email address; a part of one where the provider supports it'),
    responseFormat,
    ...page,
  }),
  output: sourcedPage(contact.partial({ fields: true, tags: true, audienceIds: true, updatedAt: true })),
  openWorld: true,
  async answer(context, input) {
    const { status, search = null, responseFormat } = input
    const found = await pageOfAccount(context, input, (account, wanted, { audience = null, segment }) => {
      if (segment === undefined) return findContacts(account, { audience, status, words: search }, wanted)
      if (audience === null) throw new ProblemError('audience_required')
      return listSegmentContacts(account, audience, segment, wanted)
    })
    const items = found.items.map(({ id, email, name, status: is, ...more }) => ({
      id,
      email,
      name,
      status: is,
      ...(responseFormat === 'detailed' && more),
    }))
    const none =
      items.length === 0 && search !== null && status !== undefined
        ? ' Omit status to search in every status.'
        : ''
    return { summary: `${pageSummary('contacts', found)}${none}`, structured: { ...found, items } }
  },
})
