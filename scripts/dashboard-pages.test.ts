import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { PAGES } from '../server/src/http/dashboard.ts'

test('the server answers the address of every page that the dashboard has', () => {
  const router = readFileSync(join(import.meta.dirname, '../dashboard/src/app/router.tsx'), 'utf8')
  const paths = [...router.matchAll(/path: '(.+?)'/g)].map(([, path = '']) => path.replaceAll('$', ':'))
  assert.ok(paths.length > 20, 'the routes are found')
  assert.deepEqual(paths.toSorted(), PAGES.toSorted())
})
