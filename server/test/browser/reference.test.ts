import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

const visit = useBrowser()

test('the reference at /docs: from the list to an operation and its error, in both colors, and on a phone', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { page, world } = visited
  const blocked: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') blocked.push(message.text())
  })
  const elsewhere: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(world.server.url)) elsewhere.push(request.url())
  })
  const background = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor')

  await page.goto(`${world.server.url}/docs`)
  await page.getByRole('heading', { name: 'All operations' }).waitFor()
  const light = await background()
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.notEqual(await background(), light)
  await assertAccessible(page, 'reference: introduction')

  await page.getByRole('link', { name: '/v1/connections/{connectionId}/token' }).click()
  const operation = page.locator('#getAccessToken')
  await operation.getByText('With a secret key that has the scope tokens:read.').waitFor()
  await operation.getByText(`curl -X POST '${world.server.url}/v1/connections/conn_`).waitFor()
  await page.setViewportSize({ width: 360, height: 800 })
  assert.ok(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth'))
  await assertAccessible(page, 'reference: connections')

  await operation.getByText('Errors', { exact: true }).click()
  await operation.getByRole('link', { name: 'connection_disconnected' }).click()
  await page.getByText('The connection has no working credential').waitFor()
  assert.equal(new URL(page.url()).hash, '#connection_disconnected')
  assert.deepEqual([blocked, elsewhere], [[], []])
})
