import assert from 'node:assert/strict'
import { test } from 'node:test'
import { z } from 'zod'
import { ProblemError, messageOf } from '../../src/kernel/errors.ts'
import { readArguments } from '../../src/mcp/read-arguments.ts'
import { TOOLS } from '../../src/mcp/tools/index.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { startWorld } from '@letterlock/testing/world.ts'

/* What models send as arguments, and what they mean by it. */

interface Parameter {
  readonly type: string
  readonly enum?: readonly string[]
  readonly items?: { readonly type: string; readonly properties?: object }
  readonly minItems?: number
}

const parametersOf = (input: z.ZodObject) => {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input' })
  return Object.entries(properties).map(([name, parameter]) => ({
    name,
    parameter: parameter as unknown as Parameter,
    required: required.includes(name),
  }))
}

const TIMES = new Set(['scheduledAt', 'since', 'until'])

/** A value that the parameter takes as it is. */
function plainValue(name: string, { type, enum: words, items, minItems = 1 }: Parameter): unknown {
  if (items?.type === 'object' && 'email' in (items.properties ?? {}))
    return [
      { email: 'nora@x.example', fields: [{ name: 'FNAME', value: 'Nora' }] },
      { email: 'olga@x.example', fields: [] },
    ]
  if (items?.type === 'object' && 'by' in (items.properties ?? {}))
    return [
      { by: 'email', op: 'is', value: 'nora@x.example' },
      { by: 'opened', op: 'did_not', days: 180 },
    ]
  if (type === 'boolean') return true
  if (items?.type === 'object')
    return [
      { name: 'FNAME', value: 'Nora' },
      { name: 'AGE', value: '5' },
    ]
  if (words) return words[0]
  if (type === 'integer') return 5
  if (type === 'array')
    return Array.from({ length: minItems }, (_, index) =>
      name === 'to' ? `a${index}@x.example` : `a${index}`,
    )
  if (TIMES.has(name)) return '2030-12-01T09:00:00+01:00'
  return /email/i.test(name) ? 'nora@x.example' : '12345'
}

/** Other ways to say the same. */
function* otherWays(value: unknown, { type, enum: words, items }: Parameter, name: string): Generator {
  if (items?.type === 'object' && 'email' in (items.properties ?? {})) {
    yield JSON.stringify(value)
    yield [
      { email: ' nora@x.example ', fields: { FNAME: 'Nora', GONE: null } },
      { Email: 'olga@x.example', fields: null },
      null,
    ]
    return
  }
  if (items?.type === 'object' && 'by' in (items.properties ?? {})) {
    yield JSON.stringify(value)
    yield [
      { By: 'Email', op: ' is ', value: 'nora@x.example', days: null },
      { by: 'opened', op: 'did not', days: '180' },
      null,
    ]
    return
  }
  if (type === 'boolean') yield* ['true', 'True', 'yes', '1']
  if (items?.type === 'object') {
    yield JSON.stringify(value)
    yield { FNAME: 'Nora', AGE: 5, GONE: null }
    yield [{ name: 'FNAME', value: 'Nora' }, { name: 'AGE', value: 5 }, null]
    return
  }
  if (type === 'integer') yield* ['5', ' 5 ', '5.0', [5]]
  if (type === 'string') yield [value]
  if (words) yield* [words[0]?.toUpperCase(), ` ${words[0]} `]
  else if (type === 'string' && value === '12345') yield 12345
  if (TIMES.has(name))
    yield* ['2030-12-01 09:00:00+01:00', '2030-12-01T09:00+01:00', '2030-12-01 09:00 +0100']
  if (type === 'array') {
    yield JSON.stringify(value)
    const list = value as readonly string[]
    yield [...list, null, '']
    if (list.length === 1) yield list[0]
    else if (name !== 'to') yield list.join(', ')
  }
}

const ABSENT = [null, '', '  ', 'null', 'undefined', 'None', 'NULL']

