import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCondition } from './read-condition.ts'

test('a condition is read as it is written', () => {
  assert.deepEqual(readCondition('tag is VIP customer'), { by: 'tag', op: 'is', value: 'VIP customer' })
  assert.deepEqual(readCondition('tag is not VIP'), { by: 'tag', op: 'is_not', value: 'VIP' })
  assert.deepEqual(readCondition('field CITY is  Berlin'), {
    by: 'field',
    field: 'CITY',
    op: 'is',
    value: 'Berlin',
  })
  assert.deepEqual(readCondition('field CITY is not empty'), {
    by: 'field',
    field: 'CITY',
    op: 'is_not_empty',
  })
  assert.deepEqual(readCondition('email does not contain @x'), {
    by: 'email',
    op: 'does_not_contain',
    value: '@x',
  })
  assert.deepEqual(readCondition('not opened 180 days'), { by: 'opened', op: 'did_not', days: 180 })
  assert.deepEqual(readCondition('clicked campaign 3-1045'), {
    by: 'clicked',
    op: 'did',
    campaignId: '3-1045',
  })
})

test('anything else is refused with examples', () => {
  for (const text of ['', 'opened', 'tag VIP', 'field is x', 'opened 1234 days'])
    assert.throws(() => readCondition(text), /such as/, text)
})
