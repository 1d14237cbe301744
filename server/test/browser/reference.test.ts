import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'

const visit = useBrowser()

test('the reference at /docs: its policy blocks nothing that it needs, and it opens closed', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { page, world } = visited
  page.setDefaultTimeout(60_000)
  const blocked: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') blocked.push(message.text())
  })
  await page.goto(`${world.server.url}/docs`, { timeout: 60_000 })
  await page.getByText('OAuth apps', { exact: true }).waitFor()
  const operation = page.getByText('/v1/connections/{connectionId}/token', { exact: true })
  assert.equal(await operation.count(), 0)
  await page.getByText('Connections', { exact: true }).click()
  await operation.click()
  await page.getByText('connection_disconnected', { exact: true }).first().waitFor()
  assert.deepEqual(blocked, [])
})
