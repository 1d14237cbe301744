import { randomUUID } from 'node:crypto'
import type { World } from '../world.ts'
import type { AccessToken, App } from './state.ts'

/** Ten years minus a second. */
const TOKEN_LIFETIME_SECONDS = 315_359_999

export interface TokenSet {
  access_token: string
  /** A string, not a number. */
  expires_in: string
  token_type: 'Bearer'
}

export function createToken(world: World, of: Pick<AccessToken, 'clientId' | 'username'>): TokenSet {
  const access_token = randomUUID()
  const expiresAt = world.clock.now().getTime() + TOKEN_LIFETIME_SECONDS * 1000
  world.constantContactV2.accessTokens[access_token] = { ...of, expiresAt }
  return { access_token, expires_in: String(TOKEN_LIFETIME_SECONDS), token_type: 'Bearer' }
}

/** Returns the token if it is valid. */
export function findToken(world: World, text: string): AccessToken | undefined {
  const token = world.constantContactV2.accessTokens[text]
  return token && token.expiresAt > world.clock.now().getTime() ? token : undefined
}

/** A token works with the key it was issued for; one of a v1 key also with the same developer's newer keys. */
export function worksWith(world: World, token: AccessToken, app: App): boolean {
  if (token.clientId === app.clientId) return true
  const made = world.constantContactV2.apps[token.clientId]
  return made?.generation === 'v1' && app.generation === 'v2' && made.ownerUsername === app.ownerUsername
}

export function revokeTokens(world: World, username: string, clientId?: string): number {
  const { accessTokens } = world.constantContactV2
  const dead = Object.entries(accessTokens).filter(
    ([, token]) => token.username === username && (clientId === undefined || token.clientId === clientId),
  )
  for (const [text] of dead) delete accessTokens[text]
  return dead.length
}
