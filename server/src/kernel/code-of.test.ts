import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { codeOf } from './code-of.ts'
import { reasonOf } from './reason-of.ts'
import { toError } from './to-error.ts'

test('anything that is thrown has a code, a reason and an error, whatever it is', () => {
  const missing = (() => {
    try {
      return readFileSync('/nowhere/at/all')
    } catch (error) {
      return error
    }
  })()
  assert.equal(codeOf(missing), 'ENOENT')
  for (const thrown of [
    undefined,
    null,
    'text',
    7,
    { code: 'E' },
    Object.assign(new Error('x'), { code: 7 }),
  ])
    assert.equal(codeOf(thrown), '')
  assert.equal(toError(missing), missing)
  for (const thrown of [undefined, 'text', 7]) assert.equal(toError(thrown).message, reasonOf(thrown))
})
