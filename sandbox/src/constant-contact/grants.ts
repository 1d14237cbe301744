import { randomUUID } from 'node:crypto'
import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import type { App, Grant } from './state.ts'

const ACCESS_TOKEN_SECONDS = 86_400
const IMPLICIT_TOKEN_SECONDS = 28_800
const IDLE_DEATH_MS = 180 * 86_400_000

export interface TokenSet {
  token_type: 'Bearer'
  expires_in: number
  access_token: string
  refresh_token?: string
  scope: string
  id_token?: string
}

/** A new grant; with a refresh token only if `offline_access` was requested. */
export function createGrant(
  world: World,
  { clientId, username, scope }: Pick<Grant, 'clientId' | 'username' | 'scope'>,
  implicit = false,
): TokenSet {
  const offline = !implicit && scope.split(' ').includes('offline_access')
  const grant: Grant = {
    id: randomUUID(),
    clientId,
    username,
    scope,
    refreshToken: offline ? randomHex(48) : null,
    usedAt: world.clock.now().getTime(),
  }
  world.constantContact.grants[grant.id] = grant
  if (grant.refreshToken) world.constantContact.refreshTokens[grant.refreshToken] = grant.id
  return issue(world, grant, implicit ? IMPLICIT_TOKEN_SECONDS : ACCESS_TOKEN_SECONDS)
}

/** Rotating: a new token set invalidates all earlier ones, access tokens too. Long-lived: the refresh token stays. */
export function refreshGrant(world: World, app: App, refreshToken: string): TokenSet | undefined {
  const { grants, refreshTokens, accessTokens } = world.constantContact
  const grant = grants[refreshTokens[refreshToken] ?? '']
  const now = world.clock.now().getTime()
  if (!grant || grant.clientId !== app.clientId || now - grant.usedAt > IDLE_DEATH_MS) return undefined
  grant.usedAt = now
  if (app.refreshTokens === 'rotating') {
    delete refreshTokens[refreshToken]
    for (const [token, { grantId }] of Object.entries(accessTokens))
      if (grantId === grant.id) delete accessTokens[token]
    grant.refreshToken = randomHex(48)
    refreshTokens[grant.refreshToken] = grant.id
  }
  return issue(world, grant, ACCESS_TOKEN_SECONDS)
}

/** A token with the format of a JWT of about a thousand characters; clients must not read it. */
function issue(world: World, grant: Grant, seconds: number): TokenSet {
  const now = world.clock.now().getTime()
  const claims = {
    sub: grant.username,
    cid: grant.clientId,
    scp: grant.scope.split(' '),
    jti: randomHex(32),
    pad: randomHex(480),
  }
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  const access_token = `${part({ alg: 'RS256', kid: 'sandbox' })}.${part(claims)}.${randomHex(342)}`
  world.constantContact.accessTokens[access_token] = { grantId: grant.id, expiresAt: now + seconds * 1000 }
  return {
    token_type: 'Bearer',
    expires_in: seconds,
    access_token,
    ...(grant.refreshToken && { refresh_token: grant.refreshToken }),
    scope: grant.scope,
  }
}

export function revokeGrants(world: World, username: string, clientId?: string): number {
  const { grants, refreshTokens, accessTokens } = world.constantContact
  const dead = Object.values(grants).filter(
    (grant) => grant.username === username && (clientId === undefined || grant.clientId === clientId),
  )
  for (const { id, refreshToken } of dead) {
    delete grants[id]
    if (refreshToken) delete refreshTokens[refreshToken]
    for (const [token, { grantId }] of Object.entries(accessTokens))
      if (grantId === id) delete accessTokens[token]
  }
  return dead.length
}
