import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { writeSeconds } from './file-seconds.ts'

test('a run lists what took long, and leaves what other parts took as it is', (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-seconds-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const list = join(folder, 'file-seconds.json')
  const [own, quick, other] = [
    'scripts/file-seconds.test.ts',
    'scripts/slowest-files.test.ts',
    'package.json',
  ]
  const known = { [other]: 7, [own]: 9, [quick]: 4, 'no/such.test.ts': 30 }
  writeSeconds(
    new Map([
      [own, 12.4],
      [quick, 1.2],
    ]),
    known,
    list,
  )
  assert.equal(readFileSync(list, 'utf8'), `{\n  "${other}": 7,\n  "${own}": 12\n}\n`)
})
