import assert from 'node:assert/strict'
import { test } from 'node:test'
import { connectIn, useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

test('E7, E8, E9: the dashboard says what failed, what remains to be done, and who did what', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'Mailchimp', 'ada')
  await page.waitForURL(/\/connections\/conn_/)
  world.sandbox.world.faults.add({ kind: 'status', status: 503, host: 'us21.api.mailchimp.com' })
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByTestId('status').filter({ hasText: 'Check failing since' }).waitFor()
  await page
    .getByText(/^Check failed at Mailchimp: provider unavailable/)
    .first()
    .waitFor()
  await page.goto(`${world.server.url}/connections`)
  await page.getByTestId('status').filter({ hasText: 'Check failing since' }).waitFor()
  world.sandbox.world.faults.clear()
  await page.getByRole('link', { name: 'Ada’s Bakery' }).click()
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByTestId('status').filter({ hasText: 'Connected' }).waitFor()

  await page.getByLabel('Audiences and contacts').selectOption('read')
  await page
    .getByText('Permissions changed at Mailchimp: Audiences and contacts, from “Read and write” to “Read”')
    .waitFor()

  await page.getByRole('button', { name: 'Disconnect', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Disconnect' }).click()
  const removal = page.getByRole('link', { name: 'Manage apps at Mailchimp' })
  await removal.waitFor()
  await page.reload()
  await removal.waitFor()
  await page.getByText('The token was deleted here.', { exact: false }).first().waitFor()

  await page.goto(`${world.server.url}/activity`)
  for (const provider of ['Mailchimp', 'MailUp'])
    await page
      .getByText(new RegExp(`^OAuth app registered at ${provider}: .+ \\(.+\\)`))
      .first()
      .waitFor()
  assert.equal(await page.getByText('OAuth app registered', { exact: true }).count(), 0)
})
