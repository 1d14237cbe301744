import { z } from 'zod'
import { invalidRequest } from '../../kernel/errors.ts'

/*
 * The language of segments: conditions of which all or any must hold. One flat shape for all kinds, so that every client can write it: no
 * unions, no free keys.
 */

export const segmentCondition = z.strictObject({
  by: z.enum(['field', 'email', 'tag', 'audience', 'received', 'opened', 'clicked']),
  op: z.enum(['is', 'is_not', 'contains', 'does_not_contain', 'is_empty', 'is_not_empty', 'did', 'did_not']),
  /** The name of a field. */
  field: z.string().trim().min(1).max(100).optional(),
  /** What is compared: a text, the name of a tag, or the ID or name of another audience. */
  value: z.string().trim().min(1).max(1000).optional(),
  campaignId: z.string().min(1).max(200).optional(),
  /** Instead of one campaign, all that were sent within so many days. */
  days: z.int().min(1).max(730).optional(),
})

export const segmentConditions = z.strictObject({
  match: z.enum(['all', 'any']).default('all'),
  conditions: z.array(segmentCondition).min(1).max(10),
})

export type SegmentCondition = z.output<typeof segmentCondition>
export type SegmentConditions = z.output<typeof segmentConditions>

export type Behavior = 'received' | 'opened' | 'clicked'

/** Whether a condition is about what a contact did, and not about what it is. */
export function isBehavior(condition: SegmentCondition): condition is SegmentCondition & { by: Behavior } {
  return condition.by === 'received' || condition.by === 'opened' || condition.by === 'clicked'
}

const TEXT_OPS = ['is', 'is_not', 'contains', 'does_not_contain', 'is_empty', 'is_not_empty'] as const
const OPS: Readonly<Record<SegmentCondition['by'], readonly SegmentCondition['op'][]>> = {
  field: TEXT_OPS,
  email: ['is', 'is_not', 'contains', 'does_not_contain'],
  tag: ['is', 'is_not'],
  audience: ['is', 'is_not'],
  received: ['did', 'did_not'],
  opened: ['did', 'did_not'],
  clicked: ['did', 'did_not'],
}

/**
 * Checks what the shape alone cannot: which members belong together.
 * @throws ProblemError invalid_request with the first problem
 */
export function assertConditions({ conditions }: SegmentConditions): void {
  for (const [index, condition] of conditions.entries()) {
    const detail = problemOf(condition)
    if (detail !== undefined) throw invalidRequest({ pointer: `/conditions/${index}`, detail })
  }
}

function problemOf(condition: SegmentCondition): string | undefined {
  const { by, op, field, value, campaignId, days } = condition
  if (!OPS[by].includes(op)) return `With by ${by}, op is one of ${OPS[by].join(', ')}.`
  if (by === 'field' && field === undefined) return 'With by field, pass the name of the field.'
  if (isBehavior(condition)) {
    const given = [campaignId, days].filter((one) => one !== undefined).length
    return given === 1 ? undefined : `With by ${by}, pass either campaignId or days.`
  }
  const takesValue = op !== 'is_empty' && op !== 'is_not_empty'
  return takesValue && value === undefined ? `With op ${op}, pass a value.` : undefined
}
