import type { Role } from '@letterlock/sdk/wire.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertScope, principalOfAssistant, principalOfUser, SCOPES, withIncluded } from './principal.ts'

const as = (role: Role) => principalOfUser({ userId: 'user_1', workspaceId: 'ws_1', role })
const ROLES = ['owner', 'admin', 'member'] as const

test('each role has the scopes of the one below it', () => {
  const [owner, admin, member] = ROLES.map((role) => [...as(role).scopes])
  assert.ok(owner && admin && member)
  const without = (one: readonly string[], other: readonly string[]) => one.filter((s) => !other.includes(s))
  assert.deepEqual([without(member, admin), without(admin, owner)], [[], []])
  assert.deepEqual(without(owner, admin), ['members:write'])
  assert.deepEqual(without(['secret_keys:write', 'workspace:write'], member).length, 2)
})

test('a scope to write includes the one to read the same, and no other', () => {
  assert.deepEqual([...withIncluded(['audiences:write'])], ['audiences:write', 'audiences:read'])
  assert.deepEqual([...withIncluded(['campaigns:send', 'reports:read'])], ['campaigns:send', 'reports:read'])
  // There is nothing to read apart.
  assert.deepEqual([...withIncluded(['workspace:write'])], ['workspace:write'])
})

test('no role reads tokens or uses the proxy: a credential of a provider does not go to a browser', () => {
  for (const role of ROLES)
    for (const scope of ['tokens:read', 'proxy:use'] as const)
      assert.throws(() => assertScope(as(role), scope), { code: 'insufficient_scope', facts: { scope } })
})

test('a member sees connections of their own, an owner and an admin see all', () => {
  assert.deepEqual(
    ROLES.map((role) => as(role).endUserId),
    [null, null, 'user_1'],
  )
})

test('no key is a way to become owner', () => {
  assert.deepEqual([...as('owner').gives], SCOPES)
  assert.deepEqual(
    SCOPES.filter((scope) => !as('admin').gives.has(scope)),
    ['members:write'],
  )
  assert.equal(as('member').gives.size, 0)
})

test('an assistant may what its user allowed and still may, with connections that were chosen, and gives nothing', () => {
  const assistant = (role: Role, connections: readonly string[] | null = null) =>
    principalOfAssistant({
      userId: 'user_1',
      workspaceId: 'ws_1',
      role,
      assistantId: 'assistant_1',
      scopes: ['reports:read', 'campaigns:write', 'members:write', 'tokens:read'],
      connectionIds: connections,
    })
  assert.deepEqual([...assistant('member').scopes], ['reports:read', 'campaigns:write', 'campaigns:read'])
  assert.deepEqual(
    [...assistant('owner').scopes],
    ['reports:read', 'campaigns:write', 'campaigns:read', 'members:write', 'members:read'],
  )
  const { kind, principalId, endUserId, connectionIds, gives } = assistant('member', ['conn_1'])
  assert.deepEqual([kind, principalId, endUserId, gives.size], ['assistant', 'assistant_1', 'user_1', 0])
  assert.deepEqual([...(connectionIds ?? [])], ['conn_1'])
  assert.equal(assistant('member').connectionIds, null)
})
