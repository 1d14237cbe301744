import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setupOwner } from '@letterlock/testing/dashboard-session.ts'
import { startWorld } from '@letterlock/testing/world.ts'

const textOf = async (url: string): Promise<string> => (await fetch(url)).text()

test('before the setup, pages lead to the setup link, not to a sign-in that no user has', async () => {
  await using world = await startWorld()
  const { url } = world.server
  for (const path of ['/', '/sign-in', '/connections'])
    assert.match(
      await textOf(url + path),
      /Set up the dashboard first[^]*setup link that the server\s+printed/,
      path,
    )
  assert.match(await textOf(`${url}/setup`), /<script type="module"/)
  await setupOwner(world)
  assert.match(await textOf(url), /<script type="module"/)
})

test('the typeface of the dashboard is that of the pages that the server renders', async () => {
  await using world = await startWorld()
  const font = await fetch(`${world.server.url}/font.woff2`)
  assert.deepEqual([font.status, font.headers.get('content-type')], [200, 'font/woff2'])
  assert.equal(Buffer.from(await font.arrayBuffer()).toString('latin1', 0, 4), 'wOF2')
  const page = await fetch(`${world.server.url}/`)
  assert.match(page.headers.get('content-security-policy') ?? '', /font-src 'self'/)
})
