import assert from 'node:assert/strict'
import { test } from 'node:test'
import { englishPages } from '../../words/en/pages.ts'
import { PRESETS, presetScopes, SCOPE_GROUPS } from './scope-groups.ts'

test('a secret key can get every scope: each is in one group of the form', () => {
  const offered = SCOPE_GROUPS.flatMap(([, scopes]) => [...scopes])
  assert.deepEqual(offered.toSorted(), Object.keys(englishPages.secretKeys.scopeNames).toSorted())
})

test('the usual sets: one only reads, and hands out no access token; one has everything', () => {
  const [application, read, full] = PRESETS.map(presetScopes)
  assert.ok(read?.every((scope) => scope.endsWith(':read')) && !read.includes('tokens:read'))
  assert.deepEqual(full?.toSorted(), Object.keys(englishPages.secretKeys.scopeNames).toSorted())
  assert.deepEqual(application?.toSorted(), [
    'connect_sessions:write',
    'connections:read',
    'proxy:use',
    'tokens:read',
  ])
})
