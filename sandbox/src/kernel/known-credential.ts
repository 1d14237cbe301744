/** What a provider knows of a token, a code, an API key or a client ID that it has issued. */
export interface KnownCredential {
  readonly kind: 'access_token' | 'refresh_token' | 'authorization_code' | 'api_key' | 'client_id'
  /** Who a request with it acts as; absent for a client ID. */
  readonly username?: string
  /** Absent for an API key. */
  readonly clientId?: string
  /** Absent: it works. */
  readonly state?: 'used' | 'expired'
}

/** One that a user has allowed an app, as the provider stores it; `state` false: it works. */
export function grantedCredential(
  kind: KnownCredential['kind'],
  { username, clientId }: { readonly username: string; readonly clientId: string },
  state: KnownCredential['state'] | false = false,
): KnownCredential {
  return { kind, username, clientId, ...(state && { state }) }
}
