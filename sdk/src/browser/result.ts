/** How a connect session ended in the browser, as the return URL's query carries it. */
export interface ConnectResult {
  connectSessionId: string
  /** For your backend, which confirms the connect session with it: until then nothing is connected. Empty on failure. */
  confirmationToken: string
  /** An error code, `access_denied` when the end user said no; empty on success. */
  error: string
}

/** Where the return page finds the page that waits for it: both have your application's origin. */
export const CHANNEL = 'letterlock-connect'

/** `result` from the return page, `received` as the answer. */
export type ChannelMessage =
  | ({ readonly kind: 'result' } & ConnectResult)
  | { readonly kind: 'received'; readonly connectSessionId: string }
