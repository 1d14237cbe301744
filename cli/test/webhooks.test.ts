import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import type { WebhookEndpoint } from '@letterlock/sdk'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'
import { MAIN } from './main.ts'

async function letterlock(
  world: TestWorld,
  ...args: string[]
): Promise<{ code: number; out: string; err: string }> {
  const { LETTERLOCK_URL, LETTERLOCK_SECRET_KEY } = {
    LETTERLOCK_URL: world.server.localUrl,
    LETTERLOCK_SECRET_KEY: world.secretKey,
  }
  const env = { ...process.env, LETTERLOCK_URL, LETTERLOCK_SECRET_KEY, NO_COLOR: '1' }
  const child = spawn(process.execPath, [MAIN, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  return { code, out, err }
}

test('a webhook endpoint from its creation to its end, on the command line', async () => {
  await using world = await startWorld()
  await using receiver = await startWebhookReceiver()
  const created = await letterlock(
    world,
    'webhook-endpoints',
    'create',
    receiver.url,
    '--event',
    'connection',
    '--event',
    'workspace.updated',
  )
  assert.equal(created.code, 0, created.err)
  assert.match(created.out, /\nwhsec_\S+\n$/)
  const listed = await letterlock(world, 'webhook-endpoints', 'list', '--json')
  const [endpoint] = (JSON.parse(listed.out) as { items: WebhookEndpoint[] }).items
  assert.ok(endpoint)
  assert.deepEqual(endpoint.eventTypes, ['connection', 'workspace.updated'])
  assert.ok(!listed.out.includes('whsec_'))

  const tested = await letterlock(world, 'webhook-endpoints', 'test', endpoint.id)
  assert.deepEqual([tested.code, tested.out.startsWith('✓ succeeded (204), ')], [0, true], tested.out)
  receiver.respond((_webhook, response) => response.writeHead(500).end('no\u001B[31m'))
  const failed = await letterlock(world, 'webhook-endpoints', 'test', endpoint.id)
  assert.equal(failed.code, 3)
  assert.match(failed.out, /^✗ failed \(500\), \d+ ms\nno \[31m\n$/)

  const deliveries = await letterlock(world, 'webhook-deliveries', 'list', endpoint.id, '--status', 'failed')
  assert.match(
    deliveries.out,
    /^ID +EVENT +TYPE .*\n(whd_\w+) +evt_\w+ +webhook_endpoint.tested +1 +failed \(500\)/,
  )
  const id = /whd_\w+/.exec(deliveries.out)?.[0] ?? ''
  const shown = await letterlock(world, 'webhook-deliveries', 'get', endpoint.id, id)
  assert.match(shown.out, /webhook-signature: v1,/)
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  assert.equal(
    (await letterlock(world, 'webhook-deliveries', 'redeliver', endpoint.id, id)).out,
    '✓ 1 event is sent again.\n',
  )
  assert.equal((await letterlock(world, 'webhook-deliveries', 'redeliver', endpoint.id)).code, 2)

  const rotated = await letterlock(world, 'webhook-endpoints', 'rotate-secret', endpoint.id)
  assert.match(rotated.out, /^whsec_\S+\n$/)
  const paused = await letterlock(
    world,
    'webhook-endpoints',
    'update',
    endpoint.id,
    '--status',
    'paused',
    '--all-events',
  )
  assert.match(paused.out, /Events +all\n +Status +paused/)
  assert.equal(
    (await letterlock(world, 'webhook-endpoints', 'delete', endpoint.id)).code,
    2,
    'it must be confirmed',
  )
  assert.equal((await letterlock(world, 'webhook-endpoints', 'delete', endpoint.id, '--yes')).code, 0)
  assert.equal((await letterlock(world, 'webhook-endpoints', 'get', endpoint.id)).code, 1)
})
