import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, type TestContext } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { startChromium, type ChromiumOptions } from './chromium.ts'
import { OWNER, type TestUser } from './dashboard-session.ts'
import { PROVIDERS } from './providers.ts'
import { startWorld, type TestWorld } from './world.ts'

/** The page that `npm ci` builds. */
export const BUILT = join(import.meta.dirname, '../../dashboard/dist/index.html')
export const MISSING =
  'NO BROWSER WAS TESTED: there is no Chromium, or dashboard/ is not built (npm ci builds it)'

/** Bounds a wait for what never comes. What comes late, on a busy machine, is no failure. */
const WAIT_MS = 20_000

export interface Visit extends AsyncDisposable {
  readonly browser: Browser
  readonly world: TestWorld
  readonly context: BrowserContext
  readonly page: Page
}

/** One browser per test file. Returns a function that opens a dashboard in it; undefined, with a notice, without a browser. */
export function useBrowser(
  options: ChromiumOptions = {},
): (t: TestContext, environment?: Record<string, string>) => Promise<Visit | undefined> {
  let browser: Browser | undefined
  before(async () => void (browser = existsSync(BUILT) ? await startChromium(options) : undefined), {
    timeout: 300_000,
  })
  after(() => browser?.close())
  return async (t, environment) => {
    if (browser) return visit(browser, environment)
    t.skip(MISSING)
    return undefined
  }
}

/** A new server with an OAuth app per provider, and its owner signed in after setup. */
async function visit(browser: Browser, environment: Record<string, string> = {}): Promise<Visit> {
  const world = await startWorld(environment)
  for (const provider of PROVIDERS) await world.addOAuthApp(provider)
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 } })
  const page = await newPage(context)
  await page.goto(world.server.setupUrl ?? '')
  await page.getByLabel('Your name').fill(OWNER.name)
  await page.getByLabel('Email').fill(OWNER.email)
  await page.getByLabel('Password', { exact: true }).fill(OWNER.password)
  await page.getByRole('button', { name: 'Create owner' }).click()
  await page.getByRole('heading', { level: 1, name: 'Overview' }).waitFor()
  const close = async (): Promise<void> => {
    await context.close()
    await world[Symbol.asyncDispose]()
  }
  return { browser, world, context, page, [Symbol.asyncDispose]: close }
}

export async function newPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  page.setDefaultTimeout(WAIT_MS)
  page.setDefaultNavigationTimeout(WAIT_MS)
  return page
}

export async function signInAt(
  page: Page,
  world: TestWorld,
  { email, password }: TestUser = OWNER,
): Promise<void> {
  await page.goto(`${world.server.url}/sign-in`)
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** Chooses in the user's menu: “Profile”, “Active sessions”, “Sign out”. */
export async function chooseInUserMenu(page: Page, entry: string): Promise<void> {
  await page.getByTestId('user-menu').click()
  await page.getByRole('menuitem', { name: entry }).click()
}

/** Connects an account: from the dashboard through the provider's sign-in and consent pages, and back. */
export async function connectIn(
  page: Page,
  providerName: string,
  username: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<void> {
  await page.getByRole('link', { name: 'Connect an account' }).first().click()
  await page.getByRole('button', { name: `Connect ${providerName}`, exact: true }).click()
  await decideAtProvider(page, username, decision)
}

export async function decideAtProvider(
  page: Page,
  username: string,
  decision: 'allow' | 'deny' = 'allow',
): Promise<void> {
  await page.getByLabel(/user ?name|email address/i).fill(username)
  await page.getByLabel(/password/i).fill(username.startsWith('ben') ? 'two-wheels' : 'bread-and-butter')
  await page.getByRole('button').first().click()
  await page
    .getByRole('button')
    .nth(decision === 'allow' ? 0 : 1)
    .click()
}
