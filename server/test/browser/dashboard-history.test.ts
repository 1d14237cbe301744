import assert from 'node:assert/strict'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { connectIn, shownTimes, useBrowser } from '@letterlock/testing/dashboard-page.ts'

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
  await page
    .getByText(/Checks have failed since .+: provider unavailable\./)
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

test('the activity shows what changed from what to what, by day, and finds it by text and by who did it', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  const { id } = await connect(world)
  const workspace = await world.client.workspace.get()
  await world.client.workspace.update({
    name: 'Letters & Co',
    allowedReturnUrls: ['https://new.example/done'],
  })
  await page.goto(`${world.server.url}/activity`)
  await page.getByRole('heading', { level: 2, name: /^Today, / }).waitFor()
  const events = page.getByTestId('event')
  const changed = events.filter({ hasText: 'Settings changed' })
  await changed.getByRole('deletion').filter({ hasText: workspace.name }).waitFor()
  await changed.getByRole('insertion').filter({ hasText: 'Letters & Co' }).waitFor()
  await changed.getByRole('insertion').filter({ hasText: 'https://new.example/done' }).waitFor()
  await assertAccessible(page, 'activity with changes')

  const search = page.getByRole('searchbox', { name: 'Text, account, user or key' })
  await search.fill('NEW.example')
  await page.waitForURL(/search=NEW\.example/)
  await events.filter({ hasText: 'Connected' }).first().waitFor({ state: 'detached' })
  await shownTimes(events, 1)
  await search.fill('ada’s')
  await events.filter({ hasText: 'Connected at Mailchimp' }).waitFor()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await changed.getByRole('button', { name: 'by secret key “Default”' }).click()
  await page.waitForURL(/actorId=key_/)
  await page.getByRole('button', { name: 'Remove the filter by secret key “Default”' }).click()
  await page.waitForURL((url) => url.search === '')

  await page.goto(`${world.server.url}/connections/${id}`)
  await page.getByText('Connected at Mailchimp').first().waitFor()
})
