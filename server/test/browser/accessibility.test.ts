import { test } from 'node:test'
import { sandboxPages } from '../../../scripts/pictures/sandbox-pages.ts'
import { connectPages } from '../../../scripts/pictures/connect-pages.ts'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connectIn, newPage, useBrowser } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

const INSIDE = [
  '/',
  '/connections',
  '/calls',
  '/webhooks',
  '/connections/new',
  '/oauth-apps',
  '/secret-keys',
  '/assistants',
  '/activity',
  '/members',
  '/profile/sessions',
  '/profile',
  '/settings',
  '/connections/complete',
]
const OUTSIDE = ['/sign-in', '/setup', '/accept-invitation', '/forgot-password', '/reset-password']

test('axe finds nothing serious on any page of the dashboard', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { page, world } = visited
  await connectIn(page, 'MailUp', 'm1001')
  await page.waitForURL(/\/connections\/conn_/)
  const one = new URL(page.url()).pathname
  for (const path of [...INSIDE, one, ...OUTSIDE]) {
    await page.goto(world.server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await assertAccessible(page, path)
  }
})

test('axe finds nothing serious on the connect pages, nor in the sandbox', async (t) => {
  await using visited = await visit(t)
  if (!visited) return
  const { context, world } = visited
  await world.client.workspace.update({ branding: { color: '#ffee00' } })
  for await (const { name, page } of connectPages(context, world)) await assertAccessible(page, name)
  const page = await newPage(context)
  for await (const { name } of sandboxPages(page, world)) await assertAccessible(page, name)
})
