import { z } from 'zod'
import { segment } from './schemas.ts'
import { segmentConditions } from './segment-conditions.ts'

export const savedSegment = segment.extend({
  followsConditions: z.boolean().nullable(),
  requestCount: z.number(),
})
export const segmentCount = z.object({ contactCount: z.number(), requestCount: z.number() })
export const deletedSegment = z.object({ id: z.string(), deleted: z.literal(true) })

/* Inputs. */

const name = z.string().trim().min(1).max(80)
export const newSegment = segmentConditions.extend({ name })
export const segmentChange = segmentConditions.partial({ conditions: true }).extend({ name: name.optional() })

export type SavedSegment = z.output<typeof savedSegment>
export type SegmentCount = z.output<typeof segmentCount>
export type UpdateSegmentInput = z.output<typeof segmentChange>
