import { z } from 'zod'
import { MAX_SEARCH_LENGTH } from '../../kernel/limits.ts'
import type { Contact } from '@letterlock/sdk/wire.ts'
import { isAddress } from '../../email-marketing/model/addresses.ts'
import { fromCursor, toPage } from '../../email-marketing/adapters/cursor.ts'
import { findContacts } from '../../email-marketing/contacts/find-contacts.ts'
import { findEverywhere } from '../../email-marketing/contacts/find-everywhere.ts'
import { contact, contactStatus } from '../../email-marketing/model/schemas.ts'
import { listSegmentContacts } from '../../email-marketing/segments/segments.ts'
import { invalidRequest, ProblemError } from '../../kernel/errors.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page, reference, responseFormat, type ToolContext } from '../tool.ts'

export const searchContactsTool = defineTool({
  name: 'search_contacts',
  title: 'Search contacts',
  description:
    'Lists contacts of one status, or searches them by email address in any status. Some providers keep contacts by audience: then pass one. Use a small limit; for the number of contacts use get_audience. Detailed adds ID, fields and tags.',
  toolset: 'contacts',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({
    connection,
    audience: reference.optional(),
    segment: reference.optional().describe('ID or name; lists its contacts'),
    status: contactStatus.optional().describe('Default: subscribed; with search, any'),
    search: z
      .string()
      .min(1)
      .max(MAX_SEARCH_LENGTH)
      .optional()
      .describe('Email address; a part of one where the provider supports it'),
    everywhere: z.boolean().default(false).describe('Search an address in all accounts and audiences'),
    responseFormat,
    ...page,
  }),
  output: sourcedPage(
    contact
      .partial({ id: true, fields: true, tags: true, audienceIds: true, updatedAt: true })
      .extend({ connectionId: z.string().optional(), provider: z.string().optional() }),
  )
    .partial({ source: true })
    .extend({ notRead: z.array(z.string()).optional() }),
  openWorld: true,
  async answer(context, input) {
    const { status, search = null, responseFormat } = input
    if (input.everywhere) return searchEverywhere(context, input)
    const found = await pageOfAccount(context, input, (account, wanted, { audience = null, segment }) => {
      if (segment === undefined) return findContacts(account, { audience, status, words: search }, wanted)
      if (audience === null) throw new ProblemError('audience_required')
      return listSegmentContacts(account, audience, segment, wanted)
    })
    const items = found.items.map((one) => described(one, responseFormat === 'detailed'))
    const none =
      items.length === 0 && search !== null && status !== undefined
        ? ' Omit status to search in every status.'
        : ''
    return { summary: `${pageSummary('contact', found)}${none}`, structured: { ...found, items } }
  },
})

/** Every tool accepts the email address, which costs a tenth of the tokens of some providers' IDs. */
function described({ email, name, status, ...more }: Contact, isDetailed: boolean) {
  return { email, name, status, ...(isDetailed && more) }
}

interface EverywhereInput {
  readonly search?: string | undefined
  readonly responseFormat: 'concise' | 'detailed'
  readonly limit: number
  readonly cursor?: string | undefined
}

/** The contacts with an address in all accounts. An account that cannot be read is named and hides none of the others. */
async function searchEverywhere(context: ToolContext, input: EverywhereInput) {
  const { search = '', responseFormat, limit, cursor } = input
  if (!isAddress(search))
    throw invalidRequest({ pointer: '/search', detail: 'With everywhere, pass a whole email address.' })
  const wanted = { email: search, limit, after: fromCursor(cursor) }
  const { items: accounts, next } = await findEverywhere(context, context.principal, wanted, context.signal)
  const items = accounts.flatMap(({ connectionId, provider, contacts }) =>
    contacts.map((one) => ({
      ...described(one, responseFormat === 'detailed'),
      audienceIds: one.audienceIds,
      connectionId,
      provider,
    })),
  )
  const notRead = accounts.flatMap(({ outcome, connectionId, accountName, detail }) =>
    outcome === 'failed' ? [`${connectionId} (${accountName}): ${detail ?? ''}`] : [],
  )
  const { nextCursor } = toPage({ items: [], next })
  const failed = notRead.length === 0 ? '' : ` ${notRead.length} accounts could not be read.`
  return {
    summary: `${pageSummary('contacts', { items, nextCursor })} In ${accounts.length} accounts.${failed}`,
    structured: { items, nextCursor, notRead },
  }
}
