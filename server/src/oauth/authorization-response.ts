import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'

/** The rule for the `iss` parameter (RFC 9207). */
export interface ExpectedIssuer {
  /** `none`: the authorization server never sends `iss`, so a response that has one is from another server. */
  readonly parameter: 'required' | 'optional' | 'none'
  /** Whether an `iss` is the authorization server's issuer identifier. */
  readonly matches: (issuer: string) => boolean
}

/**
 * Validates an authorization response and returns its code.
 * @param parameters the query of the redirect URI
 * @throws ProblemError access_denied, authorization_failed, issuer_mismatch, invalid_authorization_response
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2
 * @see https://www.rfc-editor.org/rfc/rfc9207#section-2.4
 */
export function readAuthorizationResponse(
  parameters: URLSearchParams,
  { parameter, matches }: ExpectedIssuer,
): Secret {
  const [issuer, ...more] = parameters.getAll('iss')
  const valid = issuer === undefined ? parameter !== 'required' : parameter !== 'none' && matches(issuer)
  if (!valid || more.length > 0) throw new ProblemError('issuer_mismatch')
  const error = parameters.get('error')
  if (error === 'access_denied') throw new ProblemError('access_denied')
  if (error !== null)
    throw new ProblemError('authorization_failed', { facts: { error: printableCode(error) } })
  const codes = parameters.getAll('code')
  if (codes.length !== 1 || !codes[0])
    throw new ProblemError('invalid_authorization_response', { facts: { parameter: 'code' } })
  return new Secret(codes[0])
}

/** An error code of the form of RFC 6749 section 4.1.2.1; any other text is untrusted and not repeated. */
function printableCode(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'unknown error'
}
