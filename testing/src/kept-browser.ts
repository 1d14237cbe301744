import { after } from 'node:test'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterLastFile } from './after-last-file.ts'
import { startChromium, type ChromiumOptions } from './chromium.ts'
import { freePort } from './free-port.ts'

/** A browser whose context outlives a test, so that scripts are loaded and compiled once. */
export interface KeptBrowser {
  readonly browser: Browser
  readonly context: BrowserContext
  /** The same URL in each test, because caches belong to an origin. */
  readonly port: number
  /** Keeps the renderer process alive. */
  readonly keeper: Page
}

/** Returns the same browser each time; undefined if there is none. */
type Open = () => Promise<KeptBrowser | undefined>

/** Of all test files of this process. */
let ofProcess: Open | undefined

/** Call it while a test file is imported. A file with its own options gets its own browser. */
export function keepBrowser(options: ChromiumOptions = {}): Open {
  if (options.keepsPages) return openOnce(options, after)
  return (ofProcess ??= openOnce(options, afterLastFile))
}

function openOnce(options: ChromiumOptions, atEnd: (step: () => Promise<void>) => void): Open {
  let opened: Promise<KeptBrowser | undefined> | undefined
  atEnd(async () => (await opened)?.browser.close())
  return () => (opened ??= open(options))
}

async function open(options: ChromiumOptions): Promise<KeptBrowser | undefined> {
  const browser = await startChromium(options)
  if (!browser) return undefined
  const context = await browser.newContext({ viewport: { width: 1024, height: 800 } })
  return { browser, context, port: await freePort(), keeper: await context.newPage() }
}

/** Clears everything that a test has stored, except cached files. */
export async function forget(
  { browser, context, keeper }: KeptBrowser,
  origins: readonly string[],
): Promise<void> {
  for (const other of browser.contexts()) if (other !== context) await other.close()
  for (const page of context.pages()) if (page !== keeper) await page.close()
  await context.unrouteAll()
  await context.setOffline(false)
  await context.clearCookies()
  const session = await context.newCDPSession(keeper)
  for (const origin of origins)
    await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' })
  await session.detach()
}
