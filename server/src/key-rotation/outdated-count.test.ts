import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createEncryption } from '../encryption/encryption.ts'
import { createKeyRing } from '../encryption/key-ring.ts'
import { CIPHERTEXT_COLUMNS, createCiphertexts } from '../store/ciphertexts.ts'
import { openSqlite } from '../store/sqlite/sqlite.ts'
import { checkKeyRing } from '../store/store.ts'
import { createOutdatedCount } from './outdated-count.ts'

const key = (): string => randomBytes(32).toString('base64')

test('who asks often is answered with one count, until ten times as long as it took, or until there is a newer key', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'letterlock-outdated-'))
  t.after(() => rmSync(folder, { recursive: true }))
  const sql = openSqlite(join(folder, 'test.db'))
  t.after(() => sql.close())
  const first = key()
  let added: readonly string[] | null = null
  const ring = createKeyRing([first], () => added)
  await checkKeyRing(sql, createEncryption(ring), null)

  const ciphertexts = createCiphertexts(sql)
  let [reads, time] = [0, 0]
  const count = createOutdatedCount(
    {
      ...ciphertexts,
      countNotUnder(column, newest) {
        reads += 1
        time += 1
        return ciphertexts.countNotUnder(column, newest)
      },
    },
    ring,
    () => time,
  )
  const once = CIPHERTEXT_COLUMNS.length
  assert.deepEqual(await Promise.all([count(), count(), count()]), [0, 0, 0])
  assert.equal(reads, once)
  time += 10 * once - 1
  assert.equal(await count(), 0)
  assert.equal(reads, once)
  time += 1
  assert.equal(await count(), 0)
  assert.equal(reads, 2 * once)

  added = [key(), first]
  ring.refresh()
  assert.equal(await count(), 1)
  assert.equal(reads, 3 * once)
})
