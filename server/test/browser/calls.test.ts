import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

test('calls: the log shows a forwarded call and a failed one, their time, and how to repeat them', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  const headers = { authorization: `Bearer ${world.secretKey}` }
  for (const path of ['3.0/ping', '3.0/nowhere'])
    await fetch(`${world.server.url}/v1/proxy/${id}/${path}`, { headers })
  await page.getByRole('link', { name: 'Calls' }).click()
  const rows = page.getByTestId('call')
  await rows.nth(1).waitFor()
  const ping = rows.filter({ hasText: '3.0/ping' })
  await ping.locator('summary').click()
  await page.getByText(`curl '${world.server.url}/v1/proxy/${id}/3.0/ping'`, { exact: false }).waitFor()
  await ping.getByText('Request ID').waitFor()
  await assertAccessible(page, 'calls')
  await page.getByLabel('Result').selectOption('failed')
  await ping.waitFor({ state: 'detached' })
  assert.equal(await rows.count(), 1)
  assert.match(page.url(), /status=failed/)

  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByRole('img', { name: '2 calls, 1 failed' }).waitFor()
})
