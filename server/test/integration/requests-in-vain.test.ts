import { Letterlock } from '@letterlock/sdk'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner, signIn } from '@letterlock/testing/dashboard-session.ts'
import { errorCodeOf, startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

/* A client that asks does not lock what others work with: a person decides, its access ends, or it has asked too often. */

async function open(world: TestWorld) {
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const audienceId = audience?.id ?? ''
  const conditions = [{ by: 'email', op: 'contains', value: '@' }] as const
  const { id: segmentId } = await account.segments.create(audienceId, {
    name: 'All',
    conditions: [...conditions],
  })
  const { id: secretKeyId, secret = '' } = await world.client.secretKeys.create({
    name: 'Asks',
    scopes: ['campaigns:read', 'campaigns:write', 'campaigns:send', 'audiences:read'],
  })
  const asking = new Letterlock({ url: world.server.localUrl, secretKey: secret, maxRetries: 0 }).account(id)
  return {
    account,
    secretKeyId,
    campaign: async () =>
      (
        await account.campaigns.create({
          name: 'Rye',
          subject: 'Rye',
          html: '<p>good</p>',
          audienceId,
          segmentId,
        })
      ).id,
    ask: (campaign: string) => asking.campaigns.createSendRequest(campaign),
    rename: (name: string) => errorCodeOf(account.segments.update({ audienceId, segmentId }, { name })),
  }
}

test('the requests of a secret key that is revoked end with it', async () => {
  await using world = await startWorld()
  const { secretKeyId, campaign, ask, rename } = await open(world)
  await setupOwner(world)
  const { id } = await ask(await campaign())
  assert.equal(await rename('Locked'), 'segment_in_use')
  await world.client.secretKeys.revoke(secretKeyId)
  assert.equal(await rename('Free'), 'no error')
  const owner = await signIn(world)
  const { status } = (await (await owner.ask('GET', `/v1/send-requests/${id}`)).json()) as { status: string }
  assert.equal(status, 'expired')
})

test('a user declines what a secret key has asked for', async () => {
  await using world = await startWorld()
  const { campaign, ask, rename } = await open(world)
  await setupOwner(world)
  const { id } = await ask(await campaign())
  const owner = await signIn(world)
  assert.ok((await owner.ask('POST', `/v1/send-requests/${id}/decline`)).ok)
  assert.equal(await rename('Free'), 'no error')
})

test('the fourth request of a client for a segment within an hour, of which nothing was approved, holds nothing', async () => {
  await using world = await startWorld()
  const { account, campaign, ask, rename } = await open(world)
  const others = [await campaign(), await campaign(), await campaign(), await campaign()]
  for (const one of others.slice(0, 3)) {
    await ask(one)
    assert.equal(await rename('Locked'), 'segment_in_use')
    world.advance(601)
  }
  await ask(others[3] ?? '')
  assert.equal(await rename('Free'), 'no error')
  // Another client has its own count.
  const { id } = await account.campaigns.createSendRequest(others[0] ?? '')
  assert.equal(await rename('Locked'), 'segment_in_use')
  await world.client.sendRequests.decline(id)
  world.advance(3600)
  await ask(others[0] ?? '')
  assert.equal(await rename('Locked'), 'segment_in_use', 'an hour later')
})
