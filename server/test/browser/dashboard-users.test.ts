import type { Me } from '@letterlock/sdk'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { join, OWNER, signIn } from '@letterlock/testing/dashboard-session.ts'
import { totp } from '@letterlock/testing/totp.ts'
import {
  chooseInUserMenu,
  connectIn,
  newPage,
  signInAt,
  useBrowser,
} from '@letterlock/testing/dashboard-page.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'

const visit = useBrowser()

test('dashboard: the link of the first start makes the first user, who is then signed in', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { page, world } = visited
  await page.goto(world.server.setupUrl ?? '')
  await page.getByLabel('Your name').fill(OWNER.name)
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  const session = await signIn(world)
  assert.equal((await session.json<Me>('/v1/me')).role, 'owner')
})

test('dashboard: two-factor authentication is set up, asked for, and passed with a recovery code', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { browser, page, world } = visited
  await chooseInUserMenu(page, 'Profile')
  await page.locator('section').first().getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Set up' }).click()
  await page.getByText('Enter the code manually').click()
  const secret = (await page.locator('details code').textContent()) ?? ''
  const [recovery = ''] = await page.getByTestId('recovery-codes').locator('code').allTextContents()
  const uri = `otpauth://totp/x?secret=${secret}`
  await page.getByLabel('Authentication code').fill(totp(uri))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await page.getByText('On. Signing in').waitFor()

  const other = await browser.newContext()
  const elsewhere = await newPage(other)
  await signInAt(elsewhere, world)
  await elsewhere.getByLabel('Authentication code').fill('000 000')
  await elsewhere.keyboard.press('Enter')
  await elsewhere.getByText('The code is incorrect or has expired.').waitFor()
  await elsewhere.getByLabel('Authentication code').fill(totp(uri, Date.now() + 30_000))
  await elsewhere.keyboard.press('Enter')
  await elsewhere.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await chooseInUserMenu(elsewhere, 'Sign out')
  await elsewhere.waitForURL(/sign-in/)
  await signInAt(elsewhere, world)
  await elsewhere.getByRole('button', { name: 'Use a recovery code instead' }).click()
  await elsewhere.getByLabel('Recovery code').fill(recovery)
  await elsewhere.keyboard.press('Enter')
  await elsewhere.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  await other.close()
})

test('A17: a password can be looked at while it is typed; E10: each page has its own title', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const titles: string[] = []
  for (const name of ['Overview', 'Connections', 'Activity', 'Members', 'Settings']) {
    await page.getByRole('link', { name, exact: true }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    titles.push(
      await waitFor(
        () => page.title(),
        (title) => !titles.includes(title),
      ),
    )
  }
  assert.deepEqual(titles, [
    'Overview · Letterlock',
    'Connections · Letterlock',
    'Activity · Letterlock',
    'Members · Letterlock',
    'Settings · Letterlock',
  ])
  await chooseInUserMenu(page, 'Sign out')
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
  assert.equal(await page.title(), 'Sign in · Letterlock')
  const field = page.getByLabel('Password', { exact: true })
  await field.fill('not for everybody')
  assert.equal(await field.getAttribute('type'), 'password')
  await page.getByRole('button', { name: 'Show password' }).click()
  assert.equal(await field.getAttribute('type'), 'text')
  assert.equal(await field.inputValue(), 'not for everybody')
  await page.getByRole('button', { name: 'Hide password' }).click()
  assert.equal(await field.getAttribute('type'), 'password')
  await page.goto(`${world.server.url}/nowhere`)
  await page.getByRole('heading', { name: 'Page not found' }).waitFor()
  await page.getByRole('link', { name: 'Go to the dashboard' }).click()
  await page.getByRole('heading', { name: 'Sign in' }).waitFor()
})

