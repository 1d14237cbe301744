import { connectControl } from '@letterlock/sandbox/control'
import { startSandbox, type Sandbox, type SandboxOptions } from '@letterlock/sandbox/sandbox.ts'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { newPage } from '@letterlock/testing/dashboard-page.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { before, test, type TestContext } from 'node:test'
import { promisify } from 'node:util'
import { keepBrowser } from '@letterlock/testing/kept-browser.ts'
import type { Browser, Page } from 'playwright-core'

const open = keepBrowser()
let browser: Browser | undefined
before(async () => void (browser = (await open())?.browser), { timeout: 300_000 })

interface Visit extends AsyncDisposable {
  readonly sandbox: Sandbox
  readonly page: Page
}

async function visit(t: TestContext, width = 1280, options: SandboxOptions = {}): Promise<Visit | undefined> {
  if (!browser) {
    t.skip('NO BROWSER WAS TESTED: there is no Chromium')
    return undefined
  }
  const sandbox = await startSandbox(options)
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  })
  const page = await newPage(context)
  await page.goto(`${sandbox.url}/_sandbox/`)
  const close = async (): Promise<void> => {
    await context.close()
    await sandbox.close()
  }
  return { sandbox, page, [Symbol.asyncDispose]: close }
}

const TOKEN_PATH = '/login.mailchimp.com/oauth2/token'
const ask = ({ url }: Sandbox): Promise<Response> =>
  fetch(`${url}${TOKEN_PATH}`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: "it's", code: '1' }),
  })

test('sandbox: requests appear by themselves, are searched, and are copied as curl', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, sandbox } = visited
  const rows = page.locator('#requests button')
  await page
    .getByText('No requests yet. Requests to the simulated providers appear here automatically.')
    .waitFor()
  await ask(sandbox)
  await page.getByText('Choose a request to see all of it.').waitFor()
  await fetch(`${sandbox.url}/services.mailup.com/Authorization/OAuth/Token?grant_type=x`)
  await rows.nth(1).waitFor()
  await page.getByLabel('Search requests').fill('mailchimp 400')
  await rows.nth(1).waitFor({ state: 'detached' })
  await rows.first().click()
  const detail = page.getByRole('region', { name: 'Request', exact: true })
  await detail.getByText("it's").waitFor()
  await detail.getByRole('button', { name: 'Raw' }).click()
  await detail.getByText(/^POST \/oauth2\/token HTTP\/1\.1/).waitFor()
  await detail.getByRole('button', { name: 'Headers' }).last().click()
  await detail.getByText('content-length: ').last().waitFor()
  await detail.getByRole('button', { name: 'Body' }).last().click()
  await detail.getByText('"unsupported_grant_type"').waitFor()
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  await page.getByRole('button', { name: 'Copied' }).waitFor()
  const curl = await page.evaluate<string>('navigator.clipboard.readText()')
  assert.ok(curl.startsWith(`curl -X POST '${sandbox.url}${TOKEN_PATH}'`), curl)
  assert.match(curl, /--data-raw 'grant_type=it/)
  await assertAccessible(page, 'sandbox')
  await page.getByRole('button', { name: 'Send again' }).click()
  await rows.nth(1).waitFor()
  const [sent, again] = await connectControl(sandbox.url).requests.list({ path: '/oauth2/token' })
  assert.deepEqual([again?.method, again?.status], [sent?.method, sent?.status])
  await page.getByRole('button', { name: 'Add a fault' }).click()
  assert.equal(await page.getByLabel('Path begins with').inputValue(), '/oauth2/token')
  await page.getByLabel('Search requests').fill('unsupported_grant_type')
  await rows.nth(2).waitFor()
  await page.getByRole('button', { name: 'Clear' }).click()
  await rows.first().waitFor({ state: 'detached' })
})

