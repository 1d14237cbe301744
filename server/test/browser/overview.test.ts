import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { copyConnection } from '@letterlock/testing/copy-connection.ts'
import { INFO } from '@letterlock/testing/mailup.ts'
import { connectIn, decideAtProvider, useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

test('overview: calls, refreshes and connections are counted, in charts and in tables', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world, { provider: 'mailup' })
  await world.client.connections.refresh(id)
  for (const path of [INFO.slice(1), 'API/v1.1/nothing'])
    await (
      await fetch(`${world.server.localUrl}/v1/proxy/${id}/${path}`, {
        headers: { authorization: `Bearer ${world.secretKey}` },
      })
    ).text()
  await page.goto(world.server.url)
  const calls = page.getByRole('region', { name: 'Calls', exact: true })
  await calls.getByRole('img', { name: '2 calls, 1 failed' }).waitFor()
  await calls.getByRole('img').focus()
  await page.keyboard.press('End')
  await calls.getByText('Show as table').click()
  assert.equal(await calls.getByRole('row').count(), 25, 'the head, and an hour each')
  const times = page.getByRole('region', { name: 'Response time' })
  assert.match(
    (await times.locator('path[stroke-width="6"]').first().getAttribute('d')) ?? '',
    /^M\d/,
    'a dot',
  )
  const refreshes = page.getByRole('region', { name: 'Token refreshes' })
  await refreshes.getByRole('img', { name: '1 refresh, no attempt failed' }).waitFor()
  await assertAccessible(page, 'overview with charts')
  await page.getByRole('radio', { name: '7 days' }).check({ force: true })
  await page.waitForURL(/period=week/)
  await calls.getByRole('row').nth(28).waitFor()
  const connections = page.getByRole('region', { name: 'Connections' })
  await connections.getByRole('link', { name: /Connected 1/ }).click()
  await page.waitForURL(/status=connected/)
  await page.getByText('1 of 1 connections').waitFor()
})

test('overview: what needs attention comes with the button that resolves it, and the first steps tick themselves off', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const steps = page.getByRole('region', { name: 'First steps' })
  await steps.getByText('1 of 5 done').waitFor()
  const calls = page.getByRole('region', { name: 'Calls', exact: true })
  await calls.getByText('No calls in this period').waitFor()
  assert.deepEqual([await calls.getByRole('img').count(), await calls.locator('path').count()], [0, 0])
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  const [connection] = (await world.client.connections.list()).items
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(connection?.id ?? '')
  await page.getByRole('link', { name: 'Overview' }).click()
  await steps.getByText('2 of 5 done').waitFor()
  const needs = page.getByRole('region', { name: /Needs attention/ })
  await needs.getByText('Ada’s Bakery at Mailchimp is disconnected.').waitFor()
  await assertAccessible(page, 'overview with something to do')
  await needs.getByRole('button', { name: 'Reconnect' }).click()
  await decideAtProvider(page, 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('link', { name: 'Overview' }).click()
  await needs.getByText('Nothing needs attention.').waitFor()
})

test('overview: a lost connection is seen among many that were disconnected on request', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id: left } = await connect(world, { endUserId: 'left' })
  await world.client.connections.disconnect(left)
  await copyConnection(world, left, 110)
  const { id: lost } = await connect(world, { endUserId: 'lost' })
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(lost)
  await copyConnection(world, left, 110)
  await page.reload()
  const needs = page.getByRole('region', { name: /Needs attention/ })
  await needs.getByText('Ada’s Bakery at Mailchimp is disconnected.').waitFor()

  await copyConnection(world, left, 1000)
  await page.reload()
  await needs.getByText('The newest 1,000 were disconnected on request; the others were not read.').waitFor()
  await needs.getByRole('link', { name: 'Show disconnected connections' }).click()
  await page.waitForURL(/status=disconnected/)
})
