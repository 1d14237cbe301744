import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { publishedSchema } from './published-schema.ts'

const tool = z.object({
  email: z.email().describe('Where to'),
  name: z.string().min(1),
  minLength: z.string().min(2).optional(),
  tags: z.array(z.object({ pattern: z.string().min(1) })),
})

const inputOf = (schema: z.ZodObject): Record<string, unknown> =>
  publishedSchema(schema)['~standard'].jsonSchema.input({ target: 'draft-2020-12' })

test('what costs tokens and tells a model nothing is left out, at every depth', () => {
  assert.deepEqual(inputOf(tool), {
    type: 'object',
    properties: {
      email: { type: 'string', format: 'email', description: 'Where to' },
      name: { type: 'string' },
      minLength: { type: 'string', minLength: 2 },
      tags: {
        type: 'array',
        items: { type: 'object', properties: { pattern: { type: 'string' } }, required: ['pattern'] },
      },
    },
    required: ['email', 'name', 'tags'],
  })
})

test('a schema is converted once, and accepts everything: the arguments are read elsewhere', async () => {
  const published = publishedSchema(tool)
  assert.equal(publishedSchema(tool), published)
  assert.equal(inputOf(tool), inputOf(tool))
  assert.deepEqual(await published['~standard'].validate({ email: 5 }), { value: { email: 5 } })
})
