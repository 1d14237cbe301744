import type { Targeting } from '../campaign-adapter.ts'
import { listSegmentsAmong } from '../list-segment.ts'

/* The provider has no segments but lists. */

export const targeting: Targeting = {
  segmentsAre: 'lists',
  definedSegments: (_api, _campaign, audiences) => Promise.resolve(listSegmentsAmong(audiences)),
}
