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

/** Each of them blocked the process for seconds. */
const HUGE: readonly [what: string, given: object, problem: RegExp][] = [
  [
    'many long unknown names',
    Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`campaig${'n'.repeat(900)}${index}`, 1])),
    /^a_tool has been given 2000 arguments \(it takes campaign, /,
  ],
  [
    'one unknown name as long as a book',
    { [`campaig${'n'.repeat(1_000_000)}`]: 1 },
    /^a_tool has no parameter campaignn+… \(it takes campaign, /,
  ],
  [
    'unknown names in the objects of a list',
    { fields: [Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`nam${index}`, 1]))] },
    /^fields\.0 has no parameter nam0.*; and \d+ more problems$/,
  ],
  [
    'a list that is far too long',
    { few: Array.from({ length: 200_000 }, () => ({ nam: 1 })) },
    /few must be at most 2 entries long/,
  ],
  [
    'a list in a string that is far too long',
    { words: '["a"' + ',1'.repeat(500_000) + ']' },
    /^words must be a list/,
  ],
  ['many values in one string', { words: 'a,'.repeat(500_000) }, /^words must be a list/],
]

const BOUNDED = INPUT.extend({
  few: z
    .array(z.object({ name: z.string(), value: z.string() }))
    .max(2)
    .optional(),
  words: z.array(z.string().max(10)).max(2).optional(),
})

for (const [what, given, problem] of HUGE)
  test(`${what}: rejected in a moment, in a short sentence`, () => {
    const { user: before } = process.cpuUsage()
    assert.throws(
      () => readArguments('a_tool', BOUNDED, given),
      ({ code, facts }: { code: string; facts: { problem: string } }) => {
        assert.equal(code, 'invalid_request')
        assert.match(facts.problem, problem)
        assert.ok(facts.problem.length < 10_000, `${facts.problem.length} characters`)
        return true
      },
    )
    const took = (process.cpuUsage().user - before) / 1000
    assert.ok(took < 1000, `${took} ms of CPU`)
  })
