import type { Browser } from 'puppeteer-core'
import { debianProgram } from './debian-program.ts'

const PLACES = [
  process.env['LETTERLOCK_TEST_FIREFOX'] ?? '',
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
]

/** Starts Firefox, driven by WebDriver BiDi; undefined if there is none and none can be installed. */
export async function startFirefox(): Promise<Browser | undefined> {
  const executablePath = debianProgram(PLACES, 'firefox-esr')
  if (executablePath === undefined) return undefined
  const { launch } = await import('puppeteer-core')
  return launch({
    browser: 'firefox',
    executablePath,
    defaultViewport: { width: 1280, height: 800 },
    // The language of the tests, whatever the machine's is.
    extraPrefsFirefox: { 'intl.accept_languages': 'en-US' },
  })
}
