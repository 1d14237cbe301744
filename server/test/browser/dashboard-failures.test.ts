import type { Me } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connect } from '@letterlock/testing/connect.ts'
import { OWNER, join, signIn } from '@letterlock/testing/dashboard-session.ts'
import { ada, ben } from '@letterlock/sandbox/sandbox-user.ts'
import {
  connectIn,
  decideAtProvider,
  newPage,
  signInAt,
  useBrowser,
} from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()
const DAY_SECONDS = 86_400

test('dashboard: a token that cannot be refreshed expires soon, expires, and is reconnected', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Constant Contact (v2)', 'ada@bakery.example')
  await page.waitForURL(/\/connections\/conn_/)
  const [connection] = (await world.client.connections.list()).items
  const lifeSeconds = (Date.parse(connection?.accessTokenExpiresAt ?? '') - Date.now()) / 1000
  world.advance(lifeSeconds - 6 * DAY_SECONDS)
  await signInAt(page, world)
  await page.getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('link', { name: 'Ada’s Bakery' }).click()
  await page.getByText('Expiring soon', { exact: true }).first().waitFor()
  world.advance(7 * DAY_SECONDS)
  await signInAt(page, world)
  await page.getByRole('link', { name: 'Connections' }).click()
  await page.getByRole('link', { name: 'Ada’s Bakery' }).click()
  await page.getByText('Disconnected', { exact: true }).first().waitFor()
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await decideAtProvider(page, 'ada@bakery.example')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByText('Connected', { exact: true }).first().waitFor()
  assert.equal((await world.client.connections.list()).items.length, 1, 'the same connection')
})

test('dashboard: another account than before is asked about, and swapped only when told to', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await decideAtProvider(page, 'ben')
  await page.getByRole('heading', { name: 'Switch to Ben’s Bicycles?' }).waitFor()
  const [before] = (await world.client.connections.list()).items
  assert.equal(before?.account.name, 'Ada’s Bakery')
  await page.getByRole('button', { name: 'Switch to Ben’s Bicycles' }).click()
  await page.getByRole('heading', { name: 'Ben’s Bicycles' }).waitFor()
})

test('dashboard: a connect link that another user finishes connects nothing for either', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { browser, page, world } = visited
  const olga = await signIn(world)
  const { id: endUserId } = await olga.json<Me>('/v1/me')
  const returnUrl = `${world.server.url}/connections/complete`
  const wanted = { endUserId, returnUrl, providers: ['mailchimp'], skipConnectPage: true }
  const { url = '' } = (await (await olga.ask('POST', '/v1/connect-sessions', wanted)).json()) as {
    url?: string
  }
  await page.goto(url)
  await page.waitForURL(/login\.mailchimp\.com/)
  await join(world, olga, 'member')
  const other = await browser.newContext()
  const his = await newPage(other)
  await signInAt(his, world, {
    name: 'Max',
    email: 'max@letters.example',
    password: 'the passphrase of Max Member',
  })
  await his.getByText('No connections yet').waitFor()
  await his.goto(url)
  await his.getByText('was already opened in another browser').waitFor()
  // Past that, straight to the provider, with the address from Olga's window.
  await his.goto(page.url())
  await decideAtProvider(his, 'ben')
  await his.getByText('started in another browser', { exact: false }).first().waitFor()
  assert.equal((await world.client.connections.list()).items.length, 0)
  await other.close()
})

test('dashboard: back from the provider’s page, and on again', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await page.goto(`${world.server.url}/connections/new`)
  await page.getByRole('button', { name: 'Connect Mailchimp' }).click()
  await page.getByLabel(/user ?name/i).waitFor()
  await page.goBack()
  await page.locator('button:enabled:has-text("Connect Mailchimp")').click()
  await decideAtProvider(page, 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  // Back to where the confirmation token was brought: it is not used twice, and nothing breaks.
  await page.goBack()
  await page.goto(`${world.server.url}/connections`)
  await page.getByRole('link', { name: 'Ada’s Bakery' }).waitFor()
  assert.equal((await world.client.connections.list()).items.length, 1)
})

