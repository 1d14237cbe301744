import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join as joinPath } from 'node:path'
import { test } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { connect, connectWithAllPermissions } from '@letterlock/testing/connect.ts'
import { copyConnection } from '@letterlock/testing/copy-connection.ts'
import { signInAt, useBrowser, type Visit } from '@letterlock/testing/dashboard-page.ts'
import { join, signIn } from '@letterlock/testing/dashboard-session.ts'
import { callTool, openMcpClient } from '@letterlock/testing/mcp-client.ts'
import { revokeAtProvider } from '@letterlock/testing/providers.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

/* docs/dashboard-tasks.md says how many clicks each task takes. They are walked here, and counted. */

const visit = useBrowser()
const DOCUMENT = joinPath(import.meta.dirname, '../../../docs/dashboard-tasks.md')

/** The clicks of each task, by heading. */
function documented(heading: string): Map<string, number> {
  const [, section = ''] = readFileSync(DOCUMENT, 'utf8').split(`## ${heading}\n`)
  const rows = (section.split('\n## ')[0] ?? '').matchAll(/^\| ([^|]+?) +\| (\d+) +\|/gm)
  return new Map([...rows].map(([, task = '', clicks]) => [task, Number(clicks)]))
}

type Click = (target: Locator) => Promise<void>
type Walk = (page: Page, click: Click) => Promise<void>

/** Walks each task from the first page, and compares its clicks with the document. */
async function walkAll(
  page: Page,
  url: string,
  heading: string,
  walks: readonly (readonly [string, Walk])[],
) {
  const counted: [task: string, clicks: number][] = []
  for (const [task, walk] of walks) {
    await page.goto(url)
    await page.getByRole('heading', { level: 1 }).waitFor()
    let clicks = 0
    await walk(page, async (target) => {
      clicks++
      await target.click()
    })
    counted.push([task, clicks])
  }
  assert.deepEqual(counted, [...documented(heading)])
}

const MIA = { name: 'Mia Member', email: 'mia@letters.example', password: 'the passphrase of Mia Member' }

/** A member with an account, and a campaign that waits for their approval. */
async function openBakery({ context, page, world }: Visit): Promise<AsyncDisposable> {
  const session = await join(world, await signIn(world), 'member', MIA.name)
  const me = await session.json<{ id: string }>('/v1/me')
  const { id } = await connectWithAllPermissions(world, { endUserId: me.id })
  const account = world.client.account(id)
  const [audience] = (await account.audiences.list()).items
  const draft = { name: 'Rye week', subject: 'Rye', audienceId: audience?.id ?? '', html: '<p>Rye</p>' }
  const { id: campaign } = await account.campaigns.create(draft)
  const assistant = await openMcpClient(world)
  await callTool(assistant, 'send_campaign', { campaign, connection: id })
  await context.clearCookies()
  await page.setViewportSize({ width: 1280, height: 800 })
  await signInAt(page, world, MIA)
  await page.getByTestId('connection').waitFor()
  return assistant
}

test('as the owner of a bakery: each task takes as many clicks as the document says', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  const assistant = await openBakery(visited)
  t.after(() => assistant[Symbol.asyncDispose]())
  const account = page.getByTestId('connection')
  const leaves = async (): Promise<void> =>
    page.waitForURL((url) => url.origin !== world.server.url, { waitUntil: 'commit' })
  const opens = async (name: string): Promise<void> => page.getByRole('heading', { level: 1, name }).waitFor()
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true })
  await walkAll(page, world.server.url, 'As the owner of a bakery', [
    [
      'See whether my account works',
      () => account.getByTestId('status').filter({ hasText: 'Connected' }).waitFor(),
    ],
    [
      'See what applications and assistants may do with it',
      () => account.getByText(/can see audiences and contacts, campaigns, and reports\./).waitFor(),
    ],
    [
      'Connect another account',
      async (_page, click) => {
        await click(link('Connect an account'))
        await click(page.getByRole('button', { name: 'Connect MailUp', exact: true }))
        await leaves()
      },
    ],
    [
      'Reconnect an account that was lost',
      async (_page, click) => {
        await revokeAtProvider(world, 'mailchimp')
        for (const { id } of (await world.client.connections.list()).items)
          await world.client.connections.check(id)
        await account.getByTestId('status').filter({ hasText: 'Disconnected' }).waitFor()
        await click(account.getByRole('button', { name: 'Reconnect' }))
        await leaves()
      },
    ],
    [
      'Keep campaigns from being sent',
      async (_page, click) => {
        await click(account.getByRole('link', { name: 'Change permissions' }))
        await click(page.getByRole('switch'))
        await page.getByText('Permissions saved').waitFor()
      },
    ],
    [
      'See who has used my account',
      async (_page, click) => {
        await click(account.getByRole('link', { name: 'View activity' }))
        await page.waitForURL(/\/activity\?connectionId=conn_/)
      },
    ],
    [
      'Stop the emails about it',
      async (_page, click) => {
        const box = page.getByRole('checkbox', { name: 'Email me' })
        await click(box)
        const readAlerts = async (): Promise<unknown> =>
          (await page.request.get(`${world.server.url}/v1/me/alerts`)).json()
        await waitFor(readAlerts, (mine) => Reflect.get(Object(mine), 'receivesEmail') === false)
      },
    ],
    [
      'See where I am signed in',
      async (_page, click) => {
        await click(link('Active sessions'))
        await opens('Active sessions')
      },
    ],
    [
      'See which assistants have access',
      async (_page, click) => {
        await click(link('My assistants'))
        await opens('My assistants')
      },
    ],
    [
      'Look at a campaign that an assistant wants to send',
      async (_page, click) => {
        await click(link('Review and approve'))
        await opens('Approve this campaign?')
      },
    ],
  ])
})

