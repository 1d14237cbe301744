import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { createConnectionInput } from '../server/src/http/schemas/connection-inputs.ts'

const ROOT = resolve(import.meta.dirname, '..')

test('the generated pages are current', async () => {
  await promisify(execFile)(process.execPath, [join(import.meta.dirname, 'reference-docs.ts'), '--check'])
})

test('the README is for a reader who has thirty seconds', () => {
  assert.ok(readFileSync(join(ROOT, 'README.md'), 'utf8').split('\n').length <= 120)
})

test('every test that docs/security.md names exists', () => {
  const tests = new Set(
    globSync('**/*.test.{ts,tsx}', { cwd: ROOT, exclude: ['**/node_modules/**'] }).map((file) =>
      basename(file).replace(/\.test\.tsx?$/, ''),
    ),
  )
  const rows = readFileSync(join(ROOT, 'docs/security.md'), 'utf8').matchAll(/^\|.*\|([^|]+)\|$/gm)
  const named = [...rows].flatMap(([, last = '']) =>
    [...last.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name),
  )
  assert.ok(named.length > 80, `only ${named.length} tests were found`)
  assert.deepEqual(
    named.filter((name) => !tests.has(name)),
    [],
  )
})

test('docs/import.md names the types of credentials that the API takes', () => {
  const types = createConnectionInput.shape.credentials.options.map(({ shape }) => shape.type.value)
  const page = readFileSync(join(ROOT, 'docs/import.md'), 'utf8')
  const [, sentence = ''] = /`credentials\.type` is ([^.]+)\./.exec(page) ?? []
  const named = [...sentence.matchAll(/`(\w+)`/g)].map(([, name]) => name)
  assert.deepEqual(named, types)
})
