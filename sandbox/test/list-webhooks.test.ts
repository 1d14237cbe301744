import { connectControl } from '../src/control-client/index.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { gunzipSync } from 'node:zlib'
import { test } from 'node:test'
import { startSandbox } from '../src/sandbox.ts'
import { at, readJson } from './specification/read-json.ts'
import { signIn } from './specification/sign-in.ts'

const json = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
})

test('Mailchimp: the webhooks of a list get its events as forms; nothing goes to another machine', async () => {
  const received: URLSearchParams[] = []
  const receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push(new URLSearchParams(body))
      response.end()
      receiver.emit('delivery')
    })
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const address = receiver.address()
  const port = typeof address === 'object' && address ? address.port : 0
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'mailchimp', 'small')
  const list = `/lists/${String(await readJson(await call('/lists'), 'lists.0.id'))}`
  for (const url of [`http://127.0.0.1:${port}/hook`, 'https://elsewhere.example/hook'])
    await call(
      `${list}/webhooks`,
      json('POST', { url, events: { subscribe: true, unsubscribe: true }, sources: { api: true } }),
    )

  const delivered = once(receiver, 'delivery')
  const member = await readJson(
    await call(`${list}/members`, json('POST', { email_address: 'new@mill.example', status: 'subscribed' })),
  )
  await delivered
  assert.equal(received[0]?.get('type'), 'subscribe')
  assert.equal(received[0]?.get('data[email]'), 'new@mill.example')
  assert.match(received[0]?.get('fired_at') ?? '', /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/)

  const path = `${list}/members/${String(at(member, 'id'))}`
  // No webhook wants changes of the profile.
  await call(path, json('PATCH', { vip: true }))
  const again = once(receiver, 'delivery')
  await call(path, json('PATCH', { status: 'unsubscribed' }))
  await again
  assert.deepEqual([received[1]?.get('type'), received[1]?.get('data[action]')], ['unsubscribe', 'unsub'])
  const deliveries = await connectControl(sandbox.url).provider('mailchimp').get('deliveries')
  assert.equal(at(deliveries, '1.url'), 'https://elsewhere.example/hook')
  assert.equal(at(deliveries, '1.status'), 0)
  receiver.close()
})

test('Mailchimp: a batch runs its operations and leaves a file with their answers', async () => {
  await using sandbox = await startSandbox()
  const { call } = signIn(sandbox, 'mailchimp', 'small')
  const list = String(await readJson(await call('/lists'), 'lists.0.id'))
  const body = JSON.stringify({ email_address: 'batch@mill.example', status: 'subscribed' })
  const operations = [
    { method: 'POST', path: `/lists/${list}/members`, body, operation_id: 'add' },
    { method: 'GET', path: 'lists/none', operation_id: 'none' },
  ]
  const id = String(await readJson(await call('/batches', json('POST', { operations })), 'id'))
  const batch = await readJson(await call(`/batches/${id}`))
  assert.deepEqual(
    [at(batch, 'status'), at(batch, 'total_operations'), at(batch, 'errored_operations')],
    ['finished', 2, 1],
  )
  const file = await fetch(String(at(batch, 'response_body_url')))
  const archive = gunzipSync(Buffer.from(await file.arrayBuffer()))
  const size = Number.parseInt(archive.subarray(124, 135).toString(), 8)
  const results: unknown = JSON.parse(archive.subarray(512, 512 + size).toString())
  assert.deepEqual([at(results, '0.operation_id'), at(results, '0.status_code')], ['add', 200])
  assert.equal(at(results, '1.status_code'), 404)
})

test('an event that is not taken is sent again when its time comes, signed', async () => {
  await using sandbox = await startSandbox()
  const control = connectControl(sandbox.url)
  await control.provider('mailchimp').changeSwitches({ webhookSecret: 'shh' })
  const received: { body: string; signature: string }[] = []
  const statuses = [500, 503, 200]
  const receiver = createServer(async (request, response) => {
    const body = (await request.toArray()).join('')
    received.push({ body, signature: String(request.headers['x-mailchimp-signature']) })
    response.writeHead(statuses[received.length - 1] ?? 200).end()
    receiver.emit('delivery')
  }).listen(0, '127.0.0.1')
  await once(receiver, 'listening')
  const address = receiver.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const { call } = signIn(sandbox, 'mailchimp', 'small')
  const list = `/lists/${String(await readJson(await call('/lists'), 'lists.0.id'))}`
  const webhook = {
    url: `http://127.0.0.1:${port}/hook`,
    events: { subscribe: true },
    sources: { api: true },
  }
  await call(`${list}/webhooks`, json('POST', webhook))
  const due = (): number => sandbox.world.mailchimp.dueDeliveries?.length ?? 0

  let next = once(receiver, 'delivery')
  await call(`${list}/members`, json('POST', { email_address: 'new@mill.example', status: 'subscribed' }))
  await next
  for (const minutes of [20, 20]) {
    await waitFor(due, (count) => count === 1)
    next = once(receiver, 'delivery')
    await control.clock.advance(minutes * 60)
    await next
  }
  await waitFor(due, (count) => count === 0)
  await control.clock.advance(3600)
  const attempts = sandbox.world.mailchimp.deliveries?.map(({ attempt, status }) => [attempt, status])
  assert.deepEqual(attempts, [
    [1, 500],
    [2, 503],
    [3, 200],
  ])
  assert.equal(new Set(received.map(({ body }) => body)).size, 1)
  for (const { body, signature } of received) {
    const [, seconds = '', digest = ''] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? []
    assert.equal(createHmac('sha256', 'shh').update(`${seconds}.${body}`).digest('hex'), digest)
  }
  receiver.close()
})
