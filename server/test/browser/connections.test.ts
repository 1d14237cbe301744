import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { decideAtProvider, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { seededId, seedRows } from '@letterlock/testing/seed-rows.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'
import { openSqlite } from '../../src/store/sqlite/sqlite.ts'

const visit = useBrowser()

/** Connections of these end users, by API key, which needs no browser. */
async function connectByKey({ client, sandbox }: TestWorld, endUserIds: readonly string[]): Promise<void> {
  const [apiKey = ''] = Object.keys(sandbox.world.mailchimp.apiKeys)
  for (const endUserId of endUserIds)
    await client.connections.create({
      provider: 'mailchimp',
      endUserId,
      credentials: { type: 'api_key', apiKey },
    })
}

const rows = (page: Page) => page.getByRole('row').filter({ has: page.getByTestId('status') })

test('labels: several connections are labeled at once, listed by a label that is in the address, and one loses it', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['one', 'two', 'three'])
  await page.goto(`${world.server.url}/connections`)
  await page.getByText('3 connections').waitFor()
  const filter = page.getByTestId('label-filter')
  assert.equal(await filter.count(), 0, 'nothing to choose from')
  await page.setViewportSize({ width: 1600, height: 900 })
  const column = page.getByRole('columnheader', { name: 'Labels' })
  assert.equal(await column.count(), 0, 'nothing to show')
  await rows(page).nth(0).getByRole('checkbox').check()
  await rows(page).nth(1).getByRole('checkbox').check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Label', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await assertAccessible(page, 'labels of several connections')
  await dialog.getByLabel('Name').fill('plan')
  await dialog.getByLabel('Value').fill('pro')
  await dialog.getByRole('button', { name: 'Label 2 connections' }).click()
  await page.getByText('2 connections changed').waitFor()
  await column.waitFor()
  await filter.selectOption('plan:pro')
  await page.getByText('2 of 3 connections').waitFor()
  assert.equal(new URL(page.url()).searchParams.get('label'), 'plan:pro')
  await page.reload()
  await page.getByText('2 of 3 connections').waitFor()
  await assertAccessible(page, 'connections with a label')

  await rows(page).first().getByRole('link').first().click()
  const labels = page.getByTestId('labels')
  await labels.getByText('plan:').waitFor()
  await page.getByText('Add label').first().click()
  await page.getByLabel('Name').fill('team')
  await page.getByLabel('Value').fill('north')
  await page.getByRole('button', { name: 'Add label' }).click()
  await labels.getByText('north').waitFor()
  await assertAccessible(page, 'labels of a connection')
  await labels.getByRole('button', { name: 'Remove plan' }).click()
  await labels.getByText('plan:').waitFor({ state: 'detached' })
  assert.equal((await world.client.connections.count({ label: 'plan:pro' })).total, 1)
  assert.equal((await world.client.connections.count({ label: 'team:north' })).total, 1)
})

test('connections: those of an end user are listed by its ID in the address, exported, and lose a label together', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['one', 'two', 'three'])
  for (const { id } of (await world.client.connections.list()).items)
    await world.client.connections.update(id, { labels: { plan: 'pro' } })
  await page.setViewportSize({ width: 1600, height: 900 })
  await page.goto(`${world.server.url}/connections?provider=mailchimp`)
  await rows(page).getByRole('link', { name: 'two' }).click()
  await page.getByText('1 of 3 connections').waitFor()
  const { searchParams } = new URL(page.url())
  assert.deepEqual([searchParams.get('endUserId'), searchParams.get('provider')], ['two', 'mailchimp'])
  await assertAccessible(page, 'connections of an end user')

  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: 'Export as CSV' }).click()
  const file = await (await download).path()
  assert.equal((await download).suggestedFilename(), 'letterlock-connections.csv')
  const lines = readFileSync(file, 'utf8').trim().split('\r\n')
  assert.deepEqual([lines.length, lines[1]?.split(',')[2]], [2, 'two'])

  await page.getByRole('button', { name: 'Remove the filter End user: two' }).click()
  await page.getByText('3 connections').waitFor()
  for (const row of [0, 1]) await rows(page).nth(row).getByRole('checkbox').check()
  await page.getByRole('toolbar').getByRole('button', { name: 'Label', exact: true }).click()
  const dialog = page.getByRole('dialog')
  // A value of blanks would remove the label that is to be added.
  await dialog.getByLabel('Value').fill(' ')
  assert.equal(await dialog.getByLabel('Value').evaluate((field) => field.matches(':invalid')), true)
  await dialog.getByText('Remove label', { exact: true }).click()
  assert.equal(await dialog.getByLabel('Value').count(), 0)
  await dialog.getByRole('heading', { name: 'Remove the label from 2 connections' }).waitFor()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await page.getByRole('toolbar').getByRole('button', { name: 'Label', exact: true }).click()
  // What removes is chosen anew.
  await dialog.getByRole('heading', { name: 'Label 2 connections' }).waitFor()
  await dialog.getByText('Remove label', { exact: true }).click()
  await dialog.getByLabel('Name').fill('plan')
  await assertAccessible(page, 'removing a label of several connections')
  await dialog.getByRole('button', { name: 'Remove the label from 2 connections' }).click()
  await page.getByText('2 connections changed').waitFor()
  assert.equal((await world.client.connections.count({ label: 'plan:pro' })).total, 1)

  // The connection itself leads there, too.
  await rows(page).first().getByRole('link').first().click()
  await page.getByRole('link', { name: 'one' }).click()
  await page.waitForURL(/connections\?endUserId=one$/)
  await page.setViewportSize({ width: 1024, height: 800 })
})

