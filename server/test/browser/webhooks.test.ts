import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { chooseInUserMenu, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

const visit = useBrowser()

test('webhooks: an endpoint is added, tested, paused, and its deliveries are shown and sent again', async (t) => {
  await using opened = await visit(t)
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  const { page, world } = opened
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('No webhook endpoints yet').waitFor()
  await page.getByLabel('Endpoint URL').fill('https://10.0.0.1/')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  await page.getByRole('alert').waitFor()
  await page.getByLabel('Endpoint URL').fill(receiver.url)
  await page.getByLabel('Description').fill('Production')
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  await page.getByText('Copy the signing secret now.').waitFor()
  assert.match((await page.getByText(/^whsec_/).textContent()) ?? '', /^whsec_\S+$/)
  await assertAccessible(page, 'webhooks')

  await page.getByRole('link', { name: 'Production' }).click()
  await page.getByText('No deliveries yet').waitFor()
  await page.getByRole('button', { name: 'Send test event' }).click()
  await page.getByText('webhook_endpoint.tested').first().waitFor()
  await connect(world)
  await page.getByText('connection.created').first().waitFor()
  await assertAccessible(page, 'webhook endpoint')
  await page.getByRole('button', { name: 'Send again connection.created' }).click()
  await page.getByRole('button', { name: 'Queued connection.created' }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByTestId('webhook-status').filter({ hasText: 'Paused' }).waitFor()
  await page.getByRole('button', { name: 'Delete endpoint' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click()
  await page.getByText('No webhook endpoints yet').waitFor()
})

test('alerts: settings say who is told and where, and a user turns their emails off', async (t) => {
  await using opened = await visit(t)
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  const { page, world } = opened
  await page.getByRole('link', { name: 'Settings' }).click()
  await page.getByLabel('Admins').uncheck()
  await page.getByLabel('Incoming webhook').fill(receiver.url)
  await page.getByRole('button', { name: 'Save alerts' }).click()
  await page.getByText('Alerts are also sent to').waitFor()
  await page.getByText('Alerts saved', { exact: true }).waitFor()
  await assertAccessible(page, 'alert settings')
  assert.deepEqual((await world.client.alertSettings.get()).emailRoles, ['owner'])
  await page.getByRole('button', { name: 'Remove incoming webhook' }).click()
  await page.getByText('Alerts are also sent to').waitFor({ state: 'detached' })
  assert.equal((await world.client.alertSettings.get()).webhookHost, null)

  await chooseInUserMenu(page, 'Profile')
  const box = page.getByLabel('Email me when connections are lost or recover')
  await box.click()
  await page.getByRole('checkbox', { checked: false }).first().waitFor()
  await page.reload()
  await box.waitFor()
  assert.equal(await box.isChecked(), false)
})
