import axe from 'axe-core'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The rules that depend on colors. The others have the same result in light and dark. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

const SCHEMES = ['light', 'dark'] as const

/** Fails on every violation that axe finds, in light and in dark. */
export async function assertAccessible(
  page: Page,
  what: string,
  schemes: readonly (typeof SCHEMES)[number][] = SCHEMES,
): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // Skips transitions, during which contrast cannot be measured.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))',
    )
    // `evaluate` bypasses the page's Content-Security-Policy.
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source)
    // An open menu belongs to its button, not to a landmark, and hides everything else.
    const isMenuOpen = (await page.locator('[role=menu]').count()) > 0
    const options: axe.RunOptions = {
      resultTypes: ['violations'],
      ...(isMenuOpen && { rules: { region: { enabled: false } } }),
      ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: COLOR_RULES } }),
    }
    const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`)
    assert.deepEqual(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      `${colorScheme} ${what}`,
    )
  }
}
