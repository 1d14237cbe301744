import { hash } from 'node:crypto'

/** RFC 7636 section 4.2, method S256. */
export function codeChallenge(verifier: string): string {
  return hash('sha256', verifier, 'base64url')
}
