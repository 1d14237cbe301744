import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loggablePath } from './loggable-path.ts'

test('a logged path has no query, email address or long secret', () => {
  const paths: readonly (readonly [given: string, logged: string])[] = [
    ['/3.0/lists', '/3.0/lists'],
    ['/3.0/lists?email=nora@letters.example&count=1', '/3.0/lists'],
    ['/3.0/lists#nora@letters.example', '/3.0/lists'],
    ['/contacts/nora@letters.example/tags', '/contacts/{email}/tags'],
    ['/contacts/nora%40letters.example', '/contacts/{email}'],
    ['/contacts/nora%252540letters.example', '/contacts/{email}'],
    [`/x/${'a'.repeat(101)}/y`, '/x/{hidden}/y'],
    [`/${'a/'.repeat(400)}`, `/${'a/'.repeat(400)}`.slice(0, 500)],
    ['', ''],
  ]
  for (const [given, logged] of paths) assert.equal(loggablePath(given), logged, given)
})
