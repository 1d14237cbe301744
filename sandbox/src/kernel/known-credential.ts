/** A token, code, API key or client ID that a provider has issued. */
export interface KnownCredential {
  readonly kind: 'access_token' | 'refresh_token' | 'authorization_code' | 'api_key' | 'client_id'
  /** The user of requests with it; absent for a client ID. */
  readonly username?: string
  /** Absent for an API key. */
  readonly clientId?: string
  /** Absent if it works. */
  readonly state?: 'used' | 'expired'
}

/** A credential that a user has granted to an app. `state` is false if it works. */
export function grantedCredential(
  kind: KnownCredential['kind'],
  { username, clientId }: { readonly username: string; readonly clientId: string },
  state: KnownCredential['state'] | false = false,
): KnownCredential {
  return { kind, username, clientId, ...(state && { state }) }
}
