import { membersOf } from '@letterlock/testing/members-of.ts'
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld } from '@letterlock/testing/world.ts'
import { createReceiver } from '../../../examples/webhook-receiver/receiver.ts'

const ROOT = join(import.meta.dirname, '../../..')

test('the receiver of the documentation is the example, and receives each event once', async () => {
  const example = readFileSync(join(ROOT, 'examples/webhook-receiver/receiver.ts'), 'utf8')
  assert.ok(readFileSync(join(ROOT, 'docs/webhooks.md'), 'utf8').includes(`\`\`\`ts\n${example}\`\`\``))

  await using world = await startWorld()
  const handled: string[] = []
  let secret = ''
  // The endpoint's secret is known only once its URL is.
  const receiver = createReceiver('whsec_AAAA', () => assert.fail('signed with another secret'))
  const real = (): ReturnType<typeof createReceiver> =>
    createReceiver(secret, (event) => handled.push(String(membersOf(event.data)['name'])))
  receiver.listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const { port } = receiver.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/`
  const endpoint = await world.client.webhookEndpoints.create({ url, eventTypes: ['secret_key.created'] })
  const refused = await world.client.webhookEndpoints.test(endpoint.id)
  assert.equal(refused.statusCode, 400)
  receiver.closeAllConnections()
  receiver.close()
  await once(receiver, 'close')

  secret = endpoint.signingSecret
  const verifying = real()
  verifying.listen(port, '127.0.0.1')
  await once(verifying, 'listening')
  try {
    await world.client.secretKeys.create({ name: 'a', scopes: ['connections:read'] })
    // It is logged a moment after the receiver has handled it.
    const succeeded = (count: number) =>
      waitFor(
        () => world.client.webhookDeliveries.list(endpoint.id, { status: 'succeeded' }),
        ({ items }) => items.length === count,
      )
    const { items } = await succeeded(1)
    const again = await world.client.webhookDeliveries.redeliver(endpoint.id, items[0]?.id ?? '')
    assert.deepEqual(again, { queuedCount: 1 })
    await succeeded(2)
    assert.deepEqual(handled, ['a'])
  } finally {
    verifying.closeAllConnections()
    verifying.close()
  }
})
