import type { Targeting } from '../campaign-adapter.ts'
import { groupsOf } from './segments.ts'

/* A segment is a group of a list. It has no conditions: its recipients define it. */

export const targeting: Targeting = {
  segmentsAre: 'parts',

  async definedSegments(api, { audienceIds: [audience = ''], segmentIds }) {
    if (segmentIds.length === 0) return []
    const groups = await groupsOf(api, audience)
    return groups
      .filter(({ idGroup }) => segmentIds.includes(idGroup))
      .map(({ idGroup, Name }) => ({ id: idGroup, name: Name, tags: [], parts: [], definition: null }))
  },
}
