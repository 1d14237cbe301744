/** RFC 6749 section 4.1.1, with RFC 7636 section 4.3 when there is a challenge. */
export interface AuthorizationRequest {
  readonly endpoint: string
  readonly clientId: string
  readonly redirectUri: string
  readonly state: string
  readonly scope: string | null
  readonly codeChallenge: string | null
}

/** The address to send the person's browser to. */
export function authorizationUrl(request: AuthorizationRequest): string {
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
