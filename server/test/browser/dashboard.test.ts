import { Letterlock } from '@letterlock/sdk'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Response } from 'playwright-core'
import { OWNER } from '@letterlock/testing/dashboard-session.ts'
import { connectIn, decideAtProvider, newPage, useBrowser } from '@letterlock/testing/dashboard-page.ts'
import type { TestWorld } from '@letterlock/testing/world.ts'

const visit = useBrowser()

const PROVIDERS = [
  ['Mailchimp', 'ada', 'Mailchimp tokens do not expire'],
  ['MailUp', 'm1001', 'Refreshes in'],
  ['Constant Contact', 'ada@bakery.example', 'Refreshes in'],
  ['Constant Contact (v2)', 'ada@bakery.example', 'Expires'],
] as const

/** At every provider a user removes the OAuth app, or the provider forgets it. */
function loseAccess({ sandbox }: TestWorld): void {
  const { mailchimp, mailup, constantContact, constantContactV2 } = sandbox.world
  mailchimp.tokens = {}
  Object.assign(mailup, { grants: {}, refreshTokens: {} })
  Object.assign(constantContact, { grants: {}, refreshTokens: {}, accessTokens: {} })
  constantContactV2.accessTokens = {}
}

for (const [providerName, username, shown] of PROVIDERS)
  test(`dashboard: ${providerName}, from the first start to the end of the connection`, async (t) => {
    await using visited = await visit(t)
    if (!visited) return
    const { page, world } = visited
    await connectIn(page, providerName, username)
    await page.waitForURL(/\/connections\/conn_/)
    await page.getByText('Connected', { exact: true }).first().waitFor()
    await page.getByText(shown).first().waitFor()
    assert.ok(!page.url().includes('confirmationToken'), 'the confirmation token does not stay in the URL')
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByLabel('Send campaigns').check()
    await page.getByText('Permissions saved', { exact: true }).waitFor()
    const [connection] = (await world.client.connections.list()).items
    assert.deepEqual([connection?.permissions.send, connection?.account.name], [true, 'Ada’s Bakery'])
    if (connection?.nextRefreshAt) {
      await page.getByRole('button', { name: 'Refresh now' }).click()
      await page.getByText('Token refreshed').first().waitFor()
    }
    const address = page.url()
    await page.getByRole('button', { name: 'Reconnect' }).click()
    await decideAtProvider(page, username, 'deny')
    await page.getByText('Access was denied at').waitFor()
    await page.goto(address)
    await page.getByText('Connected', { exact: true }).first().waitFor()

    loseAccess(world)
    await page.getByRole('button', { name: 'Check now' }).click()
    await page.getByText('Disconnected', { exact: true }).first().waitFor()
    await page.getByText('Stopped working').first().waitFor()
    await page.getByRole('button', { name: 'Reconnect' }).click()
    await decideAtProvider(page, username)
    await page.waitForURL(address)
    await page.getByText('Connected', { exact: true }).first().waitFor()

    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    assert.equal((await world.client.connections.list()).items[0]?.status, 'connected')
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
    await page.getByRole('link', { name: `Manage apps at ${providerName}` }).waitFor()
    assert.equal((await world.client.connections.list()).items[0]?.status, 'disconnected')
  })

test('dashboard: a denial is told, and trying again works', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page } = visited
  await connectIn(page, 'Mailchimp', 'ada', 'deny')
  await page.getByText('Access was denied at Mailchimp. Nothing was connected.').waitFor()
  await page.reload()
  await page.getByRole('link', { name: 'Connections' }).click()
  await page.getByText('No connections yet').waitFor()
})

test('dashboard: a connection that is lost at the provider shows by itself', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  const [connection] = (await world.client.connections.list()).items
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(connection?.id ?? '')
  await page.getByText('Access was revoked at Mailchimp.').first().waitFor()
  await page.getByText('Disconnected', { exact: true }).first().waitFor()
})

test('dashboard: an app is registered, its secret changed, and a key put beside a token', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('textbox', { name: 'API key', exact: true }).fill('not a key')
  await page.getByRole('button', { name: 'Save API key' }).click()
  await page.getByText('rejected the API key').waitFor()
  const { apiKeys } = world.sandbox.world.mailchimp
  const key = Object.keys(apiKeys).find((name) => apiKeys[name] === 'ada') ?? ''
  await page.getByRole('textbox', { name: 'API key', exact: true }).fill(key)
  await page.getByRole('button', { name: 'Save API key' }).click()
  await page.getByText('An API key is ready as fallback.').waitFor()
  world.sandbox.world.mailchimp.tokens = {}
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('Using the API key.').waitFor()

  await page.getByRole('link', { name: 'OAuth apps' }).click()
  const card = page.getByRole('region', { name: 'MailUp' })
  await card.getByText(`${world.server.url}/oauth/mailup/callback`).waitFor({ state: 'attached' })
  await card.getByText('Rotate the client secret').click()
  await card.getByLabel('New client secret').fill('another secret of it')
  await card.getByRole('button', { name: 'Add secret' }).click()
  await card.getByText('Previous secret').waitFor()
  const [app] = (await world.client.oauthApps.list({ provider: 'mailup' })).items
  assert.equal(app?.clientSecrets.length, 2)
  assert.ok(!(await page.content()).includes('another secret of it'))
})