test('E11: what is typed fast into the search stands under its own words, never under older ones', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  for (const number of Array.from({ length: 8 }, (_, index) => index + 1))
    await connect(world, { endUserId: `owner-${number}`, user: number % 2 === 0 ? ada() : ben() })
  // A change that the server reports is a reason to ask again; here nothing changes any more, but the report may come late.
  await page.route('**/v1/events/stream', () => undefined)
  await page.goto(`${world.server.url}/connections`)
  const search = page.getByRole('searchbox')
  // What is hidden later has to be shown first.
  await page.getByRole('link', { name: 'Ada’s Bakery' }).first().waitFor()
  let asked: string[] = []
  page.on('request', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    const words = searchParams.get('search')
    if (pathname === '/v1/connections' && words !== null) asked.push(words)
  })
  const assertEachAskedOnce = (): void => {
    assert.ok(asked.length > 0, 'nothing was searched for')
    assert.equal(new Set(asked).size, asked.length, `the same words twice: ${asked.join(', ')}`)
  }
  // Slow enough a machine that what is shown lags behind what is typed.
  const session = await visited.context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: 20 })
  await search.pressSequentially('owner-3')
  await page.getByRole('link', { name: 'Ada’s Bakery' }).first().waitFor({ state: 'hidden' })
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 })
  assertEachAskedOnce()
  asked = []
  for (const length of [6, 5, 4, 3, 2, 1]) {
    await search.fill('owner-3'.slice(0, length))
    await page.getByRole('link', { name: 'Ada’s Bakery' }).first().waitFor()
  }
  assertEachAskedOnce()
})

test('dashboard: a second tab sees what the first one does, and both keep being told when the first is closed', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { context, page, world } = visited
  const second = await newPage(context)
  await second.goto(`${world.server.url}/connections`)
  await second.getByText('No connections yet').waitFor()
  await connectIn(page, 'Mailchimp', 'ada')
  await second.getByRole('link', { name: 'Ada’s Bakery' }).waitFor()
  await page.close()
  const [connection] = (await world.client.connections.list()).items
  await world.client.connections.disconnect(connection?.id ?? '')
  await second.getByTestId('status').filter({ hasText: 'Disconnected' }).waitFor()
})

test('dashboard: two tabs connect the same account at once, and a button is pressed twice: one connection', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { context, page, world } = visited
  const second = await newPage(context)
  for (const tab of [page, second]) {
    await tab.goto(`${world.server.url}/connections/new`)
    await tab.getByRole('button', { name: 'Connect Mailchimp' }).dblclick()
    await tab.getByLabel(/user ?name/i).waitFor()
  }
  await Promise.all([page, second].map((tab) => decideAtProvider(tab, 'ada')))
  for (const tab of [page, second]) await tab.waitForURL(/\/connections\/conn_/)
  const { items } = await world.client.connections.list()
  assert.equal(items.length, 1)
  await page.getByRole('button', { name: 'Check now' }).dblclick()
  await page
    .getByText(/^Checked at \w+: OAuth working/)
    .first()
    .waitFor()
})

test('dashboard: offline in the middle is said, loses nothing, and recovers by itself', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { context, page } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('heading', { name: 'Ada’s Bakery' }).waitFor()
  await context.setOffline(true)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('Letterlock did not respond.').first().waitFor()
  await page.getByRole('heading', { name: 'Ada’s Bakery' }).waitFor()
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page
    .getByText(/^Checked at \w+: OAuth working/)
    .first()
    .waitFor()
  await page.getByText('Letterlock did not respond.').first().waitFor({ state: 'detached' })
})

test('dashboard: signed out in the middle, the user signs in again and goes on where they were', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { context, page, world } = visited
  await page.getByRole('link', { name: 'Secret keys' }).click()
  await page.getByRole('heading', { name: 'Secret keys' }).waitFor()
  await context.clearCookies()
  await page.reload()
  await page.waitForURL(/sign-in\?next=%2Fsecret-keys/)
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Secret keys' }).waitFor()
  // A link to the sign-in page must not choose where it leads.
  for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example']) {
    await page.goto(`${world.server.url}/sign-in?next=${encodeURIComponent(next)}`)
    await page.getByLabel('Email').fill(OWNER.email)
    await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
    assert.equal(new URL(page.url()).origin, world.server.url)
  }
})
