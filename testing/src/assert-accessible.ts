import axe from 'axe-core'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'

/** Nothing that axe calls serious or critical, in light and in dark. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    // Past the page's own policy, which allows no script from elsewhere.
    await page.evaluate(axe.source)
    const { violations } = await page.evaluate<axe.AxeResults>('axe.run()')
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
    assert.deepEqual(
      serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`),
      [],
      `${colorScheme} ${what}`,
    )
  }
}
