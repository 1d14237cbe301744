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

/** Made when it is first needed; a sandbox that is started again has another one. */
const signingKeys = new WeakMap<World, SigningKey>()

function signingKeyOf(world: World): SigningKey {
  const known = signingKeys.get(world)
  if (known) return known
  const key = { kid: randomUUID(), ...generateKeyPairSync('rsa', { modulusLength: 2048 }) }
  signingKeys.set(world, key)
  return key
}

/** An ID token (OpenID Connect Core 1.0, section 2) that the key of `/v1/keys` verifies. */
export function createIdToken(world: World, { clientId, username }: Code): string {
  const { kid, privateKey } = signingKeyOf(world)
  const now = Math.floor(world.clock.now().getTime() / 1000)
  const claims = { ver: 1, iss: ISSUER, aud: clientId, sub: username, iat: now, exp: now + LIFETIME_SECONDS }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'RS256', kid })}.${part(claims)}`
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`
}

/** A JSON Web Key Set (RFC 7517). */
export function publicKeys(world: World): object {
  const { kid, publicKey } = signingKeyOf(world)
  return { keys: [{ ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' }] }
}
