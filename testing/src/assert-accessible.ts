import axe from 'axe-core'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** The rules whose result depends on colors. The others are the same in light and in dark: a color scheme changes nothing else. */
const COLOR_RULES = ['color-contrast', 'link-in-text-block']

/** Fails on violations that axe calls serious or critical, in light and in dark. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    // A color in the middle of a change has no contrast to judge.
    await page.evaluate(
      'Promise.allSettled(document.getAnimations().filter((one) => one.effect.getTiming().iterations !== Infinity).map((one) => one.finished))',
    )
    // `evaluate` bypasses the page's policy, which allows no other script.
    if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe.source)
    const options: axe.RunOptions = {
      resultTypes: ['violations'],
      ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: COLOR_RULES } }),
    }
    const { violations } = await page.evaluate<axe.AxeResults>(`axe.run(${JSON.stringify(options)})`)
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    assert.deepEqual(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      `${colorScheme} ${what}`,
    )
  }
}
