import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { deriveSpecifications } from '../scripts/specifications/derive.ts'
import { shareSchemas } from '../scripts/specifications/share-schemas.ts'
import { fromOpenApi } from '../scripts/specifications/from-openapi.ts'

test('names, types and rules are derived, without sentences and without what a request cannot write', () => {
  const item = {
    description: 'A sentence.',
    properties: {
      id: { type: 'string', readOnly: true, example: 'ab12' },
      name: { type: 'string', maxLength: 80, description: 'Another sentence.' },
    },
    required: ['id', 'name'],
  }
  const document = {
    info: { version: '9.9' },
    paths: {
      '/things': {
        post: {
          parameters: [{ in: 'query', name: 'count', schema: { type: 'integer', maximum: 10 } }],
          requestBody: {
            required: true,
            content: { 'application/json': { schema: { $ref: '#/components/Thing' } } },
          },
          responses: {
            200: { content: { 'application/json': { schema: { $ref: '#/components/Thing' } } } },
            400: {},
          },
        },
      },
    },
    components: { Thing: item },
  }
  const { source, operations } = shareSchemas(fromOpenApi(document, 'An API'))
  assert.equal(source, 'An API 9.9')
  assert.deepEqual(operations, [
    {
      method: 'POST',
      path: '/things',
      query: { count: { type: 'integer', maximum: 10 } },
      body: { properties: { name: { type: 'string', maxLength: 80 } }, required: ['name'] },
      bodyRequired: true,
      answers: { 200: { properties: { id: { type: 'string' }, name: { type: 'string', maxLength: 80 } } } },
    },
  ])
})

/** The providers' files: `shared/specs` beside the repository, or the folder that is named. */
const folder =
  process.env['LETTERLOCK_TEST_SPECIFICATIONS'] ?? join(import.meta.dirname, '../../../shared/specs')

test("the providers' files say what the sandbox judges by", (t) => {
  if (!existsSync(folder)) {
    const sentence = `NOT COMPARED with the providers’ files: there is no folder ${folder}. LETTERLOCK_TEST_SPECIFICATIONS names another.`
    t.diagnostic(sentence)
    // A reporter may leave out what a test that passes has to say.
    process.stderr.write(`\n${sentence}\n`)
    return
  }
  for (const { provider, text } of deriveSpecifications(folder)) {
    const file = join(import.meta.dirname, '../src/specification/documents', `${provider}.json`)
    assert.equal(readFileSync(file, 'utf8'), text, `${provider}: run npm run specifications -- ${folder}`)
  }
})
