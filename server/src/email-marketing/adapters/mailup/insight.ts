import { z } from 'zod'
import { ProblemError } from '../../../kernel/errors.ts'
import type { Insight } from '../adapter.ts'
import { orUndefined } from '../writing.ts'
import { count, maybeCount, maybeText } from '../shapes.ts'
import { digitsOf } from '../values.ts'
import { messageOf } from './campaign-id.ts'
import { STATISTICS } from './describe.ts'
import { CONSOLE, everything } from './paging.ts'
import { allLists } from './reading.ts'

export const insight: Insight = {
  async accountFacts(api) {
    const shape = z.object({ Plan: maybeText, TotalCredits: maybeCount })
    const { Plan, TotalCredits } = await api.get(`${CONSOLE}/Authentication/Info/Details`, shape)
    // The API does not return the time zone; the sender of a list is only on MailUp's pages.
    return {
      timeZone: null,
      plan: Plan,
      contactCount: null,
      sendsLeft: TotalCredits,
      senders: null,
      domains: null,
    }
  },

  async campaignLinks(api, campaign) {
    const row = z.object({ Url: z.string(), Count: count })
    const path = `${STATISTICS}/Message/${messageOf(campaign)}/List/UrlClicks`
    const links = await everything(api, path, row)
    return links.map(({ Url, Count }) => ({ url: Url, clickCount: Count, contactCount: null }))
  },

  campaignVariants: () =>
    Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability: 'A/B tests' } })),

  audienceGrowth: () =>
    Promise.reject(new ProblemError('unsupported_by_provider', { facts: { capability: 'growth by month' } })),

  /** A template is read through a list that has it. */
  async templateContent(api, id) {
    const shape = z.object({ Content: maybeText })
    for (const { idList } of await allLists(api)) {
      const found = await orUndefined(api.get(`${CONSOLE}/List/${idList}/Templates/${digitsOf(id)}`, shape))
      if (found) return found.Content ?? ''
    }
    throw new ProblemError('resource_not_found', { facts: { resource: `template ${id}` } })
  },
}
