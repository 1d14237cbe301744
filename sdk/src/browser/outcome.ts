/** What came of a connect session, as the browser brought it to the return address. */
export interface ConnectResult {
  /** The session's id. */
  session: string
  /** For your backend, which confirms with it: nothing is connected before. Empty unless it went well so far. */
  confirmationToken: string
  /** Why not, as a code: `denied` when the person said no; empty when it went well so far. */
  error: string
}

/** Where the window at the platform and the page that waits for it find each other: both are yours, of one origin. */
export const CHANNEL = 'letterlock-connect'

/** From the return page, and back: heard. */
export type ChannelMessage =
  ({ readonly kind: 'outcome' } & ConnectResult) | { readonly kind: 'received'; readonly session: string }
