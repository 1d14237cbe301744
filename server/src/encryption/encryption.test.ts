import { fc } from '@letterlock/testing/property.ts'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { EncryptionContext } from './encryption.ts'
import { createKeyRing } from './key-ring.ts'
import { createEncryption } from './encryption.ts'

const key = (): string => randomBytes(32).toString('base64')
const place: EncryptionContext = { workspaceId: 'ws_1', rowId: 'conn_1', field: 'token_set' }
const unreadable = { code: 'decryption_failed' }

test('a ciphertext is decrypted in its own context', () => {
  const encryption = createEncryption(createKeyRing([key()]))
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (plain) => encryption.decrypt(encryption.encrypt(plain, place), place) === plain,
    ),
  )
})

test('moved to another row, field or workspace it does not open', () => {
  const encryption = createEncryption(createKeyRing([key()]))
  const ciphertext = encryption.encrypt('token', place)
  for (const elsewhere of [{ rowId: 'conn_2' }, { field: 'client_secret' }, { workspaceId: 'ws_2' }] as const)
    assert.throws(() => encryption.decrypt(ciphertext, { ...place, ...elsewhere }), unreadable)
})

test('any flipped bit, any truncation is refused', () => {
  const encryption = createEncryption(createKeyRing([key()]))
  const ciphertext = encryption.encrypt('a token', place)
  for (let index = 0; index < ciphertext.length * 8; index++) {
    const damaged = Uint8Array.from(ciphertext)
    damaged[index >> 3] = (damaged[index >> 3] ?? 0) ^ (1 << (index & 7))
    assert.throws(() => encryption.decrypt(damaged, place), unreadable, `bit ${index}`)
  }
  for (let length = 0; length < ciphertext.length; length++)
    assert.throws(
      () => encryption.decrypt(ciphertext.subarray(0, length), place),
      unreadable,
      `length ${length}`,
    )
})

test('the newest key encrypts, any key of the ring decrypts, another ring does not', () => {
  const [old, cache] = [key(), key()]
  const before = createEncryption(createKeyRing([old])).encrypt('x', place)
  const rotated = createEncryption(createKeyRing([cache, old]))
  assert.equal(rotated.decrypt(before, place), 'x')
  assert.equal(createEncryption(createKeyRing([cache])).decrypt(rotated.encrypt('y', place), place), 'y')
  assert.throws(() => createEncryption(createKeyRing([cache])).decrypt(before, place), unreadable)
})

test('nonces do not repeat', () => {
  const encryption = createEncryption(createKeyRing([key()]))
  const nonces = new Set<string>()
  for (let index = 0; index < 20_000; index++)
    nonces.add(Buffer.from(encryption.encrypt('', place).subarray(5, 17)).toString('latin1'))
  assert.equal(nonces.size, 20_000)
})

test('a key that is not 32 bytes is refused without being shown', () => {
  const bad = Buffer.from('too short a key').toString('base64')
  assert.throws(
    () => createKeyRing([key(), bad]),
    (error: Error) =>
      error.message === 'encryption key 2 of 2 is not 32 bytes in base64' && !error.message.includes(bad),
  )
  assert.throws(() => createKeyRing([]), /no encryption key/)
})
