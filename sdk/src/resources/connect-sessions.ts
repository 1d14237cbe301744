import type { Api } from '../api.ts'
import type { RequestOptions } from '../options.ts'
import { path } from '../path.ts'
import type {
  ConfirmConnectSessionInput,
  Connection,
  ConnectSession,
  CreateConnectSessionInput,
} from '../wire.ts'

/** A connect session takes an end user through the connect page, from its `url` to your return URL. */
export function connectSessions({ get, post }: Api) {
  return {
    /**
     * Send the end user to the `url` of the response.
     * @throws LetterlockApiError return_url_not_allowed, connection_not_found
     */
    create: (input: CreateConnectSessionInput, options?: RequestOptions) =>
      post<ConnectSession>(path`/v1/connect-sessions`, options, input),
    /** With its `status`. @throws LetterlockApiError connect_session_not_found */
    get: (connectSessionId: string, options?: RequestOptions) =>
      get<ConnectSession>(path`/v1/connect-sessions/${{ connectSessionId }}`, options),
    /**
     * Confirms the session and creates the connection, after the browser has returned to your return URL. Pass the confirmation token
     * from the query, and your own ID for the end user who is signed in. Only then is the authorization code redeemed (RFC 6749 section
     * 4.1.3).
     * @throws LetterlockApiError end_user_mismatch, confirmation_token_used, account_mismatch, access_denied, account_lookup_delayed, …
     */
    confirm: (connectSessionId: string, input: ConfirmConnectSessionInput, options?: RequestOptions) =>
      post<Connection>(path`/v1/connect-sessions/${{ connectSessionId }}/confirm`, options, input),
  }
}