test('dashboard: a passkey is made, signs in alone, and is removed', async (t) => {
  await using visited = await visit(t, {
    environment: { LETTERLOCK_PORT: '0', LETTERLOCK_PUBLIC_URL: 'http://localhost:0' },
  })
  if (!visited) return
  const { context, page, world } = visited
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await chooseInUserMenu(page, 'Profile')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('Chrome on Linux').waitFor()
  const signInWithPasskey = async (): Promise<void> => {
    await chooseInUserMenu(page, 'Sign out')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  }
  await signInWithPasskey()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()

  // A key that only was touched by a user is not enough.
  await devtools.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await signInWithPasskey()
  await page.getByText('passkey was not').waitFor()
  await signInAt(page, world)
  await chooseInUserMenu(page, 'Profile')
  await page.getByRole('button', { name: 'Remove', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('Chrome on Linux').waitFor({ state: 'detached' })
})

test('dashboard: a user is invited, joins, and sees only what is theirs', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { browser, page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('link', { name: 'Members' }).click()
  await page.getByLabel('Email').fill('max@letters.example')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const link = (await page.getByRole('status').locator('code').textContent()) ?? ''

  const other = await browser.newContext()
  const his = await newPage(other)
  await his.goto(link)
  await his.getByRole('heading', { name: 'Join Letterlock' }).waitFor()
  assert.ok(!his.url().includes('#'), 'the secret does not stay in the address')
  await his.getByLabel('Your name').fill('Max Member')
  await his.getByLabel('Password', { exact: true }).fill('the passphrase of Max')
  await his.getByRole('button', { name: 'Join workspace' }).click()
  await his.getByText('No connections yet').waitFor()
  assert.equal(await his.getByRole('link', { name: 'Secret keys' }).count(), 0)
  await connectIn(his, 'MailUp', 'm1001')
  await his.waitForURL(/\/connections\/conn_/)
  await his.goto(world.server.url)
  await his.getByTestId('connection').getByRole('link', { name: 'Ada’s Bakery' }).waitFor()
  assert.equal(await his.getByTestId('connection').count(), 1)

  await page.reload()
  const card = page.getByRole('listitem').filter({ hasText: 'max@letters.example' })
  await card.getByLabel('Role of Max Member').selectOption('admin')
  await his.reload()
  await his.getByRole('link', { name: 'Secret keys' }).waitFor()
  await card.getByRole('button', { name: 'Remove Max Member' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
  await card.waitFor({ state: 'detached' })
  await his.reload()
  await his.getByText('You are not a member of this workspace.').waitFor()
  await other.close()
})

test('dashboard: two users in two browsers, the same account: neither sees the other’s connection', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { browser, world } = visited
  const owner = await signIn(world)
  const names = ['Max Member', 'Mia Member']
  const pages: Page[] = []
  for (const name of names) {
    await join(world, owner, 'member', name)
    const page = await newPage(await browser.newContext())
    const email = `${name.slice(0, 3).toLowerCase()}@letters.example`
    await signInAt(page, world, { name, email, password: `the passphrase of ${name}` })
    await connectIn(page, 'Mailchimp', 'ada')
    await page.waitForURL(/\/connections\/conn_/)
    pages.push(page)
  }
  assert.equal((await world.client.connections.list()).items.length, 2)
  const [his, hers] = pages.map((page) => page.url())
  assert.notEqual(his, hers)
  for (const [index, page] of pages.entries()) {
    await page.goto((index === 0 ? hers : his) ?? '')
    await page.getByText('There is no such connection.').waitFor()
    await page.goto(world.server.url)
    await page.getByTestId('connection').getByRole('link', { name: 'Ada’s Bakery' }).waitFor()
    assert.equal(await page.getByTestId('connection').count(), 1)
    await page.context().close()
  }
})

test('dashboard: a forgotten password is chosen anew by the link', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await chooseInUserMenu(page, 'Sign out')
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  // The form before it has an address, too.
  await page.getByRole('button', { name: 'Send reset link' }).waitFor()
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByRole('button', { name: 'Send reset link' }).click()
  await page.getByText('a link is on its way').waitFor()
  await page.goto(/http\S+reset-password#\S+/.exec(world.printed.join(''))?.[0] ?? '')
  const password = 'another long passphrase'
  await page.getByLabel('New password').fill(password)
  await page.getByRole('button', { name: /Reset password/ }).click()
  await page.getByText('Password reset. Sign in').waitFor()
  await signInAt(page, world, { ...OWNER, password })
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
})
