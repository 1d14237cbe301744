import { chromium, type Browser } from 'playwright-core'
import { debianProgram } from './debian-program.ts'

/** Prefers the headless shell, which needs a quarter less CPU time. */
const PLACES = [
  process.env['LETTERLOCK_TEST_CHROMIUM'] ?? '',
  '/usr/lib/chromium/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/**
 * Without GPU emulation, which takes an eighth of a test's CPU time, and with all pages of a context in one process, which compiles
 * scripts once.
 */
const THRIFTY = [
  '--disable-gpu',
  '--disable-software-rasterizer',
  '--num-raster-threads=1',
  '--process-per-site',
]

export interface ChromiumOptions {
  /** Enables the back/forward cache, as in users' browsers. */
  readonly keepsPages?: boolean
}

/** Starts a browser; undefined, with a notice, if there is none and none can be installed. */
export async function startChromium({ keepsPages = false }: ChromiumOptions = {}): Promise<
  Browser | undefined
> {
  const executablePath = debianProgram(PLACES, 'chromium-headless-shell')
  if (executablePath === undefined) return undefined
  // Chromium's own sandbox does not start for root, as in most containers.
  const args = process.getuid?.() === 0 ? [...THRIFTY, '--no-sandbox'] : THRIFTY
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : []
  return chromium.launch({ executablePath, args, ignoreDefaultArgs })
}
