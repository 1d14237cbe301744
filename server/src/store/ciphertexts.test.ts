import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { CIPHERTEXT_COLUMNS } from './ciphertexts.ts'

test('every column with ciphertexts is rotated and verified', () => {
  const schema = readFileSync(join(import.meta.dirname, 'schema/tables.ts'), 'utf8')
  const inSchema = [...schema.matchAll(/readonly (\w+): \{([^}]*)\}/g)].flatMap(([, table, columns = '']) =>
    [...columns.matchAll(/readonly (\w*ciphertext):/g)].map(([, column]) => `${table}.${column}`),
  )
  assert.ok(inSchema.length > 10, `only ${inSchema.length} columns were found`)
  assert.deepEqual(
    CIPHERTEXT_COLUMNS.map(({ table, column }) => `${table}.${column}`).toSorted(),
    inSchema.toSorted(),
  )
})
