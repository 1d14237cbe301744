import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const PLACES = [
  process.env['LETTERLOCK_TEST_CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

export interface ChromiumOptions {
  /** Enables the back/forward cache, as in users' browsers. */
  readonly keepsPages?: boolean
}

/** Starts a browser; undefined, with a notice, if there is none and none can be installed. */
export async function startChromium({ keepsPages = false }: ChromiumOptions = {}): Promise<
  Browser | undefined
> {
  const executablePath = find() ?? install()
  if (executablePath === undefined) return undefined
  // Chromium's own sandbox does not start for root, as in most containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const ignoreDefaultArgs = keepsPages ? ['--disable-back-forward-cache'] : []
  return chromium.launch({ executablePath, args, ignoreDefaultArgs })
}

const find = (): string | undefined => PLACES.find((place) => place !== '' && existsSync(place))

/** Installs Debian's Chromium if the tests run as root, as in a container. */
function install(): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { stdio: 'ignore', timeout: 120_000, env } as const
  try {
    execFileSync('apt-get', ['update', '-qq'], options)
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options)
  } catch {
    return undefined
  }
  return find()
}
