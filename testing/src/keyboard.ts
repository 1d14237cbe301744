import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { OWNER } from './dashboard-session.ts'

/* Keyboard-only interaction. Each step fails if the focus is not visible. */

/** The focused element, and whether its focus is visible. */
const FOCUSED = `(() => {
  const element = document.activeElement === document.body ? null : document.activeElement
  const label = element?.labels?.[0]?.textContent ?? element?.getAttribute('aria-label') ?? element?.textContent
  return { name: (label ?? '').replace(/\\s+/g, ' ').trim(), isMarked: element?.matches(':focus-visible') ?? false }
})()`

/** Whether a floating element hides the focused element completely (WCAG 2.2, 2.4.11). */
const IS_COVERED = `(() => {
  const element = document.activeElement
  // A radio button may be drawn as a part of its label.
  const seen = element.offsetWidth > 4 ? element : (element.labels?.[0] ?? element)
  const box = seen.getBoundingClientRect()
  const points = [0.5, 0.1, 0.9].flatMap((x) => [0.5, 0.2, 0.8].map((y) => [box.x + box.width * x, box.y + box.height * y]))
  return !points.some(([x, y]) => {
    const top = document.elementFromPoint(x, y)
    return top !== null && (seen.contains(top) || top.contains(seen))
  })
})()`

interface Focused {
  readonly name: string
  readonly isMarked: boolean
}

/** More than the focusable elements of any page. */
const MOST_STEPS = 120
const MOST_MS = 30_000

export const readFocus = (page: Page): Promise<Focused> => page.evaluate<Focused>(FOCUSED)

/** Tabs to the element with this name, or back with Shift. The focus must be visible at each step. */
export async function tabTo(
  page: Page,
  name: string | RegExp,
  key: 'Tab' | 'Shift+Tab' = 'Tab',
): Promise<void> {
  const passed: string[] = []
  const begun = performance.now()
  for (let steps = 0; steps < MOST_STEPS || performance.now() - begun < MOST_MS; steps++) {
    await page.keyboard.press(key)
    const focused = await readFocus(page)
    passed.push(focused.name)
    if (typeof name === 'string' ? focused.name !== name : !name.test(focused.name)) continue
    assert.ok(focused.isMarked, `the focus on “${focused.name}” shows`)
    assert.equal(await page.evaluate<boolean>(IS_COVERED), false, `nothing covers “${focused.name}”`)
    return
  }
  assert.fail(`no way to “${name}” by ${key}; passed ${[...new Set(passed)].join(' | ')}`)
}

export async function press(page: Page, name: string | RegExp, key = 'Enter'): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.press(key)
}

export async function type(page: Page, name: string | RegExp, text: string): Promise<void> {
  await tabTo(page, name)
  await page.keyboard.type(text)
}

/** Opens the menu of this name, and goes through its entries with the arrow key. */
export async function chooseInMenu(page: Page, menu: string | RegExp, entry: string): Promise<void> {
  await press(page, menu)
  // The menu takes the focus after it shows.
  await page.locator('[role=menu]:focus-within').waitFor()
  for (let steps = 0; steps < 40; steps++) {
    if ((await readFocus(page)).name === entry) return page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
  }
  assert.fail(`no way to “${entry}” in the menu`)
}

/** “Profile”, “Active sessions”, “Sign out”. */
export const chooseInUserMenuByKeyboard = (page: Page, entry: string): Promise<void> =>
  chooseInMenu(page, new RegExp(OWNER.name), entry)

/** Within a dialog, after it has the focus. */
export async function pressInDialog(page: Page, name: string): Promise<void> {
  await page.locator('dialog:focus-within').waitFor()
  await press(page, name)
}

export const h1 = (page: Page, name: string): Promise<void> =>
  page.getByRole('heading', { level: 1, name }).waitFor()
