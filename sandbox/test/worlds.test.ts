import assert from 'node:assert/strict'
import { request } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { PROVIDERS } from '../src/providers.ts'
import { createFront } from '../src/front/front.ts'
import { createWorlds } from '../src/front/worlds.ts'
import { createWorld, type WorldStart } from '../src/simulated-world.ts'
import { connectControl, ControlError } from '../src/control-client/index.ts'
import { startSandbox } from '../src/sandbox.ts'

test('worlds are kept apart: apps, clock, faults, switches, requests', async () => {
  await using sandbox = await startSandbox({ worlds: true })
  const [standard, red, blue] = [{}, { world: 'red' }, { world: 'blue' }].map((options) =>
    connectControl(sandbox.url, options),
  )
  assert.ok(standard && red && blue)

  const { clientId } = await red.provider('mailchimp').registerApp({ redirectUri: 'http://127.0.0.1:9/' })
  assert.deepEqual(
    (await red.provider('mailchimp').apps()).map((app) => app.clientId),
    [clientId],
  )
  assert.deepEqual(await blue.provider('mailchimp').apps(), [])
  assert.deepEqual(await standard.provider('mailchimp').apps(), [])

  await blue.clock.advance(3600)
  assert.equal((await blue.clock.read()).offsetSeconds, 3600)
  assert.equal((await red.clock.read()).offsetSeconds, 0)

  await red.faults.add({ kind: 'status', status: 418, host: 'login.mailchimp.com' })
  const ask = (world: string): Promise<Response> =>
    fetch(`${sandbox.url}/login.mailchimp.com/oauth2/metadata`, { headers: { 'sandbox-world': world } })
  assert.deepEqual(
    [(await ask('red')).status, (await ask('blue')).status, (await ask('BLUE')).status],
    [418, 200, 200],
  )
  assert.equal((await standard.requests.list()).length, 0)
  assert.equal((await red.requests.list()).length, 1)
  assert.equal((await blue.requests.list()).length, 2)

  await red.provider('mailup').changeSwitches({ callsPerSecond: 7 })
  assert.equal((await blue.provider('mailup').switches())['callsPerSecond'], 5)

  const worlds = `${sandbox.url}/_sandbox/worlds`
  assert.deepEqual(await (await fetch(worlds)).json(), ['red', 'blue'])
  assert.equal((await fetch(`${worlds}/red`, { method: 'DELETE' })).status, 204)
  assert.equal((await fetch(`${worlds}/red`, { method: 'DELETE' })).status, 404)
  assert.deepEqual(await red.provider('mailchimp').apps(), [])
})

test('a host name names a world, and a name that is none is refused', async () => {
  await using sandbox = await startSandbox({ worlds: true })
  await connectControl(sandbox.url, { world: 'green' }).clock.advance(60)
  const clock = await new Promise<string>((resolve, reject) => {
    const headers = { host: `green.localhost:${new URL(sandbox.url).port}` }
    request(`${sandbox.url}/_sandbox/clock`, { headers }, (response) => {
      response.setEncoding('utf8').on('data', resolve)
    })
      .on('error', reject)
      .end()
  })
  assert.equal(JSON.parse(clock).offsetSeconds, 60)
  await assert.rejects(connectControl(sandbox.url, { world: 'no such_name' }).clock.read(), (error) => {
    assert.ok(error instanceof ControlError)
    assert.equal(error.status, 400)
    return /lower-case letters/.test(error.message)
  })
})

test('a client of the proxy names its world in the proxy’s URL, also when it sends whole URLs', async () => {
  await using sandbox = await startSandbox({ worlds: true })
  const { hostname, port } = new URL(sandbox.url)
  const answer = await new Promise<string>((resolve, reject) => {
    const headers = { 'proxy-authorization': `Basic ${Buffer.from('violet:').toString('base64')}` }
    const path = 'http://login.mailchimp.com/oauth2/metadata'
    request({ hostname, port, path, headers }, (response) => {
      response.setEncoding('utf8').on('data', resolve)
    })
      .on('error', reject)
      .end()
  })
  assert.match(answer, /invalid_token/)
  assert.equal((await connectControl(sandbox.url, { world: 'violet' }).requests.list()).length, 1)
  assert.deepEqual(await connectControl(sandbox.url).requests.list(), [])
})

