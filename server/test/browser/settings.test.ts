import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { useBrowser } from '@letterlock/testing/dashboard-page.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'

const visit = useBrowser()

test('settings: they say how long what is kept, and whether everything is encrypted with the newest key', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await page.getByRole('link', { name: 'Settings' }).click()
  const kept = page.getByRole('region', { name: 'Retention' })
  await kept.getByText('365 days').waitFor()
  await kept.getByText('30 days, at most 500,000 calls').waitFor()
  await kept.getByText('LETTERLOCK_EVENT_RETENTION_DAYS=365').waitFor()
  const keys = page.getByRole('region', { name: 'Encryption keys' })
  const status = keys.getByTestId('encryption')
  await status.filter({ hasText: 'Everything uses the newest key' }).waitFor()
  await assertAccessible(page, 'settings of the server')

  const file = world.config.encryptionKeyFile
  writeFileSync(file, `${randomBytes(32).toString('base64')}\n${readFileSync(file, 'utf8')}`)
  // The server takes a new key into use within a second; the page asks when it is loaded.
  const statusAfterReload = async (): Promise<string> => {
    await page.reload()
    return status.innerText()
  }
  await waitFor(statusAfterReload, (text) => text.includes('older key'))
  await keys.getByText('letterlock encryption-keys rotate').waitFor()
})
