import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { shownTimes, useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

test('calls: the log shows a forwarded call and a failed one, their time, and how to repeat them', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  const headers = { authorization: `Bearer ${world.secretKey}` }
  for (const path of ['3.0/ping', '3.0/nowhere'])
    await fetch(`${world.server.url}/v1/proxy/${id}/${path}`, { headers })
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.getByRole('link', { name: 'Calls' }).click()
  const rows = page.getByTestId('call')
  await rows.nth(1).waitFor()
  const ping = rows.filter({ hasText: '3.0/ping' })
  await ping.getByRole('link').click()
  const panel = page.getByTestId('call-panel')
  await panel.getByText(`curl '${world.server.url}/v1/proxy/${id}/3.0/ping'`, { exact: false }).waitFor()
  await panel.getByText('Request ID').waitFor()
  await panel.getByText(/Mailchimp \d+ ms/).waitFor()
  await page.getByRole('img', { name: '2 calls, 1 failed' }).waitFor()
  await assertAccessible(page, 'calls, one open')
  await page.setViewportSize({ width: 390, height: 800 })
  await ping.waitFor({ state: 'hidden' })
  await assertAccessible(page, 'a call on a phone')
  await panel.getByRole('link', { name: 'All calls' }).click()
  await ping.getByRole('link').click()
  await page.setViewportSize({ width: 1280, height: 800 })
  await panel.getByRole('button', { name: 'Newer call' }).click()
  await panel.getByText('Letterlock rejected this call. Nothing was sent to the provider.').waitFor()
  assert.equal(await panel.getByRole('button', { name: 'Newer call' }).isDisabled(), true)
  const openId = new URL(page.url()).searchParams.get('callId') ?? ''
  await page.reload()
  await panel.getByText('3.0/nowhere').first().waitFor()
  await page.keyboard.press('Escape')
  await panel.waitFor({ state: 'detached' })
  // The focus comes back after the panel is gone.
  await page.locator(`[id="${openId}"]:focus`).waitFor()
  await page.getByLabel('Result').selectOption('failed')
  await ping.waitFor({ state: 'detached' })
  await shownTimes(rows, 1)
  assert.match(page.url(), /status=failed/)

  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByRole('img', { name: '2 calls, 1 failed' }).waitFor()
  // Usage is written once a minute; the last call is one of the log already.
  await page.getByTestId('call').first().waitFor()
  const lastCall = page.getByRole('term').filter({ hasText: 'Last call' }).locator('xpath=../dd')
  assert.match((await lastCall.textContent()) ?? '', /now|ago/)
})

test('calls: the log is live until it is paused, and finds calls by account and by request', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  const other = await connect(world, { endUserId: 'user-2', provider: 'mailup' })
  const call = (connectionId: string, path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(`${world.server.url}/v1/proxy/${connectionId}/${path}`, {
      ...init,
      headers: { authorization: `Bearer ${world.secretKey}`, 'content-type': 'application/json' },
    })
  const pinged = await call(id, '3.0/ping')
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto(`${world.server.url}/calls`)
  const rows = page.getByTestId('call')
  await rows.filter({ hasText: '3.0/ping' }).waitFor()
  await call(id, '3.0/lists', { method: 'POST', body: '{}' })
  const added = rows.filter({ hasText: '3.0/lists' })
  await added.getByRole('link').click()
  const command = `curl -X POST '${world.server.url}/v1/proxy/${id}/3.0/lists'`
  await page.getByText(command, { exact: false }).waitFor()
  await page.getByText('--data @body.json', { exact: false }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).waitFor()

  const search = page.getByRole('combobox', { name: 'Path, account or request ID' })
  await search.fill('Ada')
  await page.getByRole('option', { name: /MailUp/ }).waitFor()
  await assertAccessible(page, 'accounts to choose from')
  await search.press('ArrowDown')
  await search.press('Enter')
  await page.waitForURL(new RegExp(`connectionId=(${id}|${other.id})`))
  await page.getByRole('button', { name: /^Remove the filter/ }).click()
  await page.waitForURL((url) => url.search === '')
  await search.fill('LISTS')
  await search.press('Enter')
  await page.waitForURL(/search=LISTS/)
  await rows.filter({ hasText: '3.0/ping' }).waitFor({ state: 'detached' })
  await shownTimes(rows, 1)
  await page.getByRole('link', { name: 'Clear filters' }).first().click()
  await rows.nth(1).waitFor()
  await search.fill(pinged.headers.get('letterlock-request-id') ?? '')
  await search.press('Enter')
  await page.waitForURL(/requestId=req_/)
  await rows.filter({ hasText: '3.0/lists' }).waitFor({ state: 'detached' })
  await shownTimes(rows, 1)
})
