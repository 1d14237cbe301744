import { test } from 'node:test'
import type { Locator, Page, Route } from 'playwright-core'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { useBrowser, type Visit } from '@letterlock/testing/dashboard-page.ts'
import { callProxy } from '@letterlock/testing/call-proxy.ts'

/* What a page opens, and what it says afterwards. The pages themselves are in accessibility.test.ts. */

const visit = useBrowser()
const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** What is opened, on which page, and how. */
type Opened = readonly [what: string, path: string, open: (page: Page) => Promise<unknown>]

const click = (page: Page, role: 'button' | 'link' | 'checkbox', name: string | RegExp): Promise<void> =>
  page.getByRole(role, { name }).first().click()

/** The buttons of the page are called as those of its dialogs. */
const [DELETE, DISCONNECT] = [/^Delete$/, /^Disconnect$/]

const OPENED: readonly Opened[] = [
  ['the search over everything', '/', openPalette],
  ['the user’s menu', '/', (page) => openMenu(page, page.getByTestId('user-menu'))],
  ['the workspaces', '/', (page) => openMenu(page, page.getByRole('button', { name: /^Workspace: / }))],
  ['charts as tables', '/', openTables],
  [
    'the menu of a row',
    '/connections',
    (page) => openMenu(page, page.getByRole('button', { name: /^Actions for / })),
  ],
  [
    'the formats of an export',
    '/connections',
    (page) => openMenu(page, page.getByRole('button', { name: 'Export' })),
  ],
  ['a selection', '/connections', (page) => click(page, 'checkbox', 'Select all')],
  ['no match', '/connections?search=nothing-is-called-so', () => Promise.resolve()],
  [
    'steps of another OAuth app',
    '/oauth-apps',
    (page) => page.getByText('Add another OAuth app').first().click(),
  ],
  [
    'a new client secret',
    '/oauth-apps',
    (page) => page.getByText('Rotate the client secret').first().click(),
  ],
  ['each scope', '/secret-keys', (page) => page.getByText('Custom', { exact: true }).click()],
  ['a new secret key', '/secret-keys', createSecretKey],
  ['two-factor authentication', '/profile', (page) => click(page, 'button', 'Set up')],
  ['an invitation', '/members', invite],
  ['a filtered activity', '/activity?type=member', () => Promise.resolve()],
  ['a call', '/calls', (page) => page.getByTestId('call').first().getByRole('link').click()],
]

/** Of one connection; the last ones change it. */
const OF_CONNECTION: readonly Opened[] = [
  ['the question before deleting', '', (page) => click(page, 'button', DELETE)],
  ['a check', '', (page) => click(page, 'button', 'Check now')],
  ['a label', '', (page) => page.getByText('Add label').first().click()],
  ['the question before disconnecting', '', (page) => click(page, 'button', DISCONNECT)],
  ['the report of a disconnect', '', disconnect],
  ['the report of a deletion', '', remove],
]

/** Its code is loaded when it is opened. */
async function openMenu(page: Page, button: Locator): Promise<void> {
  await button.first().click()
  await page.getByRole('menu').waitFor()
}

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor()
}

async function openTables(page: Page): Promise<void> {
  const tables = page.getByText('Show as table')
  await tables.first().waitFor()
  for (const one of await tables.all()) await one.click()
}

async function createSecretKey(page: Page): Promise<void> {
  await page.getByLabel('Name').fill('The newsletter robot')
  await click(page, 'button', 'Create secret key')
  await page.getByText('Copy this key now').waitFor()
}

async function invite(page: Page): Promise<void> {
  await page.getByLabel('Email').fill('nina@letters.example')
  await click(page, 'button', 'Invite')
  await page.getByText(/^Invited as/).waitFor()
}

async function disconnect(page: Page): Promise<void> {
  await click(page, 'button', DISCONNECT)
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByText('The token was deleted here.', { exact: false }).first().waitFor()
}

async function remove(page: Page): Promise<void> {
  await click(page, 'button', DELETE)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { level: 1, name: 'Deleted' }).waitFor()
}

async function assertOpened({ page, world }: Visit, opened: readonly Opened[], path = ''): Promise<void> {
  for (const [what, under, open] of opened) {
    await page.setViewportSize(WIDE)
    await page.goto(world.server.url + path + under)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await open(page)
    await assertAccessible(page, what)
  }
}

/** So few that a busy machine is done with them in time. */
const PER_TEST = 4

for (let from = 0; from < OPENED.length; from += PER_TEST) {
  const opened = OPENED.slice(from, from + PER_TEST)
  test(`axe finds nothing in what pages open: ${opened.map(([what]) => what).join(', ')}`, async (t) => {
    await using visited = await visit(t, { path: null })
    if (!visited) return
    const { world } = visited
    const { id } = await connectWithAllPermissions(world)
    await connect(world, { endUserId: 'customer-2', provider: 'mailup' })
    await callProxy(world.client, id, 'GET', '3.0/ping')
    await assertOpened(visited, opened)
  })
}

test('axe finds nothing in what one connection opens, up to its deletion', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { world } = visited
  const { id } = await connect(world)
  await assertOpened(visited, OF_CONNECTION, `/connections/${id}`)
})

test('axe finds nothing on a connection that is not there, nor in the menu on a phone', async (t) => {
  await using visited = await visit(t, { path: '/connections/conn_unknown' })
  if (!visited) return
  const { page, world } = visited
  await page.getByText('Back to connections').waitFor()
  await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
  await assertAccessible(page, 'a connection that is not there')
  const asked = Promise.withResolvers<Route>()
  await page.route('**/v1/connections/conn_unknown', asked.resolve)
  await page.reload()
  const route = await asked.promise
  await assertAccessible(page, 'a connection that is being read')
  await route.continue()
  await page.setViewportSize(PHONE)
  // The side bar as a sheet.
  await page.goto(world.server.url)
  await click(page, 'button', 'Open the menu')
  await assertAccessible(page, 'the menu on a phone')
})
