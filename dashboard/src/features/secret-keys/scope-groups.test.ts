import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishPages } from '../../words/en/pages.ts'
import { SCOPE_GROUPS } from './scope-groups.ts'

test('a secret key can get every scope: each is in one group of the form', () => {
  const offered = SCOPE_GROUPS.flatMap(([, scopes]) => [...scopes])
  assert.deepEqual(offered.toSorted(), Object.keys(englishPages.secretKeys.scopeNames).toSorted())
})