const MANY = 104

test('as an engineer on call: each task takes as many clicks as the document says', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { context, page, world } = visited
  await using receiver = await startWebhookReceiver()
  receiver.respond((_webhook, response) => response.writeHead(500).end())
  await world.client.webhookEndpoints.create({ url: receiver.url, description: 'Billing' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { id } = await connect(world, { endUserId: 'customer-77' })
  const lost = await connect(world, { endUserId: 'customer-2' })
  await copyConnection(world, id, MANY - 2)
  const headers = { authorization: `Bearer ${world.secretKey}` }
  const called = await fetch(`${world.server.url}/v1/proxy/${id}/3.0/ping`, { headers })
  const requestId = called.headers.get('letterlock-request-id') ?? ''
  await revokeAtProvider(world, 'mailchimp')
  await world.client.connections.check(lost.id)
  await page.setViewportSize({ width: 1280, height: 800 })
  const link = (name: string): Locator => page.getByRole('link', { name, exact: true })
  const region = (name: string): Locator => page.getByRole('region', { name, exact: true })
  const listLost = (click: Click): Promise<void> =>
    click(region('Connections').getByRole('link', { name: /^Disconnected/ }))
  await walkAll(page, world.server.url, 'As an engineer on call', [
    [
      'See what is broken',
      () =>
        page
          .getByRole('region', { name: /Needs attention/ })
          .getByText(/is disconnected\.$/)
          .waitFor(),
    ],
    [
      'See whether the provider is slow, or Letterlock',
      () =>
        region('Response time')
          .getByText(/of which .* in Letterlock/)
          .waitFor(),
    ],
    [
      'List the connections that are lost',
      async (_page, click) => {
        await listLost(click)
        await page.waitForURL(/status=disconnected/)
        await page.getByTestId('connection').first().waitFor()
      },
    ],
    [
      'Learn why one was lost',
      async (_page, click) => {
        await listLost(click)
        await click(page.getByTestId('connection').getByRole('link').first())
        await page.getByText('Access was revoked at Mailchimp.').first().waitFor()
      },
    ],
    [
      'Open the connection of an end user',
      async () => {
        await page.keyboard.press('ControlOrMeta+k')
        await page.getByRole('combobox', { name: 'Search or jump to' }).fill('customer-77')
        await page.getByRole('option', { name: /customer-77/ }).waitFor()
        await page.keyboard.press('Enter')
        await page.waitForURL(`${world.server.url}/connections/${id}`)
      },
    ],
    [
      'Find a call by the request ID in a customer’s report',
      async (_page, click) => {
        await click(link('Calls'))
        await page.getByTestId('call').first().waitFor()
        await page.keyboard.press('/')
        await page.keyboard.insertText(requestId)
        await page.keyboard.press('Enter')
        await page.waitForURL((url) => url.search.includes(requestId))
        await page.getByTestId('call').filter({ hasText: '3.0/ping' }).waitFor()
      },
    ],
    [
      'Get a command that repeats a call',
      async (_page, click) => {
        await click(link('Calls'))
        await click(page.getByTestId('call').getByRole('link').first())
        await click(page.getByTestId('call-panel').getByRole('button', { name: 'Copy' }).last())
        assert.match(await page.evaluate<string>('navigator.clipboard.readText()'), /^curl '/)
      },
    ],
    [
      'Enter a rotated client secret',
      async (_page, click) => {
        await click(link('OAuth apps'))
        const card = region('Mailchimp')
        await click(card.getByText('Rotate the client secret'))
        await card.getByLabel('New client secret').fill('the next secret of it')
        await click(card.getByRole('button', { name: 'Add secret' }))
        await card.getByText('Previous secret').waitFor()
      },
    ],
    [
      'Send a webhook again',
      async (_page, click) => {
        // The number of those that fail follows its name.
        await click(page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Webhooks/ }))
        await click(link('Billing'))
        await click(
          page
            .getByTestId('delivery')
            .first()
            .getByRole('button', { name: /^Send again/ }),
        )
        await page.getByText('1 event is queued').waitFor()
      },
    ],
    [
      'Check all 10,000 connections',
      async (_page, click) => {
        await click(
          page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: /^Connections/ }),
        )
        await click(page.getByRole('checkbox', { name: 'Select all' }))
        await click(page.getByRole('toolbar').getByRole('button', { name: `Select all ${MANY}` }))
        await click(page.getByRole('toolbar').getByRole('button', { name: 'Check' }))
        await page
          .getByText(/^\d+ connections? checked|^\d+ did not succeed\./)
          .first()
          .waitFor()
      },
    ],
  ])
})
