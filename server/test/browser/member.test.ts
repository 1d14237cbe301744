import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { signInAt, useBrowser, type Visit } from '@letterlock/testing/dashboard-page.ts'
import { join, signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { requestsTo } from '@letterlock/testing/world.ts'

const visit = useBrowser()
const MIA = { name: 'Mia Member', email: 'mia@letters.example', password: 'the passphrase of Mia Member' }

/** A member with one account, and a page where they are signed in. */
async function visitAsMember({ context, page, world }: Visit): Promise<{ page: Page; connectionId: string }> {
  const session = await join(world, await signIn(world), 'member', MIA.name)
  const me = await session.json<{ id: string }>('/v1/me')
  const { id: connectionId } = await connectWithAllPermissions(world, { endUserId: me.id })
  await connectWithAllPermissions(world, { endUserId: 'customer-2' })
  await context.clearCookies()
  await page.setViewportSize({ width: 1280, height: 800 })
  await signInAt(page, world, MIA)
  return { page, connectionId }
}

test('member: their accounts say what may be done with them, and every page is theirs alone', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page } = await visitAsMember(visited)
  const account = page.getByTestId('connection')
  await account.getByText(/^Letterlock can see audiences and contacts, campaigns, and reports\./).waitFor()
  assert.equal(await account.count(), 1, 'nothing of another end user')
  await assertAccessible(page, 'my accounts')
  const pages = page.getByRole('navigation', { name: 'Pages' }).getByRole('link')
  assert.deepEqual(
    await pages.allInnerTexts(),
    ['My accounts', 'My assistants', 'My activity', 'Alerts', 'Profile', 'Active sessions'],
    'nothing that is not theirs',
  )
  for (const name of await pages.allInnerTexts()) {
    await pages.filter({ hasText: name }).click()
    await page.getByRole('heading', { level: 1, name }).waitFor()
    assert.equal(await page.getByRole('alert').count(), 0, name)
  }
  await page.setViewportSize({ width: 320, height: 640 })
  await page.goto(visited.world.server.url)
  await account.waitFor()
  assert.equal(await page.evaluate('document.documentElement.scrollWidth'), 320)
})

test('member: a lost account says so first, with the button that reconnects it; its activity is one click away', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, connectionId } = await visitAsMember(visited)
  const { world } = visited
  const account = page.getByTestId('connection')
  await account.getByTestId('status').filter({ hasText: 'Connected' }).waitFor()
  world.sandbox.world.mailchimp.tokens = {}
  await world.client.connections.check(connectionId)
  await account.getByTestId('status').filter({ hasText: 'Disconnected' }).waitFor()
  await account.getByRole('button', { name: 'Reconnect' }).waitFor()
  await account.getByRole('link', { name: 'View activity' }).click()
  await page.waitForURL(/\/activity\?connectionId=conn_/)
  await page.getByText(/^Stopped working at Mailchimp/).waitFor()
  await page.getByRole('combobox', { name: 'Type' }).selectOption('member')
  await page.getByText('No matching events').waitFor()
  await page.reload()
  await page.getByText('No matching events').waitFor()
  await page.getByRole('button', { name: 'Remove the filter Ada’s Bakery' }).click()
  await page.waitForURL((url) => !url.search.includes('connectionId'))
})

test('member: a campaign that waits for approval is announced above every page, to its owner alone', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, connectionId } = await visitAsMember(visited)
  const { world } = visited
  const account = world.client.account(connectionId)
  const [audience] = (await account.audiences.list()).items
  const { id: campaign } = await account.campaigns.create({
    name: 'Rye week',
    subject: 'Fresh rye',
    audienceId: audience?.id ?? '',
    html: '<p>Fresh rye</p><a href="//shop.example/rye">Order</a><!--[if mso]><p>Pay at once</p><![endif]-->',
  })
  const waiting = page.getByTestId('waiting-sends')
  assert.equal(await waiting.count(), 0)
  await using assistant = await openMcpClient(world, { secretKey: world.secretKey })
  await callTool(assistant, 'send_campaign', { campaign, connection: connectionId })
  await waiting.getByText('“Rye week” of Ada’s Bakery waits for approval.').waitFor()
  await assertAccessible(page, 'a campaign that waits')
  await page.getByRole('link', { name: 'My assistants' }).click()
  await waiting.getByRole('link', { name: 'Review and approve' }).click()
  await page.getByRole('heading', { name: 'Approve this campaign?' }).waitFor()
  await page.getByText('Links lead to').waitFor()
  await page
    .getByRole('listitem')
    .filter({ hasText: /^shop\.example$/ })
    .waitFor()
  await page.getByRole('heading', { name: 'Only in Outlook for Windows' }).waitFor()
  await page
    .locator('pre')
    .filter({ hasText: /^Pay at once$/ })
    .waitFor()
  await assertAccessible(page, 'an approval')
  const send = `/3.0/campaigns/${campaign}/actions/send`
  world.sandbox.world.faults.add({ kind: 'slow_body', path: send, delayMs: 300, remaining: 1 })
  await page.getByRole('textbox').fill(audience?.name ?? '')
  await page.getByRole('button', { name: 'Send now' }).dblclick()
  const sent = page.getByRole('status').filter({ hasText: 'Campaign sent' })
  await sent.or(page.getByRole('alert')).first().waitFor()
  assert.ok(await sent.isVisible(), 'what is said is the answer to the first click')
  assert.equal(requestsTo(world, send), 1)

  const { id: copy } = await account.campaigns.copy(campaign, { name: 'Spelt week' })
  const { id, approvalUrl, approvalText } = await account.campaigns.createSendRequest(copy)
  const path = `/3.0/campaigns/${copy}/actions/send`
  world.sandbox.world.faults.add({ kind: 'status', status: 400, path, remaining: 1 })
  await assert.rejects(Promise.resolve(world.client.sendRequests.approve(id, { approvalText })))
  await page.goto(approvalUrl)
  await page.getByText('Approved, but the campaign was not sent.').waitFor()
})
