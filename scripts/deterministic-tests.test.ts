import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const ROOT = join(import.meta.dirname, '..')

/** The files with the shared functions for waiting and random choices. */
const WAITS = 'testing/src/wait-for.ts'
const SEED = 'testing/src/random.ts'
const PROPERTIES = 'testing/src/property.ts'

const files = globSync(['**/*.test.{ts,tsx}', '*/test/**/*.ts', 'testing/src/**/*.ts'], {
  cwd: ROOT,
  exclude: ['**/node_modules/**', '**/dist/**'],
})
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !import.meta.filename.replaceAll('\\', '/').endsWith(file))

const filesWith = (pattern: RegExp): string[] =>
  files.filter((file) => pattern.test(readFileSync(join(ROOT, file), 'utf8')))

/** A timer that only ends a wait. One that answers for a slow server, or ends what takes too long, calls something else. */
const FIXED_WAIT =
  /setTimeout(?: as \w+)?\b[^}]*\} from 'node:timers\/promises'|setTimeout\((?:resolve|done)\b|waitForTimeout\(|Atomics\.wait\(/

test('no test sleeps for a fixed time: it waits for a condition, or moves the clock', () => {
  assert.ok(files.length > 150, `only ${files.length} files were found`)
  assert.match(`await new Promise((resolve) => setTimeout(resolve, 20))`, FIXED_WAIT)
  assert.match(`import { setImmediate, setTimeout as pause } from 'node:timers/promises'`, FIXED_WAIT)
  assert.deepEqual(filesWith(FIXED_WAIT), [WAITS])
})

test('what is random in a test follows from the seed that it prints', () => {
  assert.deepEqual(filesWith(/Math\.random\(/), [SEED])
  assert.deepEqual(filesWith(/from 'fast-check'/), [PROPERTIES])
})
