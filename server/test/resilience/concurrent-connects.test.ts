import { connectControl } from '@letterlock/sandbox/control'
import { SandboxUser } from '@letterlock/sandbox/sandbox-user.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { requestsTo, startWorld } from '@letterlock/testing/world.ts'

const USERS = 200

test(`${USERS} users connect at the same time: as many connections, no duplicate, no cross-talk`, async () => {
  await using world = await startWorld()
  const { mailchimp } = world.sandbox.world
  const names = Array.from({ length: USERS }, (_, index) => `user-${index}`)
  const control = connectControl(world.sandbox.url).provider('mailchimp')
  for (const username of names)
    await control.addUser({
      username,
      password: 'pw',
      accountName: `Account of ${username}`,
      dataCenter: 'us9',
      size: 'small',
    })
  const connections = await Promise.all(
    names.map((name) => connect(world, { endUserId: name, user: new SandboxUser(name, 'pw') })),
  )
  assert.equal(new Set(connections.map(({ id }) => id)).size, USERS)
  assert.equal(new Set(connections.map(({ account }) => account.id)).size, USERS)
  assert.equal(requestsTo(world, '/oauth2/token'), USERS)
  await Promise.all(
    connections.map(async ({ id, endUserId, account }, index) => {
      assert.deepEqual([endUserId, account.name], [names[index], `Account of ${names[index]}`])
      const { accessToken } = await world.client.connections.getAccessToken(id)
      assert.equal(mailchimp.tokens[accessToken]?.username, endUserId)
    }),
  )
})

test('one user connects the same account twenty times at once: one connection', async () => {
  await using world = await startWorld()
  const connections = await Promise.all(Array.from({ length: 20 }, () => connect(world)))
  assert.equal(new Set(connections.map(({ id }) => id)).size, 1)
  assert.equal((await world.client.connections.list()).items.length, 1)
})
