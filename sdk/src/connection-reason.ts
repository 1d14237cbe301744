/** Why a connection is not plainly `connected`. */
export type ConnectionReason =
  | 'not_connected'
  | 'disconnect_requested'
  | 'revoked_at_provider'
  | 'refresh_rejected'
  | 'expired'
  | 'oauth_app_rejected'
  | 'account_disabled'
  /** The credential ends soon and cannot be renewed without the person. */
  | 'token_expiring'
  /** Renewing has been failing for a while; it goes on being tried. */
  | 'refresh_failing'
