import { generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto'
import type { World } from '../world.ts'
import type { Code } from './state.ts'

const ISSUER = 'https://authz.constantcontact.com/oauth2/default'

const LIFETIME_SECONDS = 3600

interface SigningKey {
  readonly kid: string
  readonly privateKey: KeyObject
  readonly publicKey: KeyObject
}

let ofProcess: SigningKey | undefined

/**
 * Generated on first use, which takes a tenth of a second, and new in each process. All worlds of a process share it, as all accounts of
 * the provider do.
 */
const signingKey = (): SigningKey =>
  (ofProcess ??= { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) })

/** An ID token (OpenID Connect Core 1.0, section 2) that the key of `/v1/keys` verifies. */
export function createIdToken(world: World, { clientId, username }: Code): string {
  const { kid, privateKey } = signingKey()
  const now = Math.floor(world.clock.now().getTime() / 1000)
  const claims = { ver: 1, iss: ISSUER, aud: clientId, sub: username, iat: now, exp: now + LIFETIME_SECONDS }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid })}.${part(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
}

/** A JSON Web Key Set (RFC 7517). */
export function publicKeys(): object {
  const { kid, publicKey } = signingKey()
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] }
}
