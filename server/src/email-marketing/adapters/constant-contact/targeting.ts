import { z } from 'zod'
import type { Targeting } from '../campaign-adapter.ts'
import { listSegmentsAmong } from '../list-segment.ts'
import { maybeText, maybeTime } from '../shapes.ts'
import { segment } from '../values.ts'
import { orUndefined } from '../writing.ts'

const definition = z.object({ name: z.string(), segment_criteria: maybeText, edited_at: maybeTime })

export const targeting: Targeting = {
  segmentsAre: 'lists',

  async definedSegments(api, { segmentIds }, audiences) {
    const all = listSegmentsAmong(audiences)
    for (const id of segmentIds) {
      const found = await orUndefined(api.get(`/v3/segments/${segment(id)}`, definition))
      if (!found) continue
      const { name, ...criteria } = found
      all.push({ id, name, tags: null, parts: [], definition: criteria })
    }
    return all
  },
}
