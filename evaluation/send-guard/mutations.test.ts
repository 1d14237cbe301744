import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { MUTATIONS, replacementsOf } from './mutations.ts'

const SOURCES = join(import.meta.dirname, '../../server/src')

test('send guard: every mistake can be planted in the server as it is', () => {
  const outdated = MUTATIONS.filter((mutation) =>
    replacementsOf(mutation).some(
      ({ file, from }) => !readFileSync(join(SOURCES, file), 'utf8').includes(from),
    ),
  )
  assert.deepEqual(
    outdated.map(({ mistake }) => mistake),
    [],
  )
})
