import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { readArguments } from './read-arguments.ts'

const INPUT = z.object({
  campaign: z.string().optional(),
  tags: z.array(z.string()).optional(),
  limit: z.int().min(1).max(100).optional(),
  exact: z.boolean().optional(),
  responseFormat: z.enum(['concise', 'detailed']).optional(),
  scheduledAt: z.iso.datetime({ offset: true }).optional(),
  fields: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
})
const read = (given: unknown): unknown => readArguments('a_tool', INPUT, given)

const MEANT: readonly [given: object, read: object][] = [
  [{ campaign: null, limit: '', exact: 'null' }, {}],
  [{ campaign_id: 42 }, { campaign: '42' }],
  [{ campaign: [' a1 '] }, { campaign: 'a1' }],
  [{ tags: 'a1, b2' }, { tags: ['a1, b2'] }],
  [{ tags: '["a1","b2",null]' }, { tags: ['a1', 'b2'] }],
  [{ limit: '5' }, { limit: 5 }],
  [{ limit: 5000 }, { limit: 100 }],
  [{ exact: 'yes' }, { exact: true }],
  [{ exact: 0 }, { exact: false }],
  [{ responseFormat: 'Detailed' }, { responseFormat: 'detailed' }],
  [{ scheduledAt: '2026-12-01 09:00 +0100' }, { scheduledAt: '2026-12-01T09:00:00+01:00' }],
  [
    { fields: { FNAME: 'Nora', AGE: 30, gone: null } },
    {
      fields: [
        { name: 'FNAME', value: 'Nora' },
        { name: 'AGE', value: '30' },
      ],
    },
  ],
  [{ fields: [{ key: 'FNAME', value: 'Nora' }] }, { fields: [{ name: 'FNAME', value: 'Nora' }] }],
]

for (const [given, expected] of MEANT)
  test(`${JSON.stringify(given)} is read as ${JSON.stringify(expected)}`, () =>
    assert.deepEqual(read(given), expected))

test('no arguments, and what is no object, are an empty input', () => {
  for (const given of [undefined, null, [], 'x', 3]) assert.deepEqual(read(given), {})
})

const REJECTED: readonly [given: object, problem: RegExp][] = [
  [{ campain: 'a' }, /^a_tool has no parameter campain; did you mean campaign\? \(it takes campaign, /],
  [{ campaign: 'a', campaign_id: 'b' }, /^campaign is given twice$/],
  [{ responseFormat: 'long' }, /^responseFormat must be one of concise, detailed$/],
  [{ limit: 'many' }, /^limit must be a number$/],
  [{ exact: 'perhaps', limit: 'many' }, /exact must be .*; limit must be|limit must be .*; exact must be/],
]

for (const [given, problem] of REJECTED)
  test(`${JSON.stringify(given)} is rejected by name`, () =>
    assert.throws(
      () => read(given),
      (error: { code: string; facts: { problem: string } }) => {
        assert.equal(error.code, 'invalid_request')
        assert.match(error.facts.problem, problem)
        return true
      },
    ))

test('a parameter that is missing is said to be missing', () => {
  assert.throws(() => readArguments('a_tool', z.object({ to: z.string() }), {}), {
    facts: { problem: 'to is missing' },
  })
})
