import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

const visit = useBrowser()

test('an admin sees the version of the server, its database, its encryption keys and how many events wait', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  await using receiver = await startWebhookReceiver()
  receiver.respond((_webhook, response) => response.writeHead(500).end())
  const { page, world } = visited
  await page.getByRole('link', { name: 'Server', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Server' }).waitFor()
  const { version } = await world.client.workspace.getServer()
  await page.getByText(version, { exact: false }).first().waitFor()
  await page.getByText('SQLite').waitFor()
  await page.getByTestId('encryption').filter({ hasText: 'Everything uses the newest key' }).waitFor()
  await page.getByText('Nothing needs attention.').waitFor()
  await page.getByTestId('deliveries').filter({ hasText: 'No event is waiting' }).waitFor()
  await assertAccessible(page, 'server')
  // Its address can be opened, too.
  await page.reload()
  await page.getByText('SQLite').waitFor()

  await world.client.webhookEndpoints.create({ url: receiver.url, eventTypes: ['connection'] })
  await connect(world)
  await page
    .getByTestId('deliveries')
    .filter({ hasText: /^\d+ events? (?:is|are) waiting$/ })
    .waitFor()
  await page.getByText('Nothing needs attention.').waitFor({ state: 'detached' })
  await page.getByRole('link', { name: 'Keys', exact: true }).click()
  await page.waitForURL(/settings#encryption-keys$/)
  await page.locator('#encryption-keys').waitFor()
})

test('what the server warns of is in the language of the page', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  using database = new DatabaseSync(world.config.databaseFile, { timeout: 5000 })
  // As another server has stored them, which calls the real providers.
  database.exec('UPDATE oauth_apps SET is_simulated = 0')
  await page.goto(`${world.server.url}/server`)
  for (const [language, detail, nextStep] of [
    ['de', /^Die Datenbank hat OAuth-Apps oder Konten echter Anbieter/, /^Starten Sie ohne --sandbox/],
    ['en', /^The database has OAuth apps or accounts of real providers/, /^Start without --sandbox/],
  ] as const) {
    await page.evaluate(`localStorage.setItem('letterlock-locale', '${language}')`)
    await page.reload()
    await page.getByTestId('warning-real_data').filter({ hasText: detail }).waitFor()
    await page.getByText(nextStep).waitFor()
  }
})
