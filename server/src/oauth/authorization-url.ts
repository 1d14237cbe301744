/** The parameters of an authorization request. */
export interface AuthorizationUrlParameters {
  readonly endpoint: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  /** Scopes joined by the provider's separator; null: no `scope` parameter. */
  readonly scope: string | null
  /** null without PKCE. */
  readonly codeChallenge: string | null
}

/**
 * The URL to which the browser is redirected.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1
 * @see https://www.rfc-editor.org/rfc/rfc7636#section-4.3
 */
export function authorizationUrl(request: AuthorizationUrlParameters): string {
  const url = new URL(request.endpoint)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', request.clientId)
  url.searchParams.set('redirect_uri', request.redirectUri)
  url.searchParams.set('state', request.state)
  if (request.scope) url.searchParams.set('scope', request.scope)
  if (request.codeChallenge) {
    url.searchParams.set('code_challenge', request.codeChallenge)
    url.searchParams.set('code_challenge_method', 'S256')
  }
  return url.href
}
