import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { openResultsFile } from './results-file.ts'
import { createRowHash } from './row-hash.ts'
import type { Outcome } from './row.ts'

const rowHash = createRowHash('llk_one', {})
const IMPORTED: Outcome = { outcome: 'imported', connectionId: 'conn_1' }
const row = (number: number, endUserId: string) => ({
  line: number,
  fields: { endUserId, password: 'secret' },
})

function temporaryFile(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-results-'))
  t.after(() => rmSync(folder, { recursive: true }))
  return join(folder, 'results.jsonl')
}

test('the outcome after half a line of a killed run can be read', (t) => {
  const file = temporaryFile(t)
  writeFileSync(file, '{"line":1,"hash":"4f')
  const results = openResultsFile(file, rowHash)
  results.add(row(1, 'ada'), IMPORTED)
  results.close()
  const again = openResultsFile(file, rowHash)
  assert.deepEqual(again.imported(row(1, 'ada')), IMPORTED)
  again.close()
})

test('an imported row is recognized by its content, wherever it stands; a failed one is not', (t) => {
  const file = temporaryFile(t)
  const results = openResultsFile(file, rowHash)
  results.add(row(1, 'ada'), IMPORTED)
  const why = { code: 'invalid_row', message: 'Wrong.', nextStep: 'Correct the row.', transient: false }
  results.add(row(2, 'ben'), { outcome: 'failed', ...why })
  results.close()
  const again = openResultsFile(file, rowHash)
  assert.deepEqual(again.imported(row(7, 'ada')), IMPORTED)
  assert.deepEqual(
    again.imported({ line: 1, fields: { password: 'secret', empty: '', endUserId: 'ada' } }),
    IMPORTED,
  )
  assert.equal(again.imported(row(1, 'cara')), undefined)
  assert.equal(again.imported(row(2, 'ben')), undefined)
  again.close()
})

test('a row cannot be guessed from its hash, and results of another secret key are refused', (t) => {
  const file = temporaryFile(t)
  const results = openResultsFile(file, rowHash)
  results.add(row(1, 'ada'), IMPORTED)
  results.close()
  assert.notEqual(createRowHash('llk_two', {}).of(row(1, 'ada')), rowHash.of(row(1, 'ada')))
  assert.notEqual(
    createRowHash('llk_one', { provider: 'mailup' }).of(row(1, 'ada')),
    rowHash.of(row(1, 'ada')),
  )
  const written = readFileSync(file, 'utf8')
  assert.throws(() => openResultsFile(file, createRowHash('llk_two', {})), /another secret key/)
  assert.equal(readFileSync(file, 'utf8'), written)
})
