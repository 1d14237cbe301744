import { startChromium } from '@letterlock/testing/chromium.ts'
import { decideAtProvider, newPage } from '@letterlock/testing/dashboard-page.ts'
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test, type TestContext } from 'node:test'
import { freePort } from '../testing/src/free-port.ts'
import { codeBlocksOf } from '../scripts/site/code-blocks.ts'
import { nodeFolder } from './node-versions.ts'
import { cleanEnvironment, createProject, type Project } from './project.ts'
import { startLetterlock, type StartedLetterlock } from './start-letterlock.ts'
import { ROOT } from './tarballs.ts'

const PAGE = 'docs/connect.md'
const blocks = codeBlocksOf(PAGE, readFileSync(join(ROOT, PAGE), 'utf8'))
/** The files that the page shows, each by the name that it gives them. */
const files = blocks.flatMap(({ meta, code }) => {
  const [, name] = /^title="(.+)"$/.exec(meta) ?? []
  return name === undefined ? [] : [{ name, code }]
})

/** Runs the application as the page says it, on the oldest Node that the SDK runs on. */
async function startApplication(
  t: TestContext,
  { folder }: Project,
  { url, secretKey }: StartedLetterlock,
): Promise<string> {
  const port = await freePort()
  const environment = { ...cleanEnvironment(await nodeFolder('20.20.2')), PORT: String(port) }
  const child = spawn('node', ['server.mjs'], {
    cwd: folder,
    env: { ...environment, LETTERLOCK_URL: url, LETTERLOCK_SECRET_KEY: secretKey },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'close')
  t.after(async () => {
    child.kill()
    await ended
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const [, open] = /^Open (\S+)$/.exec(line) ?? []
    if (open !== undefined) return open
  }
  return assert.fail('it has ended')
}

const TITLE =
  'an Express application is written from the page, word for word, and its button connects an account'

test(TITLE, { timeout: 300_000 }, async (t) => {
  const browser = await startChromium()
  if (!browser) return
  t.after(() => browser.close())
  assert.deepEqual(
    files.map(({ name }) => name),
    ['server.mjs', 'index.html', 'connected.html'],
  )
  const project = await createProject(t, ['sdk', 'cli'], undefined, ['express'])
  for (const { name, code } of files) writeFileSync(project.path(name), code)
  const started = await startLetterlock(project, ['npx', 'letterlock'], await nodeFolder('24.21.0'))
  const url = await startApplication(t, project, started)

  const page = await newPage(await browser.newContext())
  page.setDefaultTimeout(30_000)
  await page.goto(url)
  const opened = page.waitForEvent('popup')
  await page.getByRole('button', { name: 'Connect my newsletter' }).click()
  const popup = await opened
  await popup.getByRole('button', { name: 'Continue to Mailchimp' }).click()
  await decideAtProvider(popup, 'ada')
  await page.getByText('Connected: Ada’s Bakery').waitFor()

  // Where windows are blocked, the page at the return URL confirms.
  await page.reload()
  await page.evaluate('window.open = () => null')
  await page.getByRole('button', { name: 'Connect my newsletter' }).click()
  await page.getByRole('button', { name: 'Continue to MailUp' }).click()
  await decideAtProvider(page, 'm1001')
  await page.getByText('Connected: ').waitFor()
  assert.equal(page.url(), `${url}/connected.html`)
})