test('labels: the filter says that there are more than it lists; a connection leads to those with the same rare label', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id: workspaceId } = await world.client.workspace.get()
  const sql = openSqlite(world.config.databaseFile)
  await seedRows(sql, { workspaceId, provider: 'mailchimp', connections: 30, events: 0 })
  await sql.close()
  const label = async (number: number): Promise<unknown> =>
    world.client.connections.update(seededId('conn', number), {
      labels: { customer: String(number).padStart(2, '0') },
    })
  await label(1)
  await page.goto(`${world.server.url}/connections`)
  const filter = page.getByTestId('label-filter')
  const note = filter.getByRole('option', { name: 'Only the most used are listed' })
  await filter.waitFor()
  assert.equal(await note.count(), 0)
  for (let number = 2; number <= 30; number += 1) await label(number)
  await page.goto(`${world.server.url}/connections/${seededId('conn', 30)}`)
  await page.getByTestId('labels').getByRole('link', { name: '30' }).click()
  await page.getByText('1 of 30 connections').waitFor()
  assert.equal(await filter.inputValue(), 'customer:30')
  await note.waitFor({ state: 'attached' })
  assert.equal(await note.isDisabled(), true)
})

test('connections: several are checked, disconnected and deleted at once', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['one', 'two', 'three'])
  await page.getByRole('link', { name: 'Connections', exact: true }).first().click()
  await page.getByText('3 connections').waitFor()
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  const bar = page.getByRole('toolbar')
  await bar.getByText('3 selected').waitFor()
  await assertAccessible(page, 'selected connections')
  await bar.getByRole('button', { name: 'Check' }).click()
  await page.getByText('3 connections checked').waitFor()
  await rows(page).nth(2).getByRole('checkbox').uncheck()
  await bar.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  assert.equal((await world.client.connections.count({ status: 'connected' })).total, 3)
  await bar.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect 2 accounts' }).click()
  await page.getByText('2 accounts disconnected').waitFor()
  assert.equal((await world.client.connections.count({ status: 'connected' })).total, 1)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('disconnected')
  await page.getByText('2 of 3 connections').waitFor()
  assert.match(page.url(), /status=disconnected/, 'filters are in the address')
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  await bar.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByText('Their credentials and permissions are deleted too.').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete 2 connections' }).click()
  await page.getByText('2 connections deleted').waitFor()
  await page.getByText('No matching connections').waitFor()
  assert.equal((await world.client.connections.count()).total, 1)
})

test('connections: disconnecting several says how far it is, and stops when its dialog is closed', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['1', '2', '3', '4', '5', '6'])
  await page.goto(`${world.server.url}/connections`)
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/disconnect', async (route) => {
    await released
    await route.continue()
  })
  await page.getByRole('toolbar').getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect 6 accounts' }).click()
  await page.getByRole('dialog').getByText('0 of 6').waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
  release()
  // Those that were under way are not taken back.
  await page.getByText('4 accounts disconnected').waitFor()
  assert.equal((await world.client.connections.count({ status: 'connected' })).total, 2)
})

