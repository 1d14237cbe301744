import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { keepBrowser } from '@letterlock/testing/kept-browser.ts'
import type { Browser, Page } from 'playwright-core'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/* The views of tools' results, in a client that allows them nothing. */

const open = keepBrowser()
let browser: Browser | undefined
before(async () => void (browser = (await open())?.browser), { timeout: 300_000 })

const CSP =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'none'"

interface Host {
  readonly links: string[]
  readonly heights: number[]
  readonly called: string[]
}

/** A client in the page: a frame without an origin, to which it gives the result; it opens links. */
const HOST = `({ html, result }) => {
  const host = (globalThis.host = { links: [], heights: [], called: [] })
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.style.cssText = 'width: 600px; height: 460px; border: 1px solid #ccc'
  const say = (message) => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*')
  addEventListener('message', ({ data: { method, id, params } }) => {
    host.called.push(method)
    if (method === 'ui/initialize')
      say({ id, result: { hostCapabilities: { openLinks: {} }, hostContext: { theme: 'light', locale: 'en-GB' } } })
    if (method === 'ui/open-link') host.links.push(params.url), say({ id, result: {} })
    if (method === 'ui/notifications/size-changed') host.heights.push(params.height)
    if (method === 'ui/notifications/initialized') say({ method: 'ui/notifications/tool-result', params: result })
  })
  frame.srcdoc = html
  document.body.replaceChildren(frame)
}`

const hostOf = (page: Page): Promise<Host> => page.evaluate<Host>('globalThis.host')

interface Shown extends AsyncDisposable {
  readonly page: Page
  readonly structured: Record<string, unknown>
}

async function show(world: TestWorld, tool: string, args: Record<string, unknown>): Promise<Shown> {
  await using client = await openMcpClient(world)
  const { tools } = await client.listTools()
  const meta = tools.find(({ name }) => name === tool)?.['_meta'] as { 'ui/resourceUri'?: string } | undefined
  const { contents } = await client.readResource({ uri: meta?.['ui/resourceUri'] ?? '' })
  const [view] = contents as { mimeType: string; text: string }[]
  assert.equal(view?.mimeType, 'text/html;profile=mcp-app')
  const policy = `<head><meta http-equiv="Content-Security-Policy" content="${CSP}">`
  const { structured } = await callTool(client, tool, args)
  assert.ok(browser)
  const context = await browser.newContext({ viewport: { width: 640, height: 500 } })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  await page.goto('about:blank')
  const given = { html: view.text.replace('<head>', policy), result: { structuredContent: structured } }
  await page.evaluate(`(${HOST})(${JSON.stringify(given)})`)
  await page.frameLocator('iframe').getByRole('heading').waitFor()
  return { page, structured, [Symbol.asyncDispose]: () => context.close() }
}

test('views: a send request shows what is sent, and its button opens the page that signs in', async () => {
  await using world = await startWorld()
  await setupOwner(world)
  const { id } = await connectWithAllPermissions(world)
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: '<b>Rye</b>', subject: 'Rye', audienceId: audience?.id ?? '', html: '<p>Rye</p>' }
  const { id: campaign } = await account.campaigns.create(draft)
  await using shown = await show(world, 'send_campaign', { campaign })
  const { page, structured } = shown
  const frame = page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'Nothing has been sent' }).waitFor()
  const facts = (await frame.locator('dl').textContent()) ?? ''
  assert.match(facts, /Campaign"<b>Rye<\/b>" of "Ada’s Bakery".*To".*": [\d,]+ contacts.*When.*Content"Rye"/)
  await frame.getByRole('button', { name: 'Review and approve' }).click()
  const { links, called, heights } = await waitFor(
    () => hostOf(page),
    (host) => host.links.length > 0,
  )
  assert.deepEqual(links, [structured['approvalUrl']])
  assert.ok(!called.includes('tools/call'), 'it calls no tool: that would not be a user’s word')
  assert.ok((heights.at(-1) ?? 0) > 100)
})

test('views: reports are bars with numbers', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world)
  const { items } = await world.client.account(id).campaigns.list({ limit: 20 })
  const sent = items.filter(({ status }) => status === 'sent').slice(0, 2)
  const campaigns = sent.map((campaign) => campaign.id)
  await using shown = await show(world, 'get_campaign_reports', { campaigns })
  const frame = shown.page.frameLocator('iframe')
  await frame.getByRole('heading', { name: 'Campaigns of Ada’s Bakery' }).waitFor()
  assert.equal(await frame.getByRole('img', { name: /^Opened \d+\.\d %$/ }).count(), 2)
})

test('views: connections have their status, and buttons that open pages of Letterlock', async () => {
  await using world = await startWorld()
  const { id } = await connectWithAllPermissions(world)
  await world.client.connections.disconnect(id)
  await using shown = await show(world, 'list_connections', {})
  const { page, structured } = shown
  const frame = page.frameLocator('iframe')
  await frame.getByText('Ada’s Bakery (mailchimp): disconnected').waitFor()
  await frame.getByRole('button', { name: 'Reconnect' }).click()
  await frame.getByRole('button', { name: 'Connect an account' }).click()
  const connectUrl = String(structured['connectUrl'])
  const { links } = await waitFor(
    () => hostOf(page),
    (host) => host.links.length > 1,
  )
  assert.deepEqual(links, [connectUrl.replace(/new$/, id), connectUrl])
})
