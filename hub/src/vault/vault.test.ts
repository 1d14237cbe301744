import * as fc from 'fast-check'
import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'node:test'
import type { Place } from '../core/ports.ts'
import { createKeyRing } from './key-ring.ts'
import { createVault } from './vault.ts'

const key = (): string => randomBytes(32).toString('base64')
const place: Place = { workspaceId: 'ws_1', rowId: 'conn_1', field: 'token_set' }
const unreadable = { code: 'credential_unreadable' }

test('what is sealed opens again, at its place', () => {
  const vault = createVault(createKeyRing([key()]))
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      (plain) => vault.open(vault.seal(plain, place), place) === plain,
    ),
  )
})

test('moved to another row, field or workspace it does not open', () => {
  const vault = createVault(createKeyRing([key()]))
  const sealed = vault.seal('token', place)
  for (const elsewhere of [{ rowId: 'conn_2' }, { field: 'client_secret' }, { workspaceId: 'ws_2' }] as const)
    assert.throws(() => vault.open(sealed, { ...place, ...elsewhere }), unreadable)
})

test('any flipped bit, any truncation is refused', () => {
  const vault = createVault(createKeyRing([key()]))
  const sealed = vault.seal('a token', place)
  for (let index = 0; index < sealed.length * 8; index++) {
    const damaged = Uint8Array.from(sealed)
    damaged[index >> 3] = (damaged[index >> 3] ?? 0) ^ (1 << (index & 7))
    assert.throws(() => vault.open(damaged, place), unreadable, `bit ${index}`)
  }
  for (let length = 0; length < sealed.length; length++)
    assert.throws(() => vault.open(sealed.subarray(0, length), place), unreadable, `length ${length}`)
})

test('the newest key seals, any key on the ring opens, another ring does not', () => {
  const [old, recent] = [key(), key()]
  const before = createVault(createKeyRing([old])).seal('x', place)
  const rotated = createVault(createKeyRing([recent, old]))
  assert.equal(rotated.open(before, place), 'x')
  assert.equal(createVault(createKeyRing([recent])).open(rotated.seal('y', place), place), 'y')
  assert.throws(() => createVault(createKeyRing([recent])).open(before, place), unreadable)
})

test('nonces do not repeat', () => {
  const vault = createVault(createKeyRing([key()]))
  const nonces = new Set<string>()
  for (let index = 0; index < 20_000; index++)
    nonces.add(Buffer.from(vault.seal('', place).subarray(5, 17)).toString('latin1'))
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
