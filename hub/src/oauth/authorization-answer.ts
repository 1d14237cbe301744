import { HubError } from '../errors.ts'
import { Secret } from '../secret.ts'

/**
 * Judges what came back to the redirect address (RFC 6749 section 4.1.2, RFC 9207).
 *
 * @param expectedIssuer the platform's issuer identifier, or null when it announces none
 * @throws HubError denied, authorization_failed, callback_mixed_up, code_missing
 */
export function readAuthorizationAnswer(parameters: URLSearchParams, expectedIssuer: string | null): Secret {
  const issuer = parameters.get('iss')
  if (expectedIssuer !== null && issuer !== expectedIssuer) throw new HubError('callback_mixed_up')
  if (issuer !== null && issuer !== expectedIssuer) throw new HubError('callback_mixed_up')
  const error = parameters.get('error')
  if (error === 'access_denied') throw new HubError('denied')
  if (error !== null) throw new HubError('authorization_failed', { facts: { error: printableCode(error) } })
  const codes = parameters.getAll('code')
  if (codes.length !== 1 || !codes[0]) throw new HubError('code_missing')
  return new Secret(codes[0])
}

/** An error code as RFC 6749 section 4.1.2.1 spells them; anything else is not repeated to anyone. */
function printableCode(error: string): string {
  return /^[a-z_]{1,40}$/.test(error) ? error : 'unknown error'
}
