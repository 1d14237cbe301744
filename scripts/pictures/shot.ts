import type { Page } from 'playwright-core'

/** A page that is ready for a screenshot. */
export interface Shot {
  readonly name: string
  readonly page: Page
  /** `window`: only the part that is visible without scrolling. */
  readonly height?: 'whole' | 'window'
}
