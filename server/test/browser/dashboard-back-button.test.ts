import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { RETURN_URL } from '@letterlock/testing/connect.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { decideAtProvider, newPage, useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser({ keepsPages: true })

/** As the Back button does it; Playwright waits for a load that a kept page does not have. */
async function goBack(page: Page, expected: RegExp): Promise<void> {
  await page.evaluate('setTimeout(() => history.back())')
  await waitFor(
    () => page.url(),
    (url) => expected.test(url),
  )
}

test('E6: Back from the provider’s page, kept as it was left: every button works again', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await page.goto(`${world.server.url}/connections/new`)
  await page.getByRole('button', { name: 'Connect Mailchimp' }).click()
  await page.getByLabel(/user ?name/i).waitFor()
  await goBack(page, /\/connections\/new$/)
  for (const provider of ['MailUp', 'Mailchimp'])
    await page.locator(`button:enabled:has-text("Connect ${provider}")`).waitFor()
  await page.getByRole('button', { name: 'Connect Mailchimp' }).click()
  await decideAtProvider(page, 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  await page.getByRole('button', { name: 'Reconnect' }).click()
  await page.getByLabel(/user ?name/i).waitFor()
  await goBack(page, /\/connections\/conn_/)
  await page.locator('button:enabled:has-text("Reconnect")').waitFor()
})

test('E6: Back from the provider’s page to the connect page: its buttons work again', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { browser, world } = visited
  const context = await browser.newContext()
  const page = await newPage(context)
  const { url = '' } = await world.client.connectSessions.create({ endUserId: 'o', returnUrl: RETURN_URL })
  await page.goto(url)
  await page.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await page.getByLabel(/user ?name/i).waitFor()
  await goBack(page, /\/connect\/cs_/)
  await page.locator('button:enabled:has-text("Continue to MailUp")').waitFor()
  await page.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await page.getByLabel(/user ?name/i).waitFor()
  await context.close()
})
