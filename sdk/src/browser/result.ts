/** How a connect session ended in the browser, as the return URL's query carries it. */
export interface ConnectResult {
  connectSessionId: string
  /** For your backend, which confirms the connect session with it; until then nothing is connected. Empty on failure. */
  confirmationToken: string
  /** An error code, such as `access_denied`; empty on success. */
  error: string
}

/** Name of the BroadcastChannel between the return page and the waiting page, which have the same origin. */
export const CHANNEL = 'letterlock-connect'

/** `result` from the return page, `received` as acknowledgment. */
export type ChannelMessage =
  | ({ readonly kind: 'result' } & ConnectResult)
  | { readonly kind: 'received'; readonly connectSessionId: string }
