import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Schema } from './description.ts'
import { typeInWords } from './type-in-words.ts'

const SCHEMAS = {
  Status: { type: 'string', enum: ['connected', 'disconnected'] },
  Account: { type: 'object', properties: { id: { type: 'string' } } },
} as const satisfies Record<string, Schema>

test('a type is said in words, with the limits that were chosen', () => {
  const cases: [Schema, string][] = [
    [{ type: 'string', maxLength: 200 }, 'string, at most 200 characters'],
    [{ type: 'integer', minimum: 1, maximum: 100, default: 50 }, 'integer, 1 to 100, default 50'],
    [{ type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'integer, at least 0'],
    [{ type: ['string', 'null'] }, 'string, or null'],
    [
      { anyOf: [{ $ref: '#/components/schemas/Status' }, { type: 'null' }] },
      'connected | disconnected, or null',
    ],
    [
      { type: 'array', items: { $ref: '#/components/schemas/Account' }, maxItems: 1 },
      'array: object, at most 1 item',
    ],
    [{ anyOf: [{ type: 'string', format: 'date-time' }, { type: 'null' }] }, 'time, ISO 8601, or null'],
    [{ oneOf: [{ type: 'string' }, { type: 'boolean' }, { type: 'string' }] }, 'string or boolean'],
    [{ const: 'api_key' }, '"api_key"'],
    [{}, 'any JSON'],
  ]
  for (const [schema, words] of cases) assert.equal(typeInWords(schema, SCHEMAS), words)
})