for (const { name: tool, input } of TOOLS)
  test(`D6: ${tool}: every argument is taken as models mean it`, () => {
    const parameters = parametersOf(input)
    const plain = Object.fromEntries(
      parameters.map(({ name, parameter }) => [name, plainValue(name, parameter)]),
    )
    const expected = readArguments(tool, input, plain)
    for (const { name, parameter, required } of parameters) {
      for (const way of otherWays(plain[name], parameter, name))
        assert.deepEqual(
          readArguments(tool, input, { ...plain, [name]: way }),
          expected,
          `${name}: ${JSON.stringify(way)}`,
        )
      const { [name]: _left, ...others } = plain
      for (const absent of [...ABSENT, ...(parameter.type === 'array' ? [[null], ['']] : [])]) {
        const read = (): unknown => readArguments(tool, input, { ...others, [name]: absent })
        if (required)
          assert.throws(read, ({ facts }: ProblemError) =>
            String(facts['problem']).startsWith(`${name} is missing`),
          )
        else
          assert.deepEqual(read(), readArguments(tool, input, others), `${name}: ${JSON.stringify(absent)}`)
      }
    }
    assert.throws(
      () =>
        readArguments(tool, input, {
          ...plain,
          ...(plain['limit'] !== undefined ? { limit: 'many' } : { none: 1 }),
        }),
      ProblemError,
    )
  })

for (const { name: tool, input } of TOOLS)
  test(`D9: ${tool}: what it has no parameter for is refused by name, with what is nearest`, () => {
    const known = parametersOf(input).map(({ name }) => name)
    for (const name of [
      'status',
      'tag',
      'page',
      'query',
      'connecton',
      'cursr',
      'made_up',
      '__proto__',
      'toString',
    ]) {
      if (known.includes(name)) continue
      const given = JSON.parse(`{${JSON.stringify(name)}: "x"}`) as object
      assert.throws(
        () => readArguments(tool, input, given),
        (error: ProblemError) => {
          const { detail: happened } = messageOf(error)
          assert.equal(error.code, 'invalid_request')
          assert.ok(happened.includes(`${tool} has no parameter ${name}`), happened)
          for (const one of known) assert.ok(happened.includes(one), `${happened} names ${one}`)
          const near = {
            connecton: 'connection',
            cursr: 'cursor',
            page: 'cursor',
            query: 'search',
          }[name]
          if (near !== undefined && known.includes(near))
            assert.ok(happened.includes(`did you mean ${near}?`), happened)
          return true
        },
      )
    }
  })

test('a parameter is taken by every spelling of its name, but once', () => {
  const tool = TOOLS.find(({ name }) => name === 'get_campaign')
  assert.ok(tool)
  const read = (given: object): unknown => readArguments(tool.name, tool.input, given)
  for (const name of ['campaign', 'campaign_id', 'campaignId', 'Campaign', 'campaigns'])
    assert.deepEqual(read({ [name]: 'x1' }), { campaign: 'x1', view: 'summary' }, name)
  assert.deepEqual(read({ campaign_id: 'x1', View: 'HTML' }), {
    campaign: 'x1',
    view: 'html',
  })
  assert.throws(
    () => read({ campaign: 'x1', campaign_id: 'x2' }),
    ({ facts }: ProblemError) => String(facts['problem']) === 'campaign is given twice',
  )
})

test('D9: an unknown member of an object is told, with its place and what it was meant to be', () => {
  const tool = TOOLS.find(({ name }) => name === 'save_segment') ?? assert.fail()
  const condition = { by: 'opened', op: 'did', campaing_id: 'x1' }
  assert.throws(
    () => readArguments(tool.name, tool.input, { audience: '1', conditions: [condition] }),
    ({ facts }: ProblemError) =>
      String(facts['problem']).startsWith(
        'conditions.0 has no parameter campaing_id; did you mean campaignId? (it takes by,',
      ),
  )
})

