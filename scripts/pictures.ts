/**
 * Takes pictures of every page, as people see them: three widths, light and dark, empty and full. They go to the folder that is
 * named on the command line, `pictures/` if none is; those that the README shows go to `docs/pictures/`.
 *
 *     npx node scripts/pictures.ts [folder] [only pages with these letters]
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { startChromium } from '@letterlock/testing/chromium.ts'
import { startStudio, type Shot } from './pictures/studio.ts'

const WIDTHS = [390, 1024, 1600]
const SCHEMES = ['light', 'dark'] as const
const IN_README = new Map([
  ['connections-full 1024 light', 'connections.png'],
  ['connection 1024 dark', 'connection.png'],
  ['apps 1024 light', 'apps.png'],
  ['hosted 390 light', 'hosted.png'],
  ['activity 1024 light', 'activity.png'],
  ['confirm 1024 light', 'confirm.png'],
])

const [folder = 'pictures', only = ''] = process.argv.slice(2)
const readme = join(import.meta.dirname, '../docs/pictures')
mkdirSync(folder, { recursive: true })
mkdirSync(readme, { recursive: true })

const browser = await startChromium()
if (!browser) throw new Error('There is no Chromium: set LETTERLOCK_TEST_CHROMIUM to its path.')
const studio = await startStudio(browser)
try {
  for await (const shot of studio.shots()) if (shot.name.includes(only)) await take(shot)
} finally {
  await studio.close()
  await browser.close()
}

async function take({ name, page, height = 'whole' }: Shot): Promise<void> {
  for (const width of WIDTHS)
    for (const colorScheme of SCHEMES) {
      await page.setViewportSize({ width, height: 900 })
      await page.emulateMedia({ colorScheme })
      await settle(page)
      const picture = { fullPage: height === 'whole' }
      await page.screenshot({ ...picture, path: join(folder, `${name} ${width} ${colorScheme}.png`) })
      const shown = IN_README.get(`${name} ${width} ${colorScheme}`)
      if (shown) await page.screenshot({ path: join(readme, shown) })
    }
  process.stdout.write(`${name}\n`)
}

/** Nothing moves any more. */
async function settle(page: Page): Promise<void> {
  await page.evaluate('document.fonts.ready')
  await page.waitForTimeout(100)
}
