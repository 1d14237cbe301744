import type { Readable } from 'node:stream'
import { z } from 'zod'

/* An export as a file. */

const file = z.custom<Readable>().meta({ type: 'string' })

export const exportFormat = z.enum(['csv', 'jsonl']).default('csv').describe('Of the file.')

export const exportResponse = {
  200: {
    description: 'The file.',
    content: { 'text/csv': { schema: file }, 'application/jsonl': { schema: file } },
  },
}
