import type { Page } from 'playwright-core'

/** A page that is ready for a picture. */
export interface Shot {
  readonly name: string
  readonly page: Page
  /** `window`: only what is seen without scrolling. */
  readonly height?: 'whole' | 'window'
}
