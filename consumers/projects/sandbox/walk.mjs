// What docs/sandbox.md tells a newcomer to do with the command, its fixtures and the typed client.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { connectControl } from '@letterlock/sandbox/control'
import schema from '@letterlock/sandbox/fixtures.schema.json' with { type: 'json' }

assert.ok(schema.properties.mailchimp)
const options = [
  '--port',
  '0',
  '--worlds',
  '--no-limits',
  '--state',
  'state.json',
  '--fixtures',
  'fixtures.yaml',
]
const command = spawn('npx', ['@letterlock/sandbox', ...options], {
  stdio: ['ignore', 'pipe', 'inherit'],
  detached: true,
})
const [ready] = await once(command.stdout, 'data')
const [url = ''] = /http:\/\/[\d.:]+/.exec(String(ready)) ?? []

try {
  const list = `${url}/us9.api.mailchimp.com/3.0/lists/aaaaaaaaaa`
  const authorization = 'Bearer 0123456789abcdef0123456789abcdef-us9'
  const count = async (world = '') => {
    const headers = { authorization, ...(world && { 'sandbox-world': world }) }
    const { total_items } = await (await fetch(`${list}/members`, { headers })).json()
    return total_items
  }
  const control = connectControl(url)
  const red = connectControl(url, { world: 'red' })
  const add = await fetch(`${list}/members`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ email_address: 'bob@mill.example', status: 'subscribed' }),
  })
  assert.equal(add.status, 200)
  assert.deepEqual([await count(), await count('red')], [2, 1])
  assert.equal((await control.requests.list({ search: 'POST bob@mill.example' })).length, 1)

  const state = await control.state.export()
  await control.reset()
  assert.equal(await count(), 1)
  assert.equal((await control.provider('mailchimp').apps())[0]?.clientId, '123456789012')
  await control.state.import(state)
  assert.equal(await count(), 2)

  await red.clock.advance(3600)
  assert.match((await red.clock.read()).now, /^2027-01-10T13/)
  assert.match((await control.clock.read()).now, /^2027-01-10T12/)
  console.log('walked')
} finally {
  process.kill(-(command.pid ?? assert.fail('npx has not started')), 'SIGTERM')
}
