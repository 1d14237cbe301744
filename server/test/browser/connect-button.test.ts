import assert from 'node:assert/strict'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { build, defaultClientConditions, type Rollup } from 'vite'
import { createExample } from '../../../examples/connect-button/server.ts'
import { decideAtProvider, newPage, useBrowser, type Visit } from '@letterlock/testing/dashboard-page.ts'

const visit = useBrowser()

/** The example application, opened by its customer. */
async function openExample({ page, world }: Visit): Promise<AsyncDisposable & { page: Page; url: string }> {
  const server = createExample({ serverUrl: world.server.url, secretKey: world.secretKey })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await page.goto(url)
  const close = async (): Promise<void> => {
    server.closeAllConnections()
    server.close()
  }
  return { page, url, [Symbol.asyncDispose]: close }
}

/** Clicks the connect button and returns the window that it opens. */
async function openWindow(page: Page): Promise<Page> {
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Connect my newsletter' }).click()
  const popup = await opened
  return popup
}

const LOGO =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

test('connect button: in a new window, in the workspace’s branding', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { world } = visited
  await world.client.workspace.update({ name: 'Bakery Reports', branding: { color: '#ffcc00', logo: LOGO } })
  await using example = await openExample(visited)
  const popup = await openWindow(example.page)
  await popup.getByRole('heading', { name: 'Bakery Reports wants to connect' }).waitFor()
  await popup.locator('.branding img').waitFor()
  const button = popup.getByRole('button', { name: 'Continue to Mailchimp' })
  const style = 'getComputedStyle(document.querySelector("button .monogram"))'
  assert.equal(await popup.evaluate(`${style}.backgroundColor`), 'rgb(255, 204, 0)')
  assert.equal(await popup.evaluate(`${style}.color`), 'rgb(0, 0, 0)', 'what can be read on it')
  await button.click()
  const closed = popup.waitForEvent('close')
  await decideAtProvider(popup, 'ada')
  await example.page.getByText('Connected: Ada’s Bakery').waitFor()
  await closed
  assert.equal((await world.client.connections.list({ endUserId: 'customer-1' })).items.length, 1)
})

test('connect button: a denial, and a window that is never finished', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  await using example = await openExample(visited)
  const popup = await openWindow(example.page)
  await popup.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await decideAtProvider(popup, 'ada', 'deny')
  await example.page.getByText('Access denied. Nothing was connected.').waitFor()

  await example.page.reload()
  const left = await openWindow(example.page)
  await left.close()
  // Nothing hangs: the page offers to continue in its own window, with the same link.
  await example.page.getByRole('link', { name: 'Continue in this window' }).click()
  await example.page.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await decideAtProvider(example.page, 'ada')
  await example.page.getByText('Connected: Ada’s Bakery').waitFor()
})

test('connect button: where windows are blocked, by redirect, there and back', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  await using example = await openExample(visited)
  const { page } = example
  await page.evaluate('window.open = () => null')
  await page.getByRole('button', { name: 'Connect my newsletter' }).click()
  await page.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await decideAtProvider(page, 'ada')
  await page.getByText('Connected: Ada’s Bakery').waitFor()
  assert.equal(page.url(), `${example.url}/connected`, 'the confirmation token does not stay in the URL')
})

test('connect button: a link opened by another user connects nothing', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { browser, world } = visited
  await using example = await openExample(visited)
  const link = (await example.page.locator('letterlock-connect').getAttribute('session-url')) ?? ''
  const other = await browser.newContext()
  const stranger = await newPage(other)
  await stranger.goto(link)
  await stranger.getByRole('button', { name: 'Continue to Mailchimp' }).waitFor()
  const popup = await openWindow(example.page)
  await popup.getByText('was already opened in another browser').first().waitFor()
  assert.equal((await world.client.connections.list()).items.length, 0)
  await other.close()
})

test('connect button: the React wrapper shows it and hears what it tells', async (t) => {
  await using visited = await visit(t, { setUp: false })
  if (!visited) return
  const { page } = visited
  await page.goto(`${visited.world.server.url}/healthz`)
  await page.setContent('<div id="root"></div>')
  await page.evaluate(await bundleWithReact())
  const button = page.getByRole('button', { name: 'Connect from React' })
  await button.click()
  await page.getByText('failed: session_url_missing').waitFor()
})

/** A page with the wrapper, as an application's own bundler would make it. */
async function bundleWithReact(): Promise<string> {
  const root = join(import.meta.dirname, '../../..')
  const entry = join(root, 'dashboard/src/entry-of-a-test.js')
  const source = `
    import { createElement, useState } from 'react'
    import { createRoot } from 'react-dom/client'
    import { LetterlockConnect } from '@letterlock/sdk/react'
    const App = () => {
      const [said, say] = useState('')
      const onFailed = ({ detail }) => say('failed: ' + detail.error)
      return createElement('div', null, createElement(LetterlockConnect, { sessionUrl: '', onFailed }, 'Connect from React'), said)
    }
    createRoot(document.querySelector('#root')).render(createElement(App))`
  const built = await build({
    root: join(root, 'dashboard'),
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['letterlock-source', ...defaultClientConditions] },
    plugins: [
      {
        name: 'the entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null),
      },
    ],
    build: { write: false, rollupOptions: { input: entry, output: { format: 'iife' } } },
  })
  const [{ output } = { output: [] }] = [built].flat() as Rollup.RollupOutput[]
  const [chunk] = output
  assert.equal(chunk?.type, 'chunk')
  return chunk?.type === 'chunk' ? chunk.code : ''
}
