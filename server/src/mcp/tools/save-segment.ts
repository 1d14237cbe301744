import { z } from 'zod'
import { segmentCondition } from '../../email-marketing/model/segment-conditions.ts'
import { countSegment, createSegment, updateSegment } from '../../email-marketing/segments/segments.ts'
import { invalidRequest } from '../../kernel/errors.ts'
import { inAccount } from '../account-call.ts'
import { contactCount } from '../format-result.ts'
import { sourced } from '../outputs.ts'
import { connection, defineTool, reference } from '../tool.ts'

const saved = z.object({
  id: z.string().nullable(),
  contactCount: z.number().nullable(),
  followsConditions: z.boolean().nullable(),
  requestCount: z.number(),
})

export const saveSegmentTool = defineTool({
  name: 'save_segment',
  title: 'Save a segment',
  description:
    'Counts, creates, changes or renames a segment of subscribed contacts. by audience takes another audience as value. op did or did_not goes with received, opened and clicked, and with campaignId or days. followsConditions false: it holds those who meet the conditions now. Pass its id as segment of a campaign.',
  toolset: 'audiences',
  scope: 'audiences:write',
  effect: 'change',
  input: z.object({
    connection,
    audience: reference,
    name: z.string().min(1).max(80).optional(),
    segment: reference.optional().describe('ID or name of the one to change'),
    countOnly: z.boolean().default(false),
    match: z.enum(['all', 'any']).default('all'),
    // Not a strict object, as strict clients require; an unknown member is still an error.
    conditions: z
      .array(z.object(segmentCondition.shape))
      .min(1)
      .max(10)
      .optional()
      .describe('Optional only to rename'),
  }),
  output: sourced(saved),
  openWorld: true,
  async answer(context, input) {
    const { name, segment, countOnly, match, conditions } = input
    if (conditions === undefined && (segment === undefined || name === undefined || countOnly))
      throw invalidRequest({ pointer: '/conditions', detail: 'conditions is missing.' })
    const result = await inAccount(context, input, async (account, { audience }) => {
      if (segment !== undefined && !countOnly)
        return updateSegment(account, { audience, id: segment }, { name, match, conditions })
      const wanted = { match, conditions: conditions ?? [] }
      return countOnly
        ? { id: null, followsConditions: null, ...(await countSegment(account, audience, wanted)) }
        : createSegment(account, audience, { name: name ?? 'Segment', ...wanted })
    })
    const count = result.contactCount === null ? '' : `: ${contactCount(result.contactCount)}`
    return {
      summary: `${countOnly ? 'Counted, nothing saved' : 'Saved'}${count}.`,
      structured: {
        id: result.id,
        contactCount: result.contactCount,
        followsConditions: result.followsConditions,
        requestCount: result.requestCount,
        source: result.source,
      },
    }
  },
})
