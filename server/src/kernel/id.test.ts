import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRequestIds, hashToken, idAt, newId, newRandomToken } from './id.ts'

const at = (ms: number): Date => new Date(ms)

test('IDs sort by age, also those of one millisecond', () => {
  const ids = [1, 1, 1, 2, 1_790_000_000_000, 1_790_000_000_000].map((ms) => newId('conn', at(ms)))
  assert.deepEqual(
    ids.toSorted((a, b) => (a < b ? -1 : 1)),
    ids,
  )
  assert.equal(new Set(ids).size, ids.length)
  for (const id of ids) assert.match(id, /^conn_[0-9a-v]{26}$/)
})

test('a bound stands before everything of its time and after everything older', () => {
  const bound = idAt('conn', 1_790_000_000_000)
  assert.ok(newId('conn', at(1_789_999_999_999)) < bound)
  assert.ok(newId('conn', at(1_790_000_000_000)) > bound)
  assert.ok(idAt('conn', -5) <= newId('conn', at(0)))
})

test('a random token has 256 bits, and its digest is not it', () => {
  const token = newRandomToken()
  assert.equal(Buffer.from(token, 'base64url').length, 32)
  assert.notEqual(token, newRandomToken())
  assert.equal(hashToken('a'), 'ypeBEsobvcr6wjGzmiPcTaeG7_gUfE5yuYB3ha_uSLs', 'SHA-256')
})

test('request IDs of two processes never meet', () => {
  const [one, other] = [createRequestIds(), createRequestIds()]
  assert.equal(new Set([one(), one(), other(), other()]).size, 4)
})