test('sandbox: a fault by rule, with every part of it, and its removal', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, sandbox } = visited
  await page.getByText('Add a fault').click()
  await page.getByLabel('Fault', { exact: true }).selectOption('status')
  for (const [label, value] of [
    ['Method', 'post'],
    ['Host', 'login.mailchimp.com'],
    ['Path begins with', '/oauth2'],
    ['Number of requests', '2'],
    ['Status', '429'],
    ['Retry-After', '7'],
  ] as const)
    await page.getByLabel(label, { exact: true }).fill(value)
  await page.getByRole('button', { name: 'Add fault' }).click()
  await page.getByText('Retry-After 7 · 2 more requests').waitFor()
  const refused = await ask(sandbox)
  assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, '7'])
  const row = page.locator('#requests button').first()
  await row.click()
  await page.getByText('A fault answered, not the provider.').waitFor()
  const faultSwitch = page.getByRole('switch', { name: 'The fault 429 applies' })
  assert.equal(await faultSwitch.getAttribute('aria-checked'), 'true')
  await faultSwitch.click()
  await page.getByText('off · Retry-After 7 · 1 more request').waitFor()
  assert.equal((await ask(sandbox)).status, 400)
  await page.getByRole('button', { name: 'Remove the fault 429' }).click()
  await page.getByText('None.', { exact: true }).waitFor()
})

test('sandbox: what a fault changed is shown beside what the provider has answered; arrows go through the requests', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, sandbox } = visited
  await ask(sandbox)
  await connectControl(sandbox.url).faults.add({ kind: 'html_body', remaining: 1 })
  await ask(sandbox)
  const rows = page.locator('#requests button')
  await rows.nth(1).waitFor()
  await rows.first().click()
  await page.getByText('A fault changed the response.').waitFor()
  const detail = page.getByRole('region', { name: 'Request', exact: true })
  await detail.getByText('Be right back').waitFor()
  await detail.getByRole('heading', { name: 'The provider’s own response' }).waitFor()
  await detail.getByText('"unsupported_grant_type"').waitFor()
  await assertAccessible(page, 'sandbox, a fault')
  await page.keyboard.press('ArrowDown')
  await page.getByText('A fault changed the response.').waitFor({ state: 'detached' })
  assert.equal(await rows.nth(1).getAttribute('aria-current'), 'true')
})

test('sandbox: the whole state is exported, and imported from a file', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, sandbox } = visited
  const mailup = connectControl(sandbox.url).provider('mailup')
  await mailup.registerApp({ name: 'Bakery reports' })
  const downloading = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Export state' }).click()
  const file = await (await downloading).path()
  await page.getByRole('button', { name: 'Reset sandbox' }).click()
  await page.getByRole('status').getByText('The sandbox was reset.').waitFor()
  assert.deepEqual(await mailup.apps(), [])
  const choose = async (
    chosen: string | { name: string; mimeType: string; buffer: Buffer },
  ): Promise<void> => {
    // What was done before has loaded the page again, and the button works once its script has run.
    await page.waitForLoadState()
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name: 'Import state' }).click()
    await (await choosing).setFiles(chosen)
  }
  await choose({ name: 'state.json', mimeType: 'application/json', buffer: Buffer.from('[]') })
  await page.getByRole('status').getByText('The file is not a state').waitFor()
  await choose(file)
  await page.getByRole('status').getByText('The state was imported.').waitFor()
  assert.equal((await mailup.apps()).length, 1)
})

test('sandbox: the first call that an empty page shows works when it is pasted', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page } = visited
  const command = (await page.locator('#first pre').textContent()) ?? assert.fail()
  const { stdout } = await promisify(execFile)('sh', ['-c', command.trim()])
  assert.match(stdout, /"lists":\[\{"id"/)
  await page.locator('#requests button').filter({ hasText: '/3.0/lists' }).click()
  await page.getByRole('definition').filter({ hasText: 'ada, Ada’s Bakery' }).waitFor()
})

