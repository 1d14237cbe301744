import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sandboxPages } from '../../../scripts/pictures/sandbox-pages.ts'
import { connectPages } from '../../../scripts/pictures/connect-pages.ts'
import { assertAccessible } from '@letterlock/testing/assert-accessible.ts'
import { connect } from '@letterlock/testing/connect.ts'
import { connectIn, newPage, useBrowser, type Visit } from '@letterlock/testing/dashboard-page.ts'
import { waitFor } from '@letterlock/testing/wait-for.ts'
import { startWebhookReceiver } from '@letterlock/testing/webhook-receiver.ts'

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
  '/profile/alerts',
  '/profile',
  '/settings',
  '/connections/complete',
]

/** Views with content: an endpoint, an open delivery, labels, the connections of an end user; and the reference. */
async function fill({ world }: Visit): Promise<string[]> {
  await using receiver = await startWebhookReceiver()
  receiver.respond((_webhook, response) => response.writeHead(500).end('no database'))
  const { client } = world
  const endpoint = { url: receiver.url, description: 'Billing of a long name, for the whole company' }
  const { id } = await client.webhookEndpoints.create(endpoint)
  const labels = { plan: 'pro', 'a-name-that-is-quite-long': 'and a value that is longer than its name is' }
  const connection = await connect(world, { endUserId: 'customer-1', labels })
  const [delivery] = await waitFor(
    async () => (await client.webhookDeliveries.list(id)).items,
    ({ length }) => length > 0,
  )
  const one = `/webhooks/${id}`
  return [
    '/server',
    '/webhooks',
    one,
    `${one}?deliveryId=${delivery?.id}`,
    `/connections/${connection.id}`,
    '/connections?endUserId=customer-1',
    '/connections?label=plan%3Apro',
    '/docs',
    '/docs/webhooks',
  ]
}

const OUTSIDE = ['/sign-in', '/setup', '/accept-invitation', '/forgot-password', '/reset-password']

const WIDE = { width: 1440, height: 900 }
const PHONE = { width: 390, height: 844 }

/** Each page at a desk, in both colors; with content also on a phone, where things stand elsewhere, in the same colors. */
async function assertPages(
  { page, world }: Visit,
  paths: readonly string[],
  { onPhone }: { readonly onPhone: boolean },
): Promise<void> {
  for (const path of paths) {
    await page.setViewportSize(WIDE)
    await page.goto(world.server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // What is loaded afterwards counts, too.
    await page.waitForLoadState('networkidle')
    await assertAccessible(page, path)
    if (!onPhone) continue
    await page.setViewportSize(PHONE)
    await assertAccessible(page, `${path} on a phone`, ['light'])
  }
}

/** What looks otherwise without content. */
const EMPTY = ['/', '/connections', '/calls', '/webhooks', '/assistants', '/activity', '/members', '/nowhere']

/** So few that a busy machine is done with them in time. */
const PAGES_PER_TEST = 5
const groupsOf = (paths: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(paths.length / PAGES_PER_TEST) }, (_, index) =>
    paths.slice(index * PAGES_PER_TEST, (index + 1) * PAGES_PER_TEST),
  )

for (const paths of groupsOf([...EMPTY, ...OUTSIDE]))
  test(`axe finds nothing on pages without content: ${paths.join(', ')}`, async (t) => {
    await using visited = await visit(t, { path: null })
    if (visited) await assertPages(visited, paths, { onPhone: false })
  })

for (const paths of groupsOf(INSIDE))
  test(`axe finds nothing on pages with content, at a desk or on a phone: ${paths.join(', ')}`, async (t) => {
    await using visited = await visit(t, { path: null })
    if (!visited) return
    await fill(visited)
    await assertPages(visited, paths, { onPhone: true })
  })

for (const half of [0, 1])
  test(`axe finds nothing on the pages of what is in a workspace, ${half === 0 ? 'first' : 'last'} ones`, async (t) => {
    await using visited = await visit(t, { path: null })
    if (!visited) return
    const filled = await fill(visited)
    const middle = Math.ceil(filled.length / 2)
    await assertPages(visited, half === 0 ? filled.slice(0, middle) : filled.slice(middle), { onPhone: true })
  })

test('axe finds nothing on the connect pages, nor in the sandbox', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { context, world } = visited
  await world.client.workspace.update({ branding: { color: '#ffee00' } })
  for await (const { name, page } of connectPages(context, world)) await assertAccessible(page, name)
  const page = await newPage(context)
  for await (const { name } of sandboxPages(page, world)) await assertAccessible(page, name)
})

for (const [locale, language] of [
  ['de', 'German'],
  ['fr', 'French'],
])
  test(`at 400 % zoom, also with the long words of ${language}, no page of the dashboard scrolls sideways`, async (t) => {
    await using visited = await visit(t)
    if (!visited) return
    const { page, world } = visited
    await connectIn(page, 'MailUp', 'm1001')
    await page.waitForURL(/\/connections\/conn_/)
    const one = new URL(page.url()).pathname
    const filled = await fill(visited)
    // 1280 by 1024 pixels at 400 % (WCAG 2.2, 1.4.10).
    await page.setViewportSize({ width: 320, height: 256 })
    await page.evaluate(`localStorage.setItem('letterlock-locale', '${locale}')`)
    const wide: string[] = []
    for (const path of [...INSIDE, one, ...filled, '/sign-in']) {
      await page.goto(world.server.url + path)
      await page.getByRole('heading', { level: 1 }).waitFor()
      // What is loaded afterwards counts, too.
      await page.waitForLoadState('networkidle')
      const width = await page.evaluate<number>('document.documentElement.scrollWidth')
      if (width > 320) wide.push(`${path}: ${width}`)
    }
    assert.deepEqual(wide, [])
  })

test('with forced colors and reduced motion, controls have edges, focus is seen, and nothing moves', async (t) => {
  await using visited = await visit(t, { path: null })
  if (!visited) return
  const { page, world } = visited
  await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' })
  for (const path of INSIDE) {
    await page.goto(world.server.url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    // Most pages have their controls when their data has arrived.
    await page.locator('main').locator('a, button, input, select, summary').first().waitFor()
    const found = await page.evaluate<{ edgeless: string[]; moving: number; outline: string }>(`(() => {
      const controls = [...document.querySelectorAll('main button, main input:not([type=checkbox], [type=radio], [type=file]), main select')]
      const seen = controls.filter((one) => one.checkVisibility() && !one.matches('.sr-only, [aria-label]'))
      const edge = (one) => getComputedStyle(one).borderTopStyle !== 'none' || getComputedStyle(one).outlineStyle !== 'none'
      const focusable = [...document.querySelectorAll('main a, main button, main input, main select, main summary')]
      focusable.find((one) => one.checkVisibility())?.focus({ focusVisible: true })
      return {
        edgeless: seen.filter((one) => !edge(one)).map((one) => one.outerHTML.slice(0, 80)),
        moving: document.getAnimations().length,
        outline: getComputedStyle(document.activeElement).outlineStyle,
      }
    })()`)
    assert.deepEqual(found, { edgeless: [], moving: 0, outline: 'solid' }, path)
  }
})