test('connections: sorted and counted, also with filters, and the address keeps both', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await page.setViewportSize({ width: 1400, height: 800 })
  await connectByKey(world, ['oldest', 'middle', 'newest'])
  await page.goto(`${world.server.url}/connections`)
  await rows(page).first().getByRole('cell', { name: 'oldest', exact: true }).waitFor()
  const cells = await rows(page).first().getByRole('cell').allInnerTexts()
  assert.deepEqual(
    [cells[0], cells[3], cells[6]],
    ['', 'oldest', 'just now'],
    'each cell is under its own head',
  )
  await page.getByRole('columnheader', { name: 'Connected' }).getByRole('button').click()
  await rows(page).first().getByRole('cell', { name: 'newest', exact: true }).waitFor()
  assert.equal(
    await page.getByRole('columnheader', { name: 'Connected' }).getAttribute('aria-sort'),
    'descending',
  )
  const accounts = page.getByRole('columnheader', { name: 'Account' })
  assert.equal(await accounts.getAttribute('aria-sort'), null)
  await accounts.getByRole('button').click()
  await page.waitForURL(/sort=name/)
  await page.getByRole('row').first().waitFor()
  await page.locator('[aria-sort=ascending]').filter({ hasText: 'Account' }).waitFor()
  await page.getByRole('columnheader', { name: 'Connected' }).getByRole('button').click()
  await page.waitForURL((url) => !url.search.includes('sort'))
  await page.getByRole('columnheader', { name: 'Connected' }).getByRole('button').click()
  await page.waitForURL(/sort=newest/)
  await page.getByRole('searchbox').fill('middle')
  await page.getByText('1 of 3 connections').waitFor()
  assert.match(page.url(), /search=middle/)
  assert.match(page.url(), /sort=newest/)
  await page.reload()
  await page.getByText('1 of 3 connections').waitFor()
})

test('connections: at every width each row ends inside the table, with its menu', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['customer-with-a-rather-long-id-1042'])
  await page.goto(`${world.server.url}/connections`)
  await rows(page).first().waitFor()
  for (const width of [320, 390, 800, 1100, 1280, 1600]) {
    await page.setViewportSize({ width, height: 800 })
    const edges = await page.evaluate<[menu: number, table: number]>(
      `['[data-testid=connection] button', 'table'].map((one) => document.querySelector(one).getBoundingClientRect().right)`,
    )
    const container = await page.evaluate<number>(
      "document.querySelector('table').parentElement.getBoundingClientRect().right",
    )
    for (const edge of edges) assert.ok(edge <= container + 0.5, `${width}: ${edge} of ${container}`)
  }
})

test('connections: on a phone, what does not fit beside the status begins below it', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  await world.client.connections.disconnect(id)
  await page.setViewportSize({ width: 320, height: 800 })
  await page.goto(`${world.server.url}/connections`)
  const reason = await rows(page).getByText('Disconnected on request.').boundingBox()
  const status = await rows(page).locator('[data-tone]').boundingBox()
  assert.ok(reason && status && reason.y >= status.y + status.height, 'below')
  assert.equal(reason.x, status.x)
})

test('connections: all that fit are selected, also those that are not shown, and the filter says which', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const names = Array.from({ length: 104 }, (_, index) => `customer-${index}`)
  await connectByKey(world, names)
  await page.goto(`${world.server.url}/connections`)
  await page.getByText('104 connections').waitFor()
  await page.getByRole('checkbox', { name: 'Select all' }).check()
  const bar = page.getByRole('toolbar')
  await bar.getByText('100 selected').waitFor()
  await bar.getByRole('button', { name: 'Select all 104' }).click()
  await bar.getByText('104 selected').waitFor()
  await assertAccessible(page, 'all are selected')
  await bar.getByRole('button', { name: 'Disconnect' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect 104 accounts' }).click()
  await page.getByText('104 accounts disconnected').waitFor({ timeout: 60_000 })
  assert.equal((await world.client.connections.count({ status: 'connected' })).total, 0)
  await page.getByRole('combobox', { name: 'Status' }).selectOption('disconnected')
  await page.getByText('104 of 104 connections').waitFor()
  assert.equal(await bar.count(), 0, 'nothing stays selected')
})

test('connections: a permission that was changed by mistake is taken back', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world, { endUserId: 'customer-1' })
  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByLabel('Audiences and contacts').selectOption('none')
  await page.getByText('Permissions saved').waitFor()
  assert.equal((await world.client.connections.get(id)).permissions.audiences, 'none')
  await page.getByRole('button', { name: 'Undo' }).click()
  await waitFor(
    () => page.getByLabel('Audiences and contacts').inputValue(),
    (audiences) => audiences === 'write',
  )
  // The page shows what is chosen before it is saved, and still says that the change before it is.
  await waitFor(
    async () => (await world.client.connections.get(id)).permissions.audiences,
    (audiences) => audiences === 'write',
  )
  await page.getByText('Permissions saved').waitFor()
})

test('connections: an admin reconnects the account of an end user', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world, { endUserId: 'customer-1' })
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(id)
  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByTestId('status').filter({ hasText: 'Disconnected' }).waitFor()
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await decideAtProvider(page, 'ada')
  await page.waitForURL(new RegExp(id))
  await page.getByTestId('status').filter({ hasText: 'Connected' }).waitFor()
  const { status, endUserId } = await world.client.connections.get(id)
  assert.deepEqual([status, endUserId], ['connected', 'customer-1'])
})

