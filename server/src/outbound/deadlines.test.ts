import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Deadlines } from './deadlines.ts'

test('what takes too long ends once, and nothing else does', (t) => {
  t.mock.timers.enable({ apis: ['setInterval'] })
  const deadlines = new Deadlines()
  const ended: string[] = []
  const timed = (name: string, endsAt: number) => ({ endsAt, endLate: () => void ended.push(name) })
  const done = timed('done', 0)
  deadlines.add(done)
  deadlines.add(timed('late', 0))
  const patient = timed('patient', Infinity)
  deadlines.add(patient)
  deadlines.delete(done)
  t.mock.timers.tick(300)
  assert.deepEqual(ended, ['late'])
  patient.endsAt = 0
  t.mock.timers.tick(100)
  assert.deepEqual(ended, ['late', 'patient'])
})
