import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')

/** What users of the SDK import and call. `openapi.ts` has the descriptions of the API; the other files are its inside. */
const EXPORTING = [
  'errors',
  'letterlock',
  'list',
  'options',
  'sign-in',
  'webhooks',
  'wire',
  'wire-inputs',
  'wire-queries',
  'wire-results',
  'browser/*',
  'resources/*',
]

/** An exported declaration, or a method of a resource: a member of an object whose value is a function. */
const DECLARATION =
  /^export (?:abstract )?(?:async )?(?:function|class|interface|type(?! [*{])|const)\b|^ {4,6}(?:async \*)?[a-z]\w*(?:: \(|: send\(|\(options)/i

test('every export and every method of the SDK has a docstring', () => {
  const files = globSync(
    EXPORTING.map((name) => `sdk/src/${name}.ts`),
    { cwd: ROOT },
  ).filter((file) => !file.endsWith('.test.ts'))
  let count = 0
  const without = files.flatMap((file) => {
    const lines = readFileSync(join(ROOT, file), 'utf8').split('\n')
    return lines.flatMap((line, index) => {
      if (!DECLARATION.test(line)) return []
      count++
      return lines[index - 1]?.trimEnd().endsWith('*/') ? [] : [`${file}:${index + 1} ${line.trim()}`]
    })
  })
  assert.ok(count > 150, `only ${count} were found`)
  assert.deepEqual(without, [])
})
