import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { readFocus } from '@letterlock/testing/keyboard.ts'

const visit = useBrowser()

/** Waits until the focus is on what is called so. */
async function focusOn(page: Page, name: string): Promise<void> {
  const deadline = performance.now() + 20_000
  while ((await readFocus(page)).name !== name && performance.now() < deadline)
    await page.evaluate('new Promise(requestAnimationFrame)')
  assert.equal((await readFocus(page)).name, name)
}

/** Presses the button of this name with the keyboard, and the same word in the dialog that asks. */
async function remove(page: Page, name: string, yes?: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).focus()
  await page.keyboard.press('Enter')
  if (yes === undefined) return
  await page.getByRole('dialog').getByRole('button', { name: yes, exact: true }).focus()
  await page.keyboard.press('Enter')
}

test('after a row is deleted, the focus is on the same control of the next one, or on what follows the list', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { client } = world
  const open = (path: string): Promise<unknown> => page.goto(`${world.server.url}${path}`)

  await t.test('connections, from the menu of a row', async () => {
    const [apiKey = ''] = Object.keys(world.sandbox.world.mailchimp.apiKeys)
    const credentials = { type: 'api_key', apiKey } as const
    for (let number = 1; number <= 6; number++)
      await client.connections.create({ provider: 'mailchimp', endUserId: `bakery-${number}`, credentials })
    await open('/connections')
    // The row may be gone before the dialog is closed, or after it.
    for (const left of [5, 4, 3, 2]) {
      const menus = page.getByRole('button', { name: /^Actions for/ })
      await menus.nth(left).waitFor()
      await menus.first().focus()
      await page.keyboard.press('Enter')
      await page.getByRole('menuitem', { name: 'Delete…' }).focus()
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).focus()
      await page.keyboard.press('Enter')
      await page.getByText(`${left} connections`, { exact: true }).waitFor()
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
      await page.locator('tr:nth-child(1 of [data-testid=connection]) [aria-haspopup=menu]:focus').waitFor()
    }
  })

  await t.test('labels', async () => {
    const [first] = (await client.connections.list()).items
    await client.connections.update(first?.id ?? '', { labels: { plan: 'pro', region: 'eu' } })
    await open(`/connections/${first?.id}`)
    await page.getByRole('button', { name: 'Remove plan' }).waitFor()
    // The next label can be removed while the page still reads again what changed.
    const { promise: done, resolve: release } = Promise.withResolvers<void>()
    await page.route('**/v1/events?*', async (route) => {
      await done
      await route.continue()
    })
    await remove(page, 'Remove plan')
    await focusOn(page, 'Remove region')
    await remove(page, 'Remove region')
    await focusOn(page, 'Add label')
    release()
    await page.unrouteAll({ behavior: 'wait' })
  })

  await t.test('allowed return URLs', async () => {
    const urls = ['https://one.example/', 'https://two.example/']
    await client.workspace.update({ allowedReturnUrls: urls })
    await open('/settings')
    await remove(page, `Remove ${urls[0]}`)
    await focusOn(page, `Remove ${urls[1]}`)
  })

  await t.test('invitations, from the last of the list', async () => {
    await open('/members')
    for (const name of ['ada', 'zoe']) {
      await page.getByLabel('Email').fill(`${name}@letters.example`)
      await page.getByRole('button', { name: 'Invite', exact: true }).click()
      await page.getByRole('heading', { name: `${name}@letters.example` }).waitFor()
    }
    await remove(page, 'Revoke invitation zoe@letters.example')
    await focusOn(page, 'Revoke invitation ada@letters.example')
  })

  await t.test('a page that is left: its content, not the top of the document', async () => {
    await open('/')
    await page.getByRole('main').getByRole('link', { name: 'All 2' }).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Connections' }).waitFor()
    await page.locator('main:focus').waitFor()
  })
})
