import { ProblemError } from '../kernel/errors.ts'
import { Secret } from '../kernel/secret.ts'

/** What is known of `iss` on the redirect (RFC 9207). */
export interface ExpectedIssuer {
  /** `required`: it must come; `optional`: it may; `absent`: the platform sends none, and one that comes is another's. */
  readonly onRedirect: 'required' | 'optional' | 'absent'
  /** Whether this is the platform's issuer. */
  readonly isOwn: (issuer: string) => boolean
}

/**
 * Judges what came back to the redirect address (RFC 6749 section 4.1.2, RFC 9207 section 2.4).
 * @throws HubError denied, authorization_failed, issuer_mismatch, invalid_authorization_response
 */
export function readAuthorizationAnswer(
  parameters: URLSearchParams,
  { onRedirect, isOwn }: ExpectedIssuer,
): Secret {
  const [issuer, ...more] = parameters.getAll('iss')
  const fits = issuer === undefined ? onRedirect !== 'required' : onRedirect !== 'absent' && isOwn(issuer)
  if (!fits || more.length > 0) throw new ProblemError('issuer_mismatch')
  const error = parameters.get('error')
  if (error === 'access_denied') throw new ProblemError('access_denied')
  if (error !== null)
    throw new ProblemError('authorization_failed', { facts: { error: printableCode(error) } })
  const codes = parameters.getAll('code')
  if (codes.length !== 1 || !codes[0]) throw new ProblemError('invalid_authorization_response')
  return new Secret(codes[0])
}

/** An error code as RFC 6749 section 4.1.2.1 spells them; anything else is not repeated to anyone. */
function printableCode(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'unknown error'
}
