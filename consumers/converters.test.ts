import assert from 'node:assert/strict'
import { cpSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readArguments } from '../server/src/mcp/read-arguments.ts'
import { TOOLS } from '../server/src/mcp/tools/index.ts'
import { emptyProject } from './project.ts'
import { ROOT } from './tarballs.ts'

/* What other people's clients make of the tools' schemas before a model sees them, with their own packages. */

const PACKAGES = [
  '@ai-sdk/google@4.0.121',
  '@ai-sdk/mcp@2.0.99',
  '@ai-sdk/provider-utils@5.0.81',
  '@google/genai@3.3.0',
  '@openai/agents-core@0.20.0',
  'zod@4.6.7',
]

interface Schema {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly string[]
  readonly format?: string
  readonly minimum?: number
}
type Converted = Readonly<Record<string, Readonly<Record<string, Schema>>>>

/** Of a schema that is nullable, the other part. */
const withoutNull = (schema: Schema): Schema => schema.anyOf?.find(({ type }) => type !== 'null') ?? schema

/** The names of all parameters, with where they are. */
function namesIn(schema: Schema, at = ''): string[] {
  const { properties = {}, items } = withoutNull(schema)
  const own = Object.entries(properties).flatMap(([name, one]) => [
    `${at}${name}`,
    ...namesIn(one, `${at}${name}.`),
  ])
  return [...own, ...(items ? namesIn(items, `${at}[].`) : [])].toSorted((a, b) => a.localeCompare(b))
}

/** Objects in which a parameter may be left out. */
function openObjects(schema: Schema, at = ''): string[] {
  const { properties, required = [], items } = withoutNull(schema)
  const names = Object.keys(properties ?? {})
  return [
    ...names.filter((name) => !required.includes(name)).map((name) => `${at}${name}`),
    ...Object.entries(properties ?? {}).flatMap(([name, one]) => openObjects(one, `${at}${name}.`)),
    ...(items ? openObjects(items, `${at}[].`) : []),
  ]
}

/** A value that the schema takes. @param nulls whether what may be null is */
function sampleOf(schema: Schema, nulls: boolean): unknown {
  if (nulls && schema.anyOf?.some(({ type }) => type === 'null')) return null
  const { type, properties = {}, items, enum: values, format, minimum = 1 } = withoutNull(schema)
  if (values) return values[0]
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(properties)
          .filter(([, one]) => nulls || one.anyOf === undefined)
          .map(([name, one]) => [name, sampleOf(one, nulls)]),
      )
    case 'array':
      return [sampleOf(items ?? {}, nulls)]
    case 'integer':
    case 'number':
      return minimum
    case 'boolean':
      return true
    default:
      return format === 'date-time' ? '2027-01-31T09:00:00Z' : 'nora@letters.example'
  }
}

test('converters: OpenAI’s strict mode, Gemini and the AI SDK take every tool as it is', async (t) => {
  const project = emptyProject(t)
  cpSync(join(import.meta.dirname, 'projects/converters'), project.folder, { recursive: true })
  writeFileSync(
    project.path('package.json'),
    JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
  )
  const options = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  await project.run('npm', ['install', ...options, ...PACKAGES])
  const file = join(ROOT, 'testing/src/mcp-tools.json')
  const converted = JSON.parse(await project.run('node', ['convert.mjs', file])) as Converted
  const { aiSdk = {}, openai = {} } = converted
  assert.equal(Object.keys(aiSdk).length, TOOLS.length)
  for (const [converter, schemas] of Object.entries(converted))
    for (const { name } of TOOLS)
      assert.deepEqual(namesIn(schemas[name] ?? {}), namesIn(aiSdk[name] ?? {}), `${converter}: ${name}`)
  for (const { name, input } of TOOLS) {
    const strict = openai[name] ?? {}
    assert.deepEqual(openObjects(strict), [], `${name}: strict mode requires every parameter`)
    const [given, withNulls] = [sampleOf(strict, false), sampleOf(strict, true)]
    assert.deepEqual(
      readArguments(name, input, withNulls),
      readArguments(name, input, given),
      `${name}: null is a parameter that was left out`,
    )
  }
})