test('dashboard: a secret key is made, shown once, used, and revoked', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await page.getByRole('link', { name: 'Secret keys' }).click()
  await page.getByLabel('Name').fill('The newsletter robot')
  await page.getByRole('button', { name: 'Create secret key' }).click()
  const secret = (await page.getByRole('status').locator('code').textContent()) ?? ''
  assert.match(secret, /^llk_/)
  const robot = new Letterlock({ url: world.server.url, secretKey: secret, maxRetries: 0 })
  assert.deepEqual((await robot.connections.list()).items, [])
  await assert.rejects(robot.secretKeys.list(), { code: 'insufficient_scope' })
  await page.reload()
  await page.getByRole('heading', { name: 'The newsletter robot' }).waitFor()
  assert.ok(!(await page.content()).includes(secret), 'it is shown once')
  await page.getByRole('button', { name: 'Revoke The newsletter robot' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByText('Revoked', { exact: true }).waitFor()
  await assert.rejects(robot.connections.list(), { code: 'invalid_token' })
})

test('dashboard: an assistant gets a key that only reads, and its settings', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('link', { name: 'Secret keys' }).click()
  await page.getByRole('link', { name: 'Connect an assistant' }).click()
  await page.getByRole('button', { name: 'Create secret key' }).click()
  await page.getByText(/copy (it|this key) now/i).waitFor()
  const settings =
    (await page.getByRole('tabpanel', { name: 'Over HTTP' }).locator('pre').textContent()) ?? ''
  await page.getByRole('tab', { name: 'Claude Code' }).press('ArrowRight')
  await page.getByRole('tab', { name: 'Claude, ChatGPT', selected: true }).waitFor()
  await page.getByRole('tabpanel', { name: 'Claude, ChatGPT' }).getByText(`${world.server.url}/mcp`).waitFor()
  const { mcpServers } = JSON.parse(settings) as {
    mcpServers: { letterlock: { url: string; headers: { Authorization: string } } }
  }
  const { url, headers } = mcpServers.letterlock
  assert.equal(url, `${world.server.url}/mcp`)
  const client = new Client({ name: 'a client', version: '1' })
  await client.connect(new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers } }))
  const { content } = await client.callTool({ name: 'list_connections', arguments: {} })
  assert.match(JSON.stringify(content), /Ada’s Bakery/)
  await client.close()
  const refused = await fetch(`${world.server.url}/v1/secret-keys`, {
    headers: { authorization: headers.Authorization },
  })
  assert.equal(refused.status, 403)
  await page.goto(`${world.server.url}/assistants`)
  await page.getByRole('button', { name: 'Revoke Assistant' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
  await page.getByRole('heading', { name: 'Assistants with a secret key' }).waitFor({ state: 'detached' })
  const aborted = await fetch(url, { method: 'POST', headers: { authorization: headers.Authorization } })
  assert.equal(aborted.status, 401, 'at its very next call')
})

test('dashboard: two browsers, one signs out the other', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { browser, world, page } = visited
  const other = await browser.newContext({ userAgent: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' })
  const elsewhere = await newPage(other)
  await elsewhere.goto(`${world.server.url}/activity`)
  await elsewhere.waitForURL(/\/sign-in/)
  await elsewhere.getByLabel('Email').fill(OWNER.email)
  await elsewhere.getByLabel('Password', { exact: true }).fill('not the passphrase')
  await elsewhere.keyboard.press('Enter')
  await elsewhere.getByText('The email address or password is incorrect.').waitFor()
  await elsewhere.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await elsewhere.keyboard.press('Enter')
  await elsewhere.getByRole('heading', { name: 'Activity' }).waitFor()
  await page.goto(`${world.server.url}/profile/sessions`)
  const card = page.getByRole('listitem').filter({ hasText: 'Firefox on Windows' })
  await card.getByRole('button', { name: 'Sign out' }).click()
  await card.waitFor({ state: 'detached' })
  await elsewhere.reload()
  await elsewhere.waitForURL(/\/sign-in/)
  await other.close()
})

test('dashboard: the scripts and styles of the first page are compressed, at most 150 kB, and cached forever', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { browser, world } = visited
  const context = await browser.newContext()
  const page = await newPage(context)
  const loaded: Response[] = []
  page.on('response', (response) => void loaded.push(response))
  await page.goto(`${world.server.url}/sign-in`)
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  // No pointer: one that comes to rest on a link loads what it leads to.
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Calls', exact: true }).waitFor()
  await page.waitForLoadState('networkidle')
  const files = loaded.filter((response) => /\/assets\/.*\.(js|css)$/.test(response.url()))
  const sizes = await Promise.all(files.map(async (file) => (await file.request().sizes()).responseBodySize))
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  const list = files.map((file, index) => `${sizes[index]} ${file.url()}`).join('\n')
  assert.ok(files.length > 5 && bytes < 150_000, `${bytes} bytes\n${list}`)
  for (const file of files) {
    assert.match((await file.headerValue('cache-control')) ?? '', /max-age=31536000, immutable/)
    if ((await file.body()).length > 2000)
      assert.equal(await file.headerValue('content-encoding'), 'br', file.url())
  }
  await context.close()
})