test('sandbox: a request tells who it acts as, by name, or that the provider does not know what it carries', async (t) => {
  await using visited = await visit(t, 390)
  if (!visited) return
  const { page, sandbox } = visited
  const [key = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  const detail = page.getByRole('region', { name: 'Request', exact: true })
  for (const [given, status, text] of [
    [key, '200', `ada, Ada’s Bakery · API key ${key.slice(0, 4)}…us21 in Authorization`],
    [
      'no-such-key',
      '401',
      'unknown to the provider: never issued, used up or revoked · …-key in Authorization',
    ],
  ] as const) {
    await fetch(`${sandbox.url}/us21.api.mailchimp.com/3.0/ping`, {
      headers: { authorization: `Bearer ${given}` },
    })
    await page.getByLabel('Search requests').fill(given === key ? 'ping ada' : 'ping 401')
    // What was found before stays until the search is answered.
    const rows = page.locator('#requests button')
    await rows.filter({ has: page.getByText(status, { exact: true }) }).click()
    await detail.getByRole('definition').filter({ hasText: text }).waitFor()
  }
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
  await assertAccessible(page, 'sandbox, who a request acts as')
})

test('sandbox: the clock, an answer for what is not simulated, and a reset; also on a phone', async (t) => {
  await using visited = await visit(t, 390)
  if (!visited) return
  const { page, sandbox } = visited
  const control = connectControl(sandbox.url)
  const offset = async (): Promise<number> => (await control.clock.read()).offsetSeconds
  await page.getByRole('button', { name: '+1 h' }).click()
  await page.getByRole('status').getByText('The clock has moved.').waitFor()
  await page.getByRole('button', { name: 'Revoke all apps' }).first().click()
  await page
    .getByRole('status')
    .getByText(/^ada has revoked all apps\./)
    .waitFor()
  await waitFor(offset, (seconds) => seconds === 3600)

  const [ada] = await control.provider('mailchimp').users()
  const keys = ada?.['apiKeys']
  const key = Array.isArray(keys) ? String(keys[0]) : assert.fail()
  const call = (): Promise<Response> =>
    fetch(`${sandbox.url}/us21.api.mailchimp.com/3.0/facebook-ads`, {
      headers: { authorization: `Bearer ${key}` },
    })
  assert.equal((await call()).status, 501)
  await page.reload()
  await page.locator('aside').getByText('/3.0/facebook-ads').click()
  await page.getByRole('textbox', { name: 'JSON' }).fill('{"facebook_ads": []}')
  await page.getByRole('button', { name: 'Answer', exact: true }).click()
  await waitFor(control.faults.list, (rules) => rules.length === 1)
  assert.deepEqual(await (await call()).json(), { facebook_ads: [] })
  assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
  await page.getByRole('button', { name: 'Reset sandbox' }).click()
  await waitFor(offset, (seconds) => seconds === 0)
  assert.equal((await call()).status, 401)
})

test('sandbox: its tabs show users, apps, faults and what is not simulated, also on a phone', async (t) => {
  for (const width of [1280, 390]) {
    await using visited = await visit(t, width)
    if (!visited) return
    const { page, sandbox } = visited
    await connectControl(sandbox.url).provider('mailup').registerApp({ name: 'Bakery reports' })
    const tabs = page.getByRole('navigation', { name: 'Parts of the sandbox' })
    const open = async (name: string): Promise<void> => {
      await tabs.getByRole('link', { name }).click()
      await page.getByRole('heading', { name, exact: true }).waitFor()
      await assertAccessible(page, `sandbox, ${name}`)
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true)
    }
    await open('Users')
    await page.getByRole('cell', { name: 'bread-and-butter' }).first().waitFor()
    await open('Apps')
    await page.getByRole('cell', { name: 'Bakery reports' }).waitFor()
    await open('Faults')
    await page.getByRole('button', { name: 'Add fault' }).click()
    await page.getByRole('status').getByText('The fault applies from now on.').waitFor()
    await page.getByRole('heading', { name: 'Faults', exact: true }).waitFor()
    await tabs.getByRole('link', { name: 'Not simulated' }).click()
    await page.getByRole('heading', { name: 'Requested, not simulated' }).waitFor()
  }
})

test('sandbox: the page leads from one world to another', async (t) => {
  await using visited = await visit(t, 1280, { worlds: true })
  if (!visited) return
  const { page, sandbox } = visited
  assert.equal(await page.getByLabel('World', { exact: true }).getByRole('combobox').count(), 0)
  const metadata = `${sandbox.url}/login.mailchimp.com/oauth2/metadata`
  await (await fetch(metadata, { headers: { 'sandbox-world': 'checkout' } })).text()
  await page.reload()
  const world = page.getByRole('combobox', { name: 'World' })
  await world.selectOption('checkout')
  await page.waitForURL(/^http:\/\/checkout\.localhost:/)
  await page.locator('#requests button', { hasText: '/oauth2/metadata' }).waitFor()
  assert.equal(await world.inputValue(), 'checkout')
  await assertAccessible(page, 'sandbox, a world')
  await world.selectOption('Default world')
  await page.waitForURL(/^http:\/\/localhost:/)
  await page.getByText('No requests yet.').waitFor()
})
