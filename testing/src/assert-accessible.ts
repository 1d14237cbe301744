import axe from 'axe-core'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The rules whose result depends on colors. The others are the same in light and in dark: a color scheme changes nothing else. */
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
    // A color in the middle of a change has no contrast to judge.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))',
    )
    // `evaluate` bypasses the page's policy, which allows no other script.
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source)
    // A menu belongs to its button, not to a region of the page, and hides everything else while it is open.
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
