import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { finish, run } from './run-command.ts'

test('a label is written and printed as it is filtered by, with a colon', async () => {
  await using world = await startWorld()
  const { id } = await connect(world)
  const labels = ['connections', 'labels', id]
  const set = await finish(run(world, [...labels, '--set', 'plan:pro', '--set', 'team:a:b=c']))
  assert.equal(set.code, 0, set.err)
  assert.match(set.out, /labels +plan:pro, team:a:b=c\n/)
  assert.deepEqual((await world.client.connections.get(id)).labels, { plan: 'pro', team: 'a:b=c' })
  assert.match((await finish(run(world, ['connections', 'list', '--label', 'plan:pro']))).out, new RegExp(id))
  const removed = await finish(run(world, [...labels, '--remove', 'plan']))
  assert.match(removed.out, /labels +team:a:b=c\n/)
  const wrong = await finish(run(world, [...labels, '--set', 'plan=pro']))
  assert.match(wrong.err, /Write the name, a colon and the value, such as plan:pro\./)
})

test('a label that the server would refuse is refused before an account is connected', async () => {
  await using world = await startWorld()
  for (const [label, why] of [
    ['plan:', /The value has 1 to 100 characters\./],
    [`plan:${'x'.repeat(101)}`, /The value has 1 to 100 characters\./],
    ['Plan:pro', /The name begins with a small letter/],
    [`${'x'.repeat(41)}:pro`, /at most 40\./],
  ] as const) {
    const refused = await finish(run(world, ['connect', 'mailchimp', '--device', '--label', label]))
    assert.match(refused.err, why)
  }
  assert.equal((await world.client.connections.count()).total, 0)
})
