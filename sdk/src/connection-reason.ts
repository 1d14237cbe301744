/** Why a connection is not plainly `connected`. */
export type ConnectionReason =
  | 'not_connected'
  | 'disconnect_requested'
  | 'revoked_at_provider'
  | 'refresh_rejected'
  | 'expired'
  | 'oauth_app_rejected'
  | 'account_disabled'
  /** The credential expires soon and cannot be refreshed; the end user must reconnect. */
  | 'token_expiring'
  /** Refreshes have been failing for a while; they are retried. */
  | 'refresh_failing'
