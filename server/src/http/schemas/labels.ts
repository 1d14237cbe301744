import { z } from 'zod'
import {
  LABEL_NAME,
  MAX_COUNTED_LABEL_NAMES,
  MAX_COUNTED_LABEL_VALUES,
  MAX_LABEL_NAME_LENGTH,
  MAX_LABEL_VALUE_LENGTH,
} from '../../kernel/limits.ts'
import { oneLine } from './one-line.ts'

/* The labels of connections as schemas. */

const labelName = z
  .string()
  .max(MAX_LABEL_NAME_LENGTH)
  .regex(LABEL_NAME, 'must begin with a small letter, and have small letters, digits, _ and - only')
const labelValue = oneLine(MAX_LABEL_VALUE_LENGTH).min(1)

export const labels = z.record(z.string(), z.string()).meta({
  description: 'Values by name, for filtering and of no other meaning.',
  examples: [{ plan: 'pro' }],
})

/** `plan:pro` */
export const labelFilter = z
  .string()
  .max(MAX_LABEL_NAME_LENGTH + 1 + MAX_LABEL_VALUE_LENGTH)
  .regex(/^[a-z][a-z0-9_-]*:./, 'must be the name and the value of a label, such as plan:pro')

export const labelCounts = z
  .object({
    items: z.array(
      z
        .object({ name: z.string(), value: z.string(), count: z.int().meta({ examples: [120] }) })
        .meta({ id: 'LabelCount' }),
    ),
    isComplete: z.boolean().describe('`false`: there are more. Connections can be listed by those, too.'),
  })
  .meta({
    id: 'LabelCounts',
    description: `In the order of names, for each name the most used value first: at most the ${MAX_COUNTED_LABEL_NAMES} most used names, with ${MAX_COUNTED_LABEL_VALUES} values each.`,
  })

export const givenLabels = z.record(labelName, labelValue).meta({ examples: [{ plan: 'pro' }] })

export const newLabels = givenLabels
  .optional()
  .describe('Labels of the connection. Where it is known, its others stay. At most 20 in all.')

export const labelChanges = z
  .record(labelName, labelValue.nullable())
  .describe('Labels that are not named stay; null removes one. At most 20 in all.')
