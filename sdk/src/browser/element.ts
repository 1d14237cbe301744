import { defineLetterlockConnect } from './connect-element.ts'

export { defineLetterlockConnect }
export type { ConnectResult } from './result.ts'

// A page rendered on a server has no elements to define.
if (typeof customElements !== 'undefined') defineLetterlockConnect()
