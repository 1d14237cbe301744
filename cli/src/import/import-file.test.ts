import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { importFile } from './import-file.ts'

test('rows that are under way when one throws are finished and written down', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-import-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'rows.csv')
  const numbers = Array.from({ length: 20 }, (_, index) => index + 1)
  writeFileSync(file, `endUserId\n${numbers.map((number) => `owner-${number}`).join('\n')}\n`)
  const all = Promise.withResolvers<void>()
  const thrown = Promise.withResolvers<void>()
  let begun = 0
  const importing = importFile(
    { file, waitTimeout: 0, json: true, secretKey: 'llk_test' },
    async ({ line }) => {
      if (++begun === 8) all.resolve()
      await all.promise
      if (line === 4) {
        // After the rejection has reached those that wait for it.
        setImmediate(thrown.resolve)
        throw new Error('401')
      }
      await thrown.promise
      return { outcome: 'imported', connectionId: `conn_${line}` }
    },
  )
  await assert.rejects(importing, /401/)
  const written = readFileSync(`${file}.results.jsonl`, 'utf8').trim().split('\n')
  const lines = written.map((text) => (JSON.parse(text) as { line: number }).line)
  assert.deepEqual(
    lines.toSorted((a, b) => a - b),
    [2, 3, 5, 6, 7, 8, 9],
  )
  assert.equal(begun, 8, 'no row is begun after that')
})
