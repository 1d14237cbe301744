import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { before, type TestContext } from 'node:test'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import type { ChromiumOptions } from './chromium.ts'
import { setupOwner, signIn, OWNER, type DashboardSession, type TestUser } from './dashboard-session.ts'
import { PROVIDERS } from './providers.ts'
import { forget, keepBrowser, type KeptBrowser } from './kept-browser.ts'
import { waitFor } from './wait-for.ts'
import { startWorld, type TestWorld } from './world.ts'

/** The page that `npm ci` builds. */
export const BUILT = join(import.meta.dirname, '../../dashboard/dist/index.html')
export const MISSING =
  'NO BROWSER WAS TESTED: there is no Chromium, or dashboard/ is not built (npm ci builds it)'

/** An upper bound for waits. Being late, on a busy machine, is not a failure. */
const WAIT_MS = 60_000

export interface Visit extends AsyncDisposable {
  readonly browser: Browser
  readonly world: TestWorld
  /** Shared by all tests of a file; keeps only cached files between tests. */
  readonly context: BrowserContext
  readonly page: Page
}

export interface VisitOptions {
  /** Settings of the server. */
  readonly environment?: Record<string, string>
  /** Where the page is; the overview by default. `null`: it is blank. */
  readonly path?: string | null
  /** `false`: the server is not set up, and the page is blank. */
  readonly setUp?: boolean
}

/** One browser for the test files of a process. Returns a function that opens a dashboard in it; undefined, with a notice, without a browser. */
export function useBrowser(
  options: ChromiumOptions = {},
): (t: TestContext, visitOptions?: VisitOptions) => Promise<Visit | undefined> {
  const open = keepBrowser(options)
  let kept: KeptBrowser | undefined
  before(async () => void (kept = existsSync(BUILT) ? await open() : undefined), { timeout: 300_000 })
  return async (t, visitOptions) => {
    if (!kept) {
      t.skip(MISSING)
      return undefined
    }
    const visited = await visit(kept, visitOptions)
    // Also after a test that times out, because the next test uses the same port.
    t.after(() => visited[Symbol.asyncDispose]())
    return visited
  }
}

/** A new server with an OAuth app per provider, and its owner signed in. */
async function visit(
  kept: KeptBrowser,
  { environment = {}, path = '/', setUp = true }: VisitOptions = {},
): Promise<Visit> {
  const { browser, context, port, keeper } = kept
  // Also of windows that a page opens.
  context.setDefaultTimeout(WAIT_MS)
  const world = await startWorld({ LETTERLOCK_PORT: String(port), ...environment })
  for (const provider of PROVIDERS) await world.addOAuthApp(provider)
  const { url } = world.server
  if (keeper.url() === 'about:blank') await keeper.goto(`${url}/healthz`)
  const page = await newPage(context)
  if (setUp) {
    await setupOwner(world)
    await context.addCookies(cookiesOf(await signIn(world), url))
  }
  if (setUp && path !== null) {
    await page.goto(url + path)
    await page.getByRole('heading', { level: 1 }).waitFor()
  }
  const close = async (): Promise<void> => {
    await forget(kept, [url, world.sandbox.url])
    await world[Symbol.asyncDispose]()
  }
  let closed: Promise<void> | undefined
  return { browser, world, context, page, [Symbol.asyncDispose]: () => (closed ??= close()) }
}

function cookiesOf(
  { cookie }: DashboardSession,
  url: string,
): { name: string; value: string; url: string }[] {
  return cookie.split('; ').map((pair) => {
    const [name = '', value = ''] = pair.split('=')
    return { name, value, url }
  })
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

/** Waits for this number of elements: when old ones are gone, new ones may still be loading. */
export async function shownTimes(shown: Locator, count: number): Promise<void> {
  await waitFor(
    () => shown.count(),
    (found) => found === count,
  )
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
  // Both pages have buttons: waits for the second page, because the first is still there for a moment.
  await page.locator('form:has([type=password]) button').click()
  await page.locator(`button[name=decision][value=${decision}]`).click()
}