test('connections: what the account has can be looked at, and one connection is deleted', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connectWithAllPermissions(world, { endUserId: 'customer-1' })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const sent = (await account.campaigns.list({ status: 'sent' })).items[0]
  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByText('Audiences', { exact: true }).click()
  await page
    .getByText(audience?.name ?? '', { exact: true })
    .first()
    .waitFor()
  await page.getByText('Campaigns', { exact: true }).click()
  await page.getByText(sent?.name ?? '', { exact: true }).click()
  await page.getByText('Opened', { exact: true }).waitFor()
  await page.getByText('Find contacts', { exact: true }).click()
  await page.getByRole('searchbox', { name: 'Email address' }).fill('no-such-contact')
  await page.getByRole('button', { name: 'Find', exact: true }).click()
  await page.getByText('No matching contacts').waitFor()
  await assertAccessible(page, 'data of a connection')
  await page.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { name: 'Deleted' }).waitFor()
  assert.equal((await world.client.connections.count()).total, 0)
})

test('connections: the command palette finds one by its account, and a page by its name', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connect(world, { endUserId: 'customer-1' })
  assert.equal(await page.locator('kbd').first().textContent(), 'Ctrl K')
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).waitFor()
  await page.keyboard.type('Ada')
  await page.getByRole('option', { name: /Ada’s Bakery/ }).click()
  await page.getByRole('heading', { level: 1, name: 'Ada’s Bakery' }).waitFor()
  await page.keyboard.press('ControlOrMeta+k')
  await page.getByRole('combobox', { name: 'Search or jump to' }).fill('members')
  await page.getByRole('dialog').getByRole('option').first().filter({ hasText: 'Members' }).waitFor()
  await page.keyboard.press('Enter')
  await page.getByText(OWNER.email).waitFor()
})

test('connections: on a phone each names its end user, and a connection that was checked does not say that it never was', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await connectByKey(world, ['customer-1'])
  const [connection] = (await world.client.connections.list()).items
  assert.notEqual(connection?.lastCheckedAt, null)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`${world.server.url}/connections`)
  await page.getByTestId('connection').getByText('· customer-1').waitFor()
  await page.getByRole('link', { name: 'Ada’s Bakery' }).click()
  await page.getByText(/^Last checked: /).waitFor()
  assert.equal(await page.getByText('No checks or refreshes yet').count(), 0)
})

test('connections: campaigns of the same name are told apart by their audience', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world, { provider: 'mailup' })
  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByText('Campaigns', { exact: true }).click()
  await page.getByText('To: Newsletter').first().waitFor()
})

test('connection: links to its sections stay in sight, and say which one is read', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id, account } = await connect(world)
  await page.goto(`${world.server.url}/connections/${id}`)
  const sections = page.getByRole('navigation', { name: account.name })
  const current = (name: string): Promise<void> =>
    sections.locator('[aria-current=location]').filter({ hasText: name }).waitFor()
  await current('Status')
  await sections.getByRole('link', { name: 'Disconnect or delete' }).click()
  await current('Disconnect or delete')
  await page.getByRole('button', { name: 'Disconnect', exact: true }).waitFor()
  await page.mouse.wheel(0, -10_000)
  await current('Status')
  await page.setViewportSize({ width: 390, height: 700 })
  await sections.getByRole('link', { name: 'Activity' }).click()
  await current('Activity')
  const box = await page.locator('#activity').boundingBox()
  assert.ok(box && box.y > 80 && box.y < 400, `the section begins at ${box?.y}`)
  await assertAccessible(page, 'a connection with its sections')
})

test('connections: far down a long list, a change reads what is looked at, not all that was read', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id: workspaceId } = await world.client.workspace.get()
  const sql = openSqlite(join(world.config.dataDirectory, 'letterlock.db'))
  await seedRows(sql, { workspaceId, provider: 'mailchimp', connections: 450, events: 0 })
  await sql.close()
  await page.goto(`${world.server.url}/connections`)
  const last = page.locator('[data-testid=connection][aria-rowindex="451"]')
  const atEnd = async (): Promise<boolean> => {
    await page.keyboard.press('End')
    return last.isVisible()
  }
  await waitFor(atEnd, (isThere) => isThere)
  let lists = 0
  page.on('request', (request) => {
    if (request.url().includes('/v1/connections?')) lists++
  })
  await world.client.connections.delete(seededId('conn', 449))
  await last.waitFor({ state: 'detached' })
  await page.locator('[data-testid=connection][aria-rowindex="450"]').waitFor()
  assert.ok(lists >= 1 && lists <= 4, `${lists} pages were read`)
})
