import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import { createEncryption, type EncryptionContext } from './encryption.ts'
import { createKeyRing, idOfKey } from './key-ring.ts'

const newKey = (): string => randomBytes(32).toString('base64')
const CONTEXT: EncryptionContext = { workspaceId: 'ws_1', rowId: 'conn_1', field: 'token_set' }

test('a key that was added is found when a ciphertext needs it, and encrypts from the next refresh on', () => {
  const [old, added] = [newKey(), newKey()]
  let changed: readonly string[] | null = null
  const ring = createKeyRing([old], () => {
    const keys = changed
    changed = null
    return keys
  })
  const encryption = createEncryption(ring)
  const elsewhere = createEncryption(createKeyRing([added, old])).encrypt('token', CONTEXT)
  assert.throws(() => encryption.decrypt(elsewhere, CONTEXT), { code: 'decryption_failed' })
  changed = [added, old]
  assert.equal(encryption.decrypt(elsewhere, CONTEXT), 'token')
  assert.equal(ring.newest.id, idOfKey(added))
  changed = [newKey(), added]
  ring.refresh()
  assert.notEqual(ring.newest.id, idOfKey(added))
})

test('keys that cannot be read leave the previous ones in use', () => {
  const [old, other] = [newKey(), newKey()]
  const ring = createKeyRing([old], () => ['half a key'])
  const encryption = createEncryption(ring)
  const elsewhere = createEncryption(createKeyRing([other])).encrypt('token', CONTEXT)
  assert.throws(() => encryption.decrypt(elsewhere, CONTEXT), { code: 'decryption_failed' })
  ring.refresh()
  assert.match(ring.fault?.message ?? '', /encryption key 1 of 1 is not 32 bytes/)
  assert.equal(encryption.decrypt(encryption.encrypt('x', CONTEXT), CONTEXT), 'x')
})

test('keys that lack the one in use leave the previous ones in use, until it is among them', () => {
  const [used, other] = [newKey(), newKey()]
  let stored: readonly string[] = [other]
  const ring = createKeyRing([used], (check) => {
    check(stored)
    return stored
  })
  const encryption = createEncryption(ring)
  const written = encryption.encrypt('token', CONTEXT)
  ring.refresh()
  assert.match(ring.fault?.message ?? '', /is missing, and it is in use/)
  assert.equal(ring.newest.id, idOfKey(used))
  assert.equal(encryption.decrypt(written, CONTEXT), 'token')
  stored = [other, used]
  ring.refresh()
  assert.deepEqual([ring.fault, ring.newest.id], [null, idOfKey(other)])
  assert.equal(encryption.decrypt(written, CONTEXT), 'token')
})