test('D6, D9: over the wire, in both revisions; everything that is wrong is told at once', async () => {
  await using world = await startWorld()
  await connect(world)
  for (const mode of ['auto', 'legacy'] as const) {
    await using client = await openMcpClient(world, { mode })
    const args = { limit: '5', cursor: null, connection: '', responseFormat: 'Detailed' }
    const campaigns = await callTool(client, 'list_campaigns', args)
    assert.equal((campaigns.structured['items'] as unknown[]).length, 5, campaigns.text)
    const all = await callTool(client, 'list_campaigns', { limit: 5000 })
    assert.equal(all.isError, false, all.text)
    const wrong = await callTool(client, 'search_contacts', { tag: 'VIP', status: 'gone', limit: 'many' })
    assert.ok(wrong.isError)
    assert.match(
      wrong.text,
      /has no parameter tag .*status must be one of subscribed.*limit must be a number/,
    )
    assert.doesNotMatch(wrong.text, /expected|received|Invalid input/)
    assert.match(wrong.text, /\(invalid_request\)$/)
    const [audience] = (await callTool(client, 'list_audiences')).structured['items'] as { id: string }[]
    const email = `kim-${mode}@letters.example`
    const fields = [{ name: 'FNAME', value: 'Kim' }]
    const saved = await callTool(client, 'upsert_contacts', {
      audience: audience?.id,
      status: 'subscribed',
      contacts: [{ email, fields }],
    })
    assert.equal(saved.structured['created'], 1, saved.text)
    const found = await callTool(client, 'get_contact', { contact: email, audience: audience?.id })
    assert.equal((found.structured['fields'] as Record<string, string>)['FNAME'], 'Kim')
  }
  await using one = await openMcpClient(world, { path: '/mcp/connections/adas-bakery-mailchimp' })
  const other = await callTool(one, 'list_audiences', { connection: 'bens-bicycles-mailchimp' })
  assert.match(other.text, /has no parameter connection/)
  const own = await callTool(one, 'list_audiences', { connection: 'adas-bakery-mailchimp' })
  assert.equal(own.isError, false, own.text)
})

/**
 * Keywords that every strict converter takes: OpenAI's strict mode, Gemini's OpenAPI subset, the adapters of the AI SDK and LangChain. Not among
 * them: unions, maps with free keys, tuples, constants, `nullable`, exclusive limits, references and patterns.
 */
const CONVERTIBLE = new Set([
  'type',
  'properties',
  'required',
  'items',
  'enum',
  'description',
  'title',
  'default',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'format',
])
const TYPES = new Set(['object', 'array', 'string', 'integer', 'number', 'boolean'])
/** A row of a list of contacts has a list of fields; more is lost by converters that flatten. */
const MAX_OBJECTS = 3

interface JsonSchema {
  readonly type?: unknown
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly items?: JsonSchema
}

function* inconvertible(schema: JsonSchema, path: string, objects = 0): Generator<string> {
  for (const [keyword, value] of Object.entries(schema)) {
    // An object without parameters is closed, as OpenAI's strict mode wants it.
    const isClosed = keyword === 'additionalProperties' && value === false
    if (!CONVERTIBLE.has(keyword) && !isClosed) yield `${path}: ${keyword}`
  }
  if (typeof schema.type !== 'string' || !TYPES.has(schema.type)) yield `${path}: type`
  const depth = objects + (schema.type === 'object' ? 1 : 0)
  if (depth > MAX_OBJECTS) yield `${path}: nested too deep`
  for (const [name, member] of Object.entries(schema.properties ?? {}))
    yield* inconvertible(member, `${path}.${name}`, depth)
  if (schema.items) yield* inconvertible(schema.items, `${path}[]`, depth)
}

test('D2: every parameter is written with keywords that strict converters take', async () => {
  await using world = await startWorld()
  await using client = await openMcpClient(world)
  const { tools } = await client.listTools()
  assert.deepEqual(
    tools.flatMap(({ name, inputSchema }) => [...inconvertible(inputSchema as JsonSchema, name)]),
    [],
  )
})

test('D2: a strict client, which requires every parameter and sends null for those left out, is understood', async () => {
  await using world = await startWorld()
  await connect(world)
  await using client = await openMcpClient(world)
  const { tools } = await client.listTools()
  for (const { name, inputSchema, annotations } of tools.filter((tool) => tool.annotations?.readOnlyHint)) {
    assert.ok(annotations)
    const { properties = {}, required = [] } = inputSchema as JsonSchema
    const optional = Object.keys(properties).filter((parameter) => !required.includes(parameter))
    const nulls = Object.fromEntries(optional.map((parameter) => [parameter, null]))
    const known = {
      audience: 'Newsletter',
      contact: 'a@b.example',
      campaign: '1',
      campaigns: ['1'],
      activity: 'opened',
    }
    const asked = Object.fromEntries(
      Object.entries(known).filter(([parameter]) => required.includes(parameter)),
    )
    const { text } = await callTool(client, name, { ...asked, ...nulls })
    assert.doesNotMatch(text, /invalid_request/, `${name}: ${text}`)
  }
})
