import { connectControl } from '../src/control-client/index.ts'
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { startSandbox } from '../src/sandbox.ts'
import { callApi, someApp, tokenFor } from './mailchimp-app.ts'

test('the account is realistic: two audiences, thousands of members, campaigns in every status', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const lists = await read(
    callApi(sandbox, bearer, '/lists?fields=lists.id,lists.stats.total_contacts,total_items'),
  )
  assert.deepEqual(Object.keys(lists), ['lists', 'total_items'])
  const contacts = (lists['lists'] as { stats: { total_contacts: number } }[]).map(
    (list) => list.stats.total_contacts,
  )
  assert.ok((contacts[0] ?? 0) > 3000 && (contacts[1] ?? 0) > 1000, String(contacts))
  const campaigns = await read(
    callApi(sandbox, bearer, '/campaigns?count=100&fields=campaigns.status,total_items'),
  )
  const statuses = new Set((campaigns['campaigns'] as { status: string }[]).map(({ status }) => status))
  assert.deepEqual(
    [...statuses].toSorted(),
    ['archived', 'canceled', 'canceling', 'paused', 'save', 'schedule', 'sending', 'sent'].toSorted(),
  )
  assert.ok(Number(campaigns['total_items']) >= 12)
})

test('count, offset, fields and exclude_fields', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const list = ((await read(callApi(sandbox, bearer, '/lists')))['lists'] as { id: string }[])[0]?.id
  const page = (query: string) => read(callApi(sandbox, bearer, `/lists/${list}/members?${query}`))
  assert.equal(((await page(''))['members'] as unknown[]).length, 10)
  const first = await page('count=3&fields=members.email_address')
  const second = await page('count=3&offset=2&fields=members.email_address')
  assert.deepEqual((first['members'] as unknown[])[2], (second['members'] as unknown[])[0])
  const lean = await page('count=1&exclude_fields=_links,members._links')
  assert.ok(!('_links' in lean) && !('_links' in ((lean['members'] as object[])[0] ?? {})))
  assert.equal((await callApi(sandbox, bearer, `/lists/${list}/members?count=1001`)).status, 400)
})

test('mailchimp 8: ten calls at once, not eleven', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  sandbox.world.faults.add({ kind: 'slow_body', path: '/3.0/ping', delayMs: 300 })
  const statuses = await Promise.all(
    Array.from({ length: 11 }, async () => (await callApi(sandbox, bearer, '/ping')).status),
  )
  assert.equal(statuses.filter((status) => status === 200).length, 10)
  assert.equal(statuses.filter((status) => status === 429).length, 1)
  assert.equal((await callApi(sandbox, bearer, '/ping')).status, 200, 'and again when they are done')
})

test('members: every verb, compliance, forgotten for ever', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const list = ((await read(callApi(sandbox, bearer, '/lists')))['lists'] as { id: string }[])[0]?.id
  const send = (method: string, path: string, body?: unknown) =>
    callApi(sandbox, bearer, `/lists/${list}${path}`, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    })
  const cleaned = (
    (await read(send('GET', '/members?status=cleaned&count=1')))['members'] as { id: string }[]
  )[0]?.id
  const compliance = await read(send('PATCH', `/members/${cleaned}`, { status: 'subscribed' }))
  assert.equal(compliance['title'], 'Member In Compliance State')
  const { id } = await read(
    send('POST', '/members', { email_address: 'Gone@Example.org', status: 'subscribed' }),
  )
  assert.equal((await send('DELETE', `/members/${String(id)}`)).status, 204)
  assert.equal((await read(send('GET', `/members/${String(id)}`)))['status'], 'archived')
  assert.equal((await send('DELETE', `/members/${String(id)}`)).status, 405)
  assert.equal((await send('POST', `/members/${String(id)}/actions/delete-permanent`)).status, 204)
  const again = await read(
    send('POST', '/members', { email_address: 'gone@example.org', status: 'subscribed' }),
  )
  assert.equal(again['title'], 'Forgotten Email Not Subscribed')
  const wrongNumber = await read(send('PATCH', `/members/${cleaned}`, { merge_fields: { LTV: 'much' } }))
  assert.deepEqual(wrongNumber['errors'], [{ field: 'LTV', message: 'Please enter a number' }])
  const broken = await callApi(sandbox, bearer, `/lists/${list}/members`, {
    method: 'POST',
    body: '{',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(((await broken.json()) as { title: string }).title, 'JSON Parse Error')
  const overridden = await callApi(sandbox, bearer, `/lists/${list}/members/${cleaned}`, {
    method: 'POST',
    headers: { 'x-http-method-override': 'GET' },
  })
  assert.equal(((await overridden.json()) as { status: string }).status, 'cleaned')
  const nonsense = await callApi(sandbox, bearer, `/lists/${list}/members/${cleaned}`, {
    method: 'POST',
    headers: { 'x-http-method-override': 'TRACE' },
  })
  assert.equal(((await nonsense.json()) as { title: string }).title, 'Invalid Method Override')
  const segment = await read(send('POST', '/segments', { name: 'Two', static_segment: ['gone@example.org'] }))
  assert.equal(segment['member_count'], 0)
})

test('faults strike as told and are counted down', async () => {
  await using sandbox = await startSandbox()
  const bearer = `Bearer ${await tokenFor(sandbox, someApp(sandbox))}`
  const { faults } = connectControl(sandbox.url)
  await faults.add({ kind: 'status', status: 429, retryAfter: '7', path: '/3.0/ping', remaining: 1 })
  const throttled = await callApi(sandbox, bearer, '/ping')
  assert.deepEqual([throttled.status, throttled.headers.get('retry-after')], [429, '7'])
  await faults.add({ kind: 'invalid_json', remaining: 1 })
  await assert.rejects((await callApi(sandbox, bearer, '/ping')).json())
  await faults.add({ kind: 'connection_reset', remaining: 1 })
  await assert.rejects(callApi(sandbox, bearer, '/ping'))
  await faults.add({ kind: 'lost_response', remaining: 1 })
  await assert.rejects(callApi(sandbox, bearer, '/ping'))
  assert.equal((await callApi(sandbox, bearer, '/ping')).status, 200)
  const refused = await fetch(`${sandbox.url}/_sandbox/faults`, {
    method: 'POST',
    body: '{"kind": "nonsense"}',
    headers: { 'content-type': 'application/json' },
  })
  assert.equal(refused.status, 400)
})

test('the world is kept in its file, and reset forgets it', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'sandbox-'))
  t.after(() => rm(folder, { recursive: true }))
  const stateFile = join(folder, 'world.json')
  let token = ''
  {
    await using sandbox = await startSandbox({ stateFile })
    token = await tokenFor(sandbox, someApp(sandbox))
    await connectControl(sandbox.url).clock.advance(3600)
  }
  await using sandbox = await startSandbox({ stateFile })
  assert.equal((await callApi(sandbox, `Bearer ${token}`, '/ping')).status, 200)
  assert.ok(sandbox.world.clock.offsetMs > 3_500_000)
  assert.equal((await fetch(`${sandbox.url}/_sandbox/`)).status, 200)
  await connectControl(sandbox.url).reset()
  assert.equal((await callApi(sandbox, `Bearer ${token}`, '/ping')).status, 401)
})

async function read(response: Promise<Response>): Promise<Record<string, unknown>> {
  return (await (await response).json()) as Record<string, unknown>
}
