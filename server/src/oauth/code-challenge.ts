import { hash } from 'node:crypto'

/** The `S256` code challenge of a code verifier. @see https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export function codeChallenge(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}