test('without the option a request that names a world is refused: tests would share one without knowing', async () => {
  await using sandbox = await startSandbox()
  await assert.rejects(connectControl(sandbox.url, { world: 'red' }).clock.advance(60), {
    name: 'ControlError',
    status: 400,
    message: /has one world.*--worlds/,
  })
  assert.equal((await connectControl(sandbox.url).clock.read()).offsetSeconds, 0)
})

test('the control client covers the control API, and rejects with the sandbox’s own sentence', async () => {
  await using sandbox = await startSandbox()
  const control = connectControl(`${sandbox.url}/`)
  const fault = await control.faults.add({ kind: 'timeout', host: 'x.example' })
  assert.deepEqual(
    (await control.faults.list()).map(({ id }) => id),
    [fault.id],
  )
  await control.faults.remove(fault.id)
  assert.deepEqual(await control.faults.list(), [])

  await control.clock.set(new Date('2030-01-01T00:00:00Z'))
  assert.match((await control.clock.read()).now, /^2030-01-01/)

  await fetch(`${sandbox.url}/login.mailchimp.com/oauth2/metadata?x=1`)
  const [{ id } = { id: 0 }] = await control.requests.list({ path: '/oauth2/metadata' })
  assert.equal((await control.requests.get(id)).url, '/oauth2/metadata?x=1')
  await control.requests.clear()
  await assert.rejects(control.requests.get(id), { name: 'ControlError', status: 404 })

  const constantContact = control.provider('constant-contact')
  const mailup = control.provider('mailup')
  await mailup.addUser({ username: 'm9', password: 'x', company: 'Cy' })
  assert.ok((await mailup.users()).some(({ username }) => username === 'm9'))
  const { clientId } = await constantContact.registerApp({ redirectUri: 'http://127.0.0.1:9/' })
  assert.equal((await constantContact.changeApp(clientId, { deactivated: true }))['deactivated'], true)
  await assert.rejects(constantContact.changeApp('none', {}), /no such app/)
  assert.equal(await mailup.revoke('m9'), 0)
  assert.deepEqual(await control.provider('mailchimp').get('deliveries'), [])
  assert.deepEqual(await control.provider('mailchimp').post('move', { username: 'ada', dataCenter: 'us9' }), {
    moved: true,
  })

  const state = await control.state.export()
  await control.reset()
  assert.equal((await constantContact.apps()).length, 0)
  await control.state.import(state)
  assert.equal((await constantContact.apps()).length, 1)
  await assert.rejects(control.state.import({ nothing: true }), /must be what GET/)
  await assert.rejects(control.provider('mailchip').apps(), /The control API has no such path/)
  assert.deepEqual(await control.notImplemented(), [])
})

test('a world that cannot be made is an error of its request, and takes no place', async () => {
  let isBroken = true
  const start: WorldStart = {
    get providers() {
      if (isBroken) throw new Error('the fixtures are broken')
      return PROVIDERS
    },
  }
  const worlds = await createWorlds(createWorld(), start)
  const front = createFront(worlds, { hasNamedWorlds: true, certificate: () => undefined, allowedHosts: [] })
  front.listen(0, '127.0.0.1')
  await once(front, 'listening')
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}/_sandbox/state`
  const ask = (): Promise<Response> => fetch(url, { headers: { 'sandbox-world': 'one' } })
  const refused = await ask()
  assert.equal(refused.status, 500)
  assert.match(await refused.text(), /cannot be used: the fixtures are broken/)
  assert.deepEqual(worlds.names(), [])
  isBroken = false
  assert.equal((await ask()).status, 200)
  front.close()
  front.closeAllConnections()
  await worlds.close()
})
