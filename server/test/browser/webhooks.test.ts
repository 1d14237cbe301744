import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { chooseInUserMenu, shownTimes, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

const visit = useBrowser()

test('webhooks: an endpoint is added, tested, paused, and its deliveries are shown and sent again', async (t) => {
  await using opened = await visit(t)
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  const { page, world } = opened
  await page.getByRole('link', { name: 'Webhooks' }).click()
  await page.getByText('No webhook endpoints yet').waitFor()
  await page.getByRole('button', { name: 'Add endpoint' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Endpoint URL').fill('https://10.0.0.1/')
  await dialog.getByRole('button', { name: 'Add endpoint' }).click()
  await dialog.getByRole('alert').waitFor()
  await assertAccessible(page, 'refused webhook endpoint')
  await dialog.getByLabel('Endpoint URL').fill(receiver.url)
  await dialog.getByLabel('Description').fill('Production')
  await dialog.getByRole('button', { name: 'Add endpoint' }).click()
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
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByTestId('webhook-status').filter({ hasText: 'Paused' }).waitFor()
  await page.getByRole('button', { name: 'Delete endpoint' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete endpoint' }).click()
  await page.getByText('No webhook endpoints yet').waitFor()
})

test('webhooks: address, description and events of an endpoint are edited, from the table and from its page', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  const { page, world } = opened
  const { id } = await world.client.webhookEndpoints.create({ url: receiver.url, description: 'Billing' })
  await page.goto(`${world.server.url}/webhooks`)
  const row = page.getByRole('row').filter({ hasText: 'Billing' })
  await row.getByText('All events').waitFor()
  await row.getByRole('button', { name: 'Actions for Billing' }).click()
  await page.getByRole('menuitem', { name: 'Edit…' }).click()
  const dialog = page.getByRole('dialog')
  assert.equal(await dialog.getByLabel('Endpoint URL').inputValue(), receiver.url)
  await dialog.getByText('Chosen types').click()
  // None would mean every event: at least one is asked for.
  await dialog.getByRole('button', { name: 'Save' }).click()
  assert.equal(await dialog.getByLabel('Type of event').evaluate((field) => field.matches(':invalid')), true)
  for (const type of ['connection.created', 'connection.deleted', 'campaign']) {
    await dialog.getByLabel('Type of event').selectOption(type)
    await dialog.getByRole('button', { name: 'Add type' }).click()
  }
  await dialog.getByRole('button', { name: 'Remove connection.deleted' }).click()
  await assertAccessible(page, 'edited webhook endpoint')
  await page.setViewportSize({ width: 390, height: 844 })
  const isWider = dialog.evaluate((shown) => shown.scrollWidth > shown.clientWidth)
  assert.equal(await isWider, false, 'the dialog fits a phone')
  await page.setViewportSize({ width: 1024, height: 800 })
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.getByText('2 types').waitFor()
  await dialog.waitFor({ state: 'detached' })
  assert.deepEqual((await world.client.webhookEndpoints.get(id)).eventTypes, [
    'connection.created',
    'campaign',
  ])

  await row.getByRole('link', { name: 'Billing' }).click()
  await page.getByRole('button', { name: 'Edit' }).click()
  await dialog.getByLabel('Description').fill('Invoices')
  await dialog.getByLabel('Endpoint URL').fill(`${receiver.url}/hooks`)
  await dialog.getByText('All events').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('heading', { level: 1, name: 'Invoices' }).waitFor()
  const { url, description, eventTypes } = await world.client.webhookEndpoints.get(id)
  assert.deepEqual(
    { url, description, eventTypes },
    { url: `${receiver.url}/hooks`, description: 'Invoices', eventTypes: [] },
  )
})

test('a delivery opens to its request, its response and its attempts, and is sent again', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  receiver.respond((_webhook, response) => response.writeHead(500).end('no <b>database</b>'))
  const { page, world } = opened
  const { id } = await world.client.webhookEndpoints.create({ url: receiver.url, description: 'Billing' })
  await connect(world)
  await page.goto(`${world.server.url}/webhooks/${id}?status=failed`)
  const rows = page.getByTestId('delivery')
  const created = rows.filter({ hasText: 'connection.created' })
  await created.first().getByRole('button', { name: 'Send again: connection.created' }).click()
  await page.getByText('1 event is queued').waitFor()
  await created.first().getByRole('link').click()
  const panel = page.getByTestId('delivery-panel')
  await page.waitForURL(/status=failed&deliveryId=whd_/)
  await panel.getByText(`POST ${receiver.url}`).waitFor()
  await panel.getByText(/webhook-signature: v1,/).waitFor()
  await panel.getByText('"connection.created"').waitFor()
  await assertAccessible(page, 'request of a delivery')

  await panel.getByRole('tab', { name: 'Response' }).click()
  await panel.getByText('no <b>database</b>').waitFor()
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  await panel.getByRole('button', { name: 'Send again' }).click()
  await panel.getByRole('tab', { name: /^[2-9] attempts$/ }).click()
  await panel.getByRole('button', { name: /204/ }).first().click()
  await panel.getByTestId('delivery-status').filter({ hasText: '204', visible: true }).first().waitFor()
  await assertAccessible(page, 'attempts of a delivery')

  // What a link to it shows, and the list in its place on a phone.
  await page.setViewportSize({ width: 390, height: 800 })
  await page.reload()
  await panel.waitFor()
  await shownTimes(rows.filter({ visible: true }), 0)
  await panel.getByRole('link', { name: 'All deliveries' }).click()
  await rows.first().waitFor()
  await page.setViewportSize({ width: 1024, height: 800 })
})

test('a signing secret is rotated: the new one is shown once, and the one before says until when it signs', async (t) => {
  await using opened = await visit(t, { path: null })
  if (!opened) return
  await using receiver = await startWebhookReceiver()
  const { page, world } = opened
  const { id, signingSecret } = await world.client.webhookEndpoints.create({ url: receiver.url })
  await page.goto(`${world.server.url}/webhooks/${id}`)
  await page.getByRole('button', { name: 'Rotate' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate the secret' }).click()
  const shown = await page.getByText(/^whsec_[\w+/]/).textContent()
  assert.notEqual(shown, signingSecret)
  await page.getByText(/^Until /).waitFor()
  await assertAccessible(page, 'rotated signing secret')
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
  const name = 'Email me when connections are lost or recover'
  const box = page.getByLabel(name)
  // What is under way when the page is left is lost.
  const saved = page.waitForResponse((response) => response.request().method() === 'PUT')
  await box.click()
  assert.ok((await saved).ok())
  await page.reload()
  await page.getByRole('checkbox', { name, checked: false }).waitFor()
})
