import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inspect } from 'node:util'
import { Secret } from './secret.ts'

test('a secret is shown by nothing but reveal', () => {
  const secret = new Secret('llk_1')
  const shown = [
    String(secret),
    JSON.stringify({ secret }),
    inspect({ secret }),
    inspect(secret, { showHidden: true }),
  ]
  for (const text of shown) assert.ok(!text.includes('llk_1'), text)
  assert.equal(secret.reveal(), 'llk_1')
})
