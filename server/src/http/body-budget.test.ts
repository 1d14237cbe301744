import assert from 'node:assert/strict'
import { EventEmitter } from 'node:events'
import { test } from 'node:test'
import { BodyBudget } from './body-budget.ts'

const MIB = 1024 * 1024

/** How many of these bodies are buffered whole. */
function bufferedCount(budget: BodyBudget, principalId: string, bodies: number, bytes = MIB): number {
  const allowed = Array.from({ length: bodies }, () =>
    budget.allowance(principalId, new EventEmitter()).allows(bytes),
  )
  return allowed.filter(Boolean).length
}

test('bodies of which little has arrived take nothing', () => {
  const budget = new BodyBudget()
  assert.equal(bufferedCount(budget, 'a', 1000, 1), 1000)
  assert.equal(bufferedCount(budget, 'b', 1), 1)
})

test('a principal leaves to others as much as it takes', () => {
  const budget = new BodyBudget()
  const most = bufferedCount(budget, 'a', 100)
  assert.ok(most > 30 && most < 36, `${most}`)
  assert.equal(bufferedCount(budget, 'a', 1), 0)
  assert.equal(bufferedCount(budget, 'b', 10), 10)
})

test('what a body has taken is free again when its response has closed', () => {
  const budget = new BodyBudget()
  for (let round = 0; round < 200; round++) {
    const response = new EventEmitter()
    const body = budget.allowance('a', response)
    for (let bytes = 1; bytes <= MIB; bytes += 4096) assert.ok(body.allows(bytes))
    response.emit('close')
  }
})
