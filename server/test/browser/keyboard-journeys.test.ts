import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { chooseInMenu, h1, press, pressInDialog, tabTo, type } from '@letterlock/testing/keyboard.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

/* Whole journeys without a mouse; dashboard-keyboard.test.ts goes through the pages. */

const visit = useBrowser()
const WIDE = { width: 1280, height: 800 }

const focusedIn = (page: Page, selector: string): Promise<void> =>
  page.locator(`${selector}:focus, ${selector}:focus-within`).first().waitFor()

test('webhooks by keyboard: an endpoint is added and tested, and a delivery is read and sent again', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await using receiver = await startWebhookReceiver()
  await page.setViewportSize(WIDE)
  await press(page, 'Webhooks')
  await h1(page, 'Webhooks')
  await press(page, 'Add endpoint')
  await page.locator('dialog:focus-within').waitFor()
  await type(page, /^Endpoint URL/, receiver.url)
  await type(page, /^Description/, 'Billing')
  await tabTo(page, 'Connections')
  await page.keyboard.press('ArrowLeft')
  await press(page, 'Add endpoint')
  await page.getByText('Copy the signing secret now.').waitFor()
  await press(page, 'Billing')
  await h1(page, 'Billing')
  receiver.respond((_webhook, response) => response.writeHead(500).end('no database'))
  await press(page, 'Send test event')
  await press(page, /webhook_endpoint\.tested.*500$/)
  await focusedIn(page, '[data-testid=delivery-panel]')
  await tabTo(page, 'Request')
  await page.keyboard.press('ArrowRight')
  await page.getByText('no database').waitFor()
  receiver.respond((_webhook, response) => response.writeHead(204).end())
  await press(page, 'Send again')
  await waitFor(
    async () => (await world.client.webhookDeliveries.list(await idOfEndpoint())).items,
    (deliveries) => deliveries.some(({ statusCode }) => statusCode === 204),
  )
  await page.keyboard.press('Escape')
  await page.getByTestId('delivery-panel').waitFor({ state: 'detached' })
  await focusedIn(page, '[data-testid=delivery]')

  async function idOfEndpoint(): Promise<string> {
    const [endpoint] = (await world.client.webhookEndpoints.list()).items
    return endpoint?.id ?? ''
  }
})

test('webhooks by keyboard: an endpoint is edited, its secret rotated, and it is deleted', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await using receiver = await startWebhookReceiver()
  const { id } = await world.client.webhookEndpoints.create({ url: receiver.url, description: 'Billing' })
  await page.setViewportSize(WIDE)
  await page.goto(`${world.server.url}/webhooks/${id}`)
  await h1(page, 'Billing')
  await press(page, 'Edit')
  await page.locator('dialog:focus-within').waitFor()
  // By Tab, all of what it has is selected.
  await type(page, /^Description/, 'Invoices')
  await press(page, 'Save')
  await h1(page, 'Invoices')
  // The dialog gives the focus back.
  await page.locator('button:focus', { hasText: 'Edit' }).waitFor()
  await press(page, 'Rotate')
  await pressInDialog(page, 'Rotate the secret')
  await page.getByText(/^Until /).waitFor()
  await press(page, 'Skip to content')
  await press(page, 'Delete endpoint')
  await pressInDialog(page, 'Delete endpoint')
  await page.getByText('No webhook endpoints yet').waitFor()
})

test('calls by keyboard: the log is searched, a call is read and its command copied', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { context, page, world } = visited
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { id } = await connect(world)
  const headers = { authorization: `Bearer ${world.secretKey}` }
  for (const path of ['3.0/ping', '3.0/lists'])
    await fetch(`${world.server.url}/v1/proxy/${id}/${path}`, { headers })
  await page.setViewportSize(WIDE)
  await page.goto(`${world.server.url}/calls`)
  await page.getByTestId('call').nth(1).waitFor()
  await page.keyboard.press('/')
  await page.keyboard.type('ping')
  await page.keyboard.press('Enter')
  await page.getByTestId('call').filter({ hasText: '3.0/lists' }).waitFor({ state: 'detached' })
  await press(page, /3\.0\/ping/)
  await focusedIn(page, '[data-testid=call-panel]')
  await page.getByTestId('call-panel').getByText('curl').waitFor()
  await waitFor(
    async () => {
      await press(page, 'Copy')
      return page.evaluate<string>('navigator.clipboard.readText()')
    },
    (copied) => copied.startsWith('curl '),
  )
  await page.keyboard.press('Escape')
  await focusedIn(page, '[data-testid=call]')
})

test('connections by keyboard: several are labeled and disconnected at once, and the rest is exported', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  // More than there is room for.
  const [apiKey = ''] = Object.keys(world.sandbox.world.mailchimp.apiKeys)
  for (let customer = 1; customer <= 24; customer++) {
    const credentials = { type: 'api_key', apiKey } as const
    await world.client.connections.create({ provider: 'mailchimp', endUserId: `c-${customer}`, credentials })
  }
  await page.setViewportSize(WIDE)
  await page.goto(`${world.server.url}/connections`)
  await page.getByTestId('connection').first().waitFor()
  const name = (await page.getByTestId('connection').first().getByRole('link').first().textContent()) ?? ''
  await press(page, `Select ${name}`, 'Space')
  await page.getByRole('toolbar').waitFor()
  await tabTo(page, 'Label', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await page.locator('dialog:focus-within').waitFor()
  await type(page, /^Name/, 'plan')
  await type(page, /^Value/, 'pro')
  await press(page, 'Label 1 connection')
  await page.getByText('1 connection changed').waitFor()
  await tabTo(page, 'Disconnect', 'Shift+Tab')
  await page.keyboard.press('Enter')
  await pressInDialog(page, 'Disconnect')
  await page.getByText('1 account disconnected').waitFor()
  assert.equal((await world.client.connections.count({ status: 'disconnected' })).total, 1)

  await press(page, 'Skip to content')
  const download = page.waitForEvent('download')
  await chooseInMenu(page, 'Export', 'Export as CSV')
  assert.equal((await download).suggestedFilename(), 'letterlock-connections.csv')
  await tabTo(page, /^Actions for /)
  await page.keyboard.press('Enter')
  await page.locator('[role=menu]:focus-within').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[role=menu]').waitFor({ state: 'detached' })
  await page.locator('[aria-haspopup=menu]:focus').waitFor()
})

test('a send by keyboard: it is announced, looked at, and approved', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const { id: campaign } = await account.campaigns.create({
    name: 'Rye week',
    subject: 'Fresh rye',
    audienceId: audience?.id ?? '',
    html: '<p>Fresh rye</p><a href="https://shop.example/rye">Order</a>',
  })
  await using assistant = await openMcpClient(world, { secretKey: world.secretKey })
  await callTool(assistant, 'send_campaign', { campaign, connection: id })
  await page.goto(world.server.url)
  await h1(page, 'Overview')
  await page.getByRole('link', { name: 'Review and approve' }).first().waitFor()
  await press(page, 'Review and approve')
  await h1(page, 'Approve this campaign?')
  await page.getByLabel('Approval text').waitFor()
  await type(page, 'Approval text', audience?.name ?? '')
  await press(page, 'Send now')
  await page.getByText('Campaign sent').waitFor()
})
