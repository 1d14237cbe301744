/*
 * Takes screenshots of every page: three widths, light and dark, empty and filled. They are written to the given folder, by default
 * `pictures/`; those of the README to `docs/pictures/`.
 *
 *     npx node scripts/pictures.ts [folder] [pattern of page names] [language]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startChromium } from '@letterlock/testing/chromium.ts'
import type { Shot } from './pictures/shot.ts'
import { startStudio } from './pictures/studio.ts'

const WIDTHS = [390, 1024, 1600]
const MAX_HEIGHT = 3000
const SCHEMES = ['light', 'dark'] as const
/** With the names of the pages beside their content. */
const README_WIDTH = 1280
const IN_README = new Map([
  ['overview 1280 light', 'overview.png'],
  ['overview 1280 dark', 'overview-dark.png'],
  ['connections 1280 light', 'connections.png'],
  ['connections 1280 dark', 'connections-dark.png'],
  ['connection 1280 dark', 'connection.png'],
  ['oauth-apps 1280 light', 'oauth-apps.png'],
  ['connect 390 light', 'connect.png'],
  ['activity 1280 light', 'activity.png'],
  ['send-request 1280 light', 'send-request.png'],
])

const [folder = 'pictures', only = '', locale = 'en'] = process.argv.slice(2)
const wants = (name: string): boolean => new RegExp(only).test(name)
const readme = join(import.meta.dirname, '../docs/pictures')
mkdirSync(folder, { recursive: true })
mkdirSync(readme, { recursive: true })

const browser = await startChromium()
if (!browser) throw new Error('There is no Chromium: set LETTERLOCK_TEST_CHROMIUM to its path.')
const studio = await startStudio(browser, { locale, wants })
try {
  for await (const shot of studio.shots()) if (wants(shot.name)) await take(shot)
} finally {
  await studio.close()
  await browser.close()
}

async function take({ name, page, height = 'whole' }: Shot): Promise<void> {
  const isInReadme = SCHEMES.some((scheme) => IN_README.has(`${name} ${README_WIDTH} ${scheme}`))
  for (const width of isInReadme ? [...WIDTHS, README_WIDTH] : WIDTHS)
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await waitUntilStill(page)
      // Long lists go on as they begin.
      const whole = height === 'whole' && (await heightOf(page)) < MAX_HEIGHT
      const picture = { fullPage: whole }
      await page.screenshot({ ...picture, path: join(folder, `${name} ${width} ${colorScheme}.png`) })
      const shown = locale === 'en' ? IN_README.get(`${name} ${width} ${colorScheme}`) : undefined
      if (shown) await page.screenshot({ path: join(readme, shown) })
    }
  process.stdout.write(`${name}\n`)
}

function heightOf(page: Page): Promise<number> {
  return page.evaluate('document.documentElement.scrollHeight')
}

/** Waits until fonts are loaded and nothing moves. */
async function waitUntilStill(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(100)
}
