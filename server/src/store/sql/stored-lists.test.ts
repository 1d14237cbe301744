import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isRole, isScope } from '../../workspaces/principal.ts'
import { readList, readTexts } from './stored-lists.ts'
import { readPermissions } from '../read-permissions.ts'

test('a stored list has only what it may have: another version may know more', () => {
  assert.deepEqual(readTexts('["a",1,null,"b",["c"]]'), ['a', 'b'])
  assert.deepEqual(readTexts('{"0":"a"}'), [])
  assert.deepEqual(readList('["tokens:read","toString","tokens:erase"]', isScope), ['tokens:read'])
  assert.deepEqual(readList('["owner","constructor","guest"]', isRole), ['owner'])
})

test('a stored permission that is not known permits nothing', () => {
  const all = { audiences: 'write', campaigns: 'read', reports: 'none', send: true } as const
  assert.deepEqual(readPermissions(JSON.stringify(all)), all)
  const nothing = { audiences: 'none', campaigns: 'none', reports: 'none', send: false }
  for (const json of ['{}', 'null', '[]', '{"audiences":"own","campaigns":true,"send":"yes","reports":{}}'])
    assert.deepEqual(readPermissions(json), nothing)
})
