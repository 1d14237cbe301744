import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { test } from 'node:test'

const ROOT = resolve(import.meta.dirname, '..')
const TEST_FILE = /\.(test|contract|fixtures)\.ts$/

const files = globSync('server/src/**/*.ts', { cwd: ROOT })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !TEST_FILE.test(file) && basename(file) !== 'index.ts')

const EXPORT = /^export (?:abstract )?(?:(?:async )?function\*?|class|const|let|interface|type) (\w+)/gm
const VALUE = /^export (?:abstract )?(?:(?:async )?function\*?|class|const|let) (\w+)/gm

const namesIn = (file: string, pattern: RegExp): string[] =>
  [...readFileSync(join(ROOT, file), 'utf8').matchAll(pattern)].map(([, name = '']) => name)

/** `createOAuthApps`, `oauth-apps` and `OAUTH_APP` in one spelling, in which `oauth-app` is a part of `create-oauth-app`. */
function wordsOf(name: string): string {
  const kebab = name
    .replaceAll('OAuth', 'Oauth')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
  const singular = kebab.split(/[-_]/).map((word) => word.replace(/ies$/, 'y').replace(/s$/, ''))
  return `-${singular.join('-')}-`
}

test('names are compared word by word', () => {
  assert.ok(wordsOf('createOAuthApps').includes(wordsOf('oauth-apps')))
  assert.ok(wordsOf('CONNECT_ERRORS').includes(wordsOf('connect')))
  assert.ok(!wordsOf('createSession').includes(wordsOf('connect-sessions')))
})

test('a file that exports one function, class or constant has its name', () => {
  assert.ok(files.length > 250, `only ${files.length} files were found`)
  const misnamed = files.filter((file) => {
    const wanted = wordsOf(basename(file, '.ts'))
    return (
      namesIn(file, VALUE).length === 1 &&
      !namesIn(file, EXPORT).some((name) => wordsOf(name).includes(wanted))
    )
  })
  assert.deepEqual(
    misnamed.map((file) => `${file} exports ${namesIn(file, VALUE).join()}`),
    [],
  )
})

test('a file that is named after what it does exports it', () => {
  const VERB =
    /^(accept|approve|authenticate|check|confirm|create|delete|disconnect|exchange|get|import|introspect|open|receive|remove|run|save|start|take|update)-/
  const misnamed = files.filter((file) => {
    const wanted = wordsOf(basename(file, '.ts'))
    return VERB.test(basename(file)) && !namesIn(file, VALUE).some((name) => wordsOf(name).includes(wanted))
  })
  assert.deepEqual(misnamed, [])
})

test('no two folders export different things under one name', () => {
  // Schemas and adapters describe the same things for different readers; what a folder keeps for itself is not read beside another's.
  const AGAIN = /\/(schemas|adapters|routes|tools)\/|\/schemas\.ts$|\/(describe|paging)\.ts$/
  const owners = new Map<string, string[]>()
  for (const file of files.filter((name) => !AGAIN.test(name)))
    for (const name of new Set(namesIn(file, EXPORT))) owners.set(name, [...(owners.get(name) ?? []), file])
  const shared = [...owners].filter(([, where]) => where.length > 1)
  assert.deepEqual(
    shared.map(([name, where]) => `${name}: ${where.join(', ')}`),
    [],
  )
})
