import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { after, before, test, type TestContext } from 'node:test'
import type { Browser, Page } from 'puppeteer-core'
import { connect } from '@letterlock/testing/connect.ts'
import { BUILT } from '@letterlock/testing/dashboard-page.ts'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { startFirefox } from '@letterlock/testing/firefox.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'
import { startWorld, type TestWorld } from '@letterlock/testing/world.ts'

/* The main journeys in another engine. The other browser tests run in Chromium. */

const MISSING =
  'FIREFOX WAS NOT TESTED: there is no firefox-esr, or dashboard/ is not built (npm ci builds it)'
const TIMEOUT_MS = 60_000
let browser: Browser | undefined
before(async () => void (browser = existsSync(BUILT) ? await startFirefox() : undefined), {
  timeout: 300_000,
})
after(() => browser?.close())

interface Visit extends AsyncDisposable {
  readonly page: Page
  readonly world: TestWorld
}

/** A new server, and its owner signed in after setup. */
async function visit(t: TestContext): Promise<Visit | undefined> {
  if (!browser) {
    t.skip(MISSING)
    return undefined
  }
  const world = await startWorld()
  await world.addOAuthApp('mailup')
  const context = await browser.createBrowserContext()
  const page = await context.newPage()
  page.setDefaultTimeout(TIMEOUT_MS)
  await page.goto(world.server.setupUrl ?? '')
  await fill(page, 'input[name=name]', OWNER.name)
  await fill(page, 'input[name=email]', OWNER.email)
  await fill(page, 'input[name=password]', OWNER.password)
  await button(page, 'Create owner').click()
  await heading(page, 'Overview')
  const close = async (): Promise<void> => {
    await context.close()
    await world[Symbol.asyncDispose]()
  }
  return { page, world, [Symbol.asyncDispose]: close }
}

/** Nothing moves on these pages, so that a place need not be compared over two frames, which a busy machine is slow to draw. */
const find = (page: Page, selector: string) =>
  page.locator(selector).setWaitForStableBoundingBox(false).setTimeout(TIMEOUT_MS)
/** Waits in the page itself: what is held of an element from outside is lost when the page draws another in its place. */
async function shown(page: Page, selector: string, text = ''): Promise<void> {
  const handle = await page.waitForFunction(
    `[...document.querySelectorAll(${JSON.stringify(selector)})].some((one) => one.textContent.includes(${JSON.stringify(text)}))`,
  )
  await handle.dispose()
}
/** As a paste: not key by key, and as an edit by the user, which React notices. Found and filled in one go, again until the field has the text. */
async function fill(page: Page, selector: string, text: string): Promise<void> {
  const handle = await page.waitForFunction(`(() => {
    const field = document.querySelector(${JSON.stringify(selector)})
    field?.select()
    if (field) document.execCommand('insertText', false, ${JSON.stringify(text)})
    return field?.value === ${JSON.stringify(text)}
  })()`)
  await handle.dispose()
}
const button = (page: Page, name: string) => find(page, `button::-p-text(${name})`)
const link = (page: Page, name: string) => find(page, `a::-p-text(${name})`)
const heading = (page: Page, name: string) => shown(page, 'h1', name)
const seen = (page: Page, text: string) => shown(page, 'body', text)
const status = (page: Page, text: string) => shown(page, '[data-testid=status]', text)

/** Signs in at the sandbox's provider, and allows. */
async function allowAtProvider(page: Page, username: string): Promise<void> {
  await shown(page, 'input[type=password]')
  await fill(page, 'input:not([type=hidden], [type=password])', username)
  await fill(page, 'input[type=password]', 'bread-and-butter')
  await Promise.all([page.waitForNavigation(), find(page, 'button').click()])
  await find(page, 'button').click()
}

test('Firefox: from the first start to a connection, its check, its loss, and back', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await link(page, 'Connect an account').click()
  await find(page, `li ::-p-xpath(//button[contains(., 'Mailchimp')])`).click()
  await allowAtProvider(page, 'ada')
  await heading(page, 'Ada’s Bakery')
  await status(page, 'Connected')
  await button(page, 'Check now').click()
  await seen(page, 'Checked at Mailchimp')
  world.sandbox.world.mailchimp.tokens = {}
  await button(page, 'Check now').click()
  await status(page, 'Disconnected')
  await button(page, 'Reconnect').click()
  await allowAtProvider(page, 'ada')
  await status(page, 'Connected')
  assert.equal((await world.client.connections.list()).items.length, 1)
})

test('Firefox: an end user connects on the connect page, and the application gets the connection', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const session = await world.client.connectSessions.create({
    endUserId: 'customer-1',
    returnUrl: `${world.server.url}/connected`,
    providers: ['mailchimp'],
  })
  await page.goto(session.url ?? '')
  await find(page, 'button[name=provider]').click()
  await allowAtProvider(page, 'ada')
  await page.waitForFunction("location.pathname === '/connected'")
  const confirmationToken = new URL(page.url()).searchParams.get('confirmationToken') ?? ''
  await world.client.connectSessions.confirm(session.id, { confirmationToken, endUserId: 'customer-1' })
  assert.equal((await world.client.connections.list()).items[0]?.endUserId, 'customer-1')
})

test('Firefox: connections are found, chosen and disconnected at once; calls show as they are made', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world, { endUserId: 'customer-1' })
  await connect(world, { endUserId: 'customer-2' })
  await page.keyboard.down('Control')
  await page.keyboard.press('k')
  await page.keyboard.up('Control')
  await fill(page, 'dialog [role=combobox]', 'Ada')
  await shown(page, '[role=option]')
  await page.keyboard.press('Enter')
  await heading(page, 'Ada’s Bakery')

  await page.goto(`${world.server.url}/calls`)
  await seen(page, 'No calls yet')
  const headers = { authorization: `Bearer ${world.secretKey}` }
  await fetch(`${world.server.url}/v1/proxy/${id}/3.0/ping`, { headers })
  await shown(page, '[data-testid=call]')

  await page.goto(`${world.server.url}/connections`)
  await seen(page, '2 connections')
  await find(page, 'thead input').click()
  await find(page, '[role=toolbar] button::-p-text(Disconnect)').click()
  await find(page, 'dialog[open] button::-p-text(Disconnect 2 accounts)').click()
  await seen(page, '2 accounts disconnected')
  assert.equal((await world.client.connections.count({ status: 'connected' })).total, 0)
})

test('Firefox: a webhook endpoint is added and tested, and the settings are saved', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await using receiver = await startWebhookReceiver()
  await link(page, 'Webhooks').click()
  await button(page, 'Add endpoint').click()
  await fill(page, 'dialog[open] input[name=url]', receiver.url)
  await find(page, 'dialog[open] button::-p-text(Add endpoint)').click()
  await seen(page, 'Copy the signing secret now')
  await find(page, `a::-p-text(${new URL(receiver.url).host})`).click()
  await button(page, 'Send test event').click()
  await seen(page, 'Accepted')
  await link(page, 'Settings').click()
  await fill(page, '#branding input[name=name]', 'Firefox & Co')
  await button(page, 'Save').click()
  await seen(page, 'Settings saved')
  assert.equal((await world.client.workspace.get()).name, 'Firefox & Co')
})
