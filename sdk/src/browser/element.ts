import { defineLetterlockConnect } from './connect-element.ts'

export { defineLetterlockConnect }
export type { ConnectResult } from './result.ts'

// `customElements` is missing when a page is rendered on a server.
if (typeof customElements !== 'undefined') defineLetterlockConnect()
