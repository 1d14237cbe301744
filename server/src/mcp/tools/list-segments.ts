import { z } from 'zod'
import { ProblemError } from '../../kernel/errors.ts'
import { segment } from '../../email-marketing/model/schemas.ts'
import { pageOfAccount } from '../account-call.ts'
import { sourcedPage } from '../outputs.ts'
import { pageSummary } from '../format-result.ts'
import { connection, defineTool, page, reference } from '../tool.ts'

export const listSegmentsTool = defineTool({
  name: 'list_segments',
  title: 'List segments',
  description: 'Lists the segments of an audience, or the provider’s equivalent, such as groups.',
  toolset: 'audiences',
  scope: 'audiences:read',
  effect: 'read',
  input: z.object({ connection, audience: reference, ...page }),
  output: sourcedPage(segment),
  openWorld: true,
  async answer(context, input) {
    const found = await pageOfAccount(context, input, ({ adapter, api }, wanted, { audience }) => {
      if (!adapter.capabilities.segments)
        throw new ProblemError('unsupported_by_provider', { facts: { capability: 'segments' } })
      return adapter.segments(api, audience, wanted)
    })
    return { summary: pageSummary('segment', found), structured: found }
  },
})
