import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import {
  chooseInUserMenuByKeyboard,
  h1,
  press,
  pressInDialog,
  tabTo,
  type,
} from '@letterlock/testing/keyboard.ts'

const visit = useBrowser()

test('dashboard: every page by keyboard alone', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited

  await t.test('sign out, and in', async () => {
    await chooseInUserMenuByKeyboard(page, 'Sign out')
    await h1(page, 'Sign in')
    await page.locator('input:focus').waitFor()
    await page.keyboard.type(OWNER.email)
    await type(page, 'Password', OWNER.password)
    await page.keyboard.press('Enter')
    await h1(page, 'Overview')
  })

  await t.test('connect, at the provider too', async () => {
    await press(page, 'Connect an account')
    await h1(page, 'Connect an account')
    await type(page, 'Search providers', 'mailup')
    await press(page, 'Connect MailUp')
    await page.getByLabel(/user/i).waitFor()
    await type(page, /user/i, 'm1001')
    await type(page, /password/i, 'bread-and-butter')
    await page.keyboard.press('Enter')
    await page.getByRole('button').nth(1).waitFor()
    await press(page, /allow|authori|confirm|yes/i)
    await page.waitForURL(/\/connections\/conn_/)
  })

  await t.test('one connection: skip to the content, check, allow, keep, disconnect', async () => {
    await page.reload()
    await h1(page, 'Ada’s Bakery')
    await press(page, 'Skip to content')
    await press(page, 'Check now')
    await page
      .getByText(/^Checked at \w+: OAuth working/)
      .first()
      .waitFor()
    await press(page, 'Send campaigns', 'Space')
    await page.getByText('Permissions saved', { exact: true }).waitFor()
    // The safe answer has the focus.
    for (const key of ['Enter', 'Escape']) {
      await press(page, 'Disconnect')
      await page.locator('dialog:focus-within').waitFor()
      await page.keyboard.press(key)
      await page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    await press(page, 'Disconnect')
    await pressInDialog(page, 'Disconnect')
    await page.getByRole('link', { name: 'Manage apps at MailUp' }).waitFor()
  })

  await t.test('the connect page, as a customer sees it', async () => {
    const session = {
      endUserId: 'customer-1',
      returnUrl: 'http://127.0.0.1:9/connected',
      providers: ['mailup'],
    }
    const back = page.url()
    await page.goto((await world.client.connectSessions.create(session)).url ?? '')
    await press(page, /^Add and change contacts/, 'Space')
    await press(page, 'Continue to MailUp')
    await page.getByLabel(/user/i).waitFor()
    await page.goto(back)
  })

  await t.test('apps, keys, activity', async () => {
    await press(page, 'OAuth apps')
    await h1(page, 'OAuth apps')
    await press(page, 'Rotate the client secret', 'Space')
    await type(page, 'New client secret', 'another secret of it')
    await page.keyboard.press('Enter')
    await page.getByText('Previous secret').waitFor()

    await press(page, 'Secret keys')
    await h1(page, 'Secret keys')
    await type(page, 'Name', 'The newsletter robot')
    // From the first of the usual sets to the last choice, which shows each scope.
    await press(page, 'Application', 'ArrowLeft')
    await press(page, 'View connections', 'Space')
    await press(page, 'Create secret key')
    await page.getByText(/copy (it|this key) now/i).waitFor()

    await press(page, 'Activity')
    await h1(page, 'Activity')
    await tabTo(page, 'Type')
    await page.keyboard.type('Secret')
    await page.getByText('Secret key created: The newsletter robot').waitFor()
    await page.getByText('Disconnected').waitFor({ state: 'detached' })
  })

  await t.test('members, settings, yourself, devices', async () => {
    await press(page, 'Members')
    await h1(page, 'Members')
    await type(page, 'Email', 'nina@letters.example')
    await page.keyboard.press('Tab')
    await page.keyboard.press('ArrowDown')
    await press(page, 'Invite')
    await page.getByText('Invited as admin').waitFor()

    await press(page, 'Settings')
    await h1(page, 'Settings')
    await page.getByLabel('Workspace name').waitFor()
    await tabTo(page, 'Workspace name')
    await page.keyboard.press('Control+A')
    await page.keyboard.type('Bakery Reports')
    await page.keyboard.press('Enter')
    await page.getByText('Settings saved', { exact: true }).waitFor()

    await chooseInUserMenuByKeyboard(page, 'Profile')
    await h1(page, 'Profile')
    await press(page, 'Active sessions')
    await h1(page, 'Active sessions')
    await press(page, /^Sign out/)
    await h1(page, 'Sign in')
  })
  assert.equal((await world.client.workspace.get()).name, 'Bakery Reports')
})
