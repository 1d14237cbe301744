import { randomHex } from '../random-values.ts'
import type { World } from '../world.ts'
import type { Grant } from './state.ts'

export function issueGrant(
  world: World,
  { clientId, username }: Pick<Grant, 'clientId' | 'username'>,
  {
    refreshToken = randomHex(40),
    predecessor = null,
  }: { refreshToken?: string; predecessor?: string | null } = {},
): Grant {
  const issuedAt = world.clock.now().getTime()
  const grant: Grant = {
    clientId,
    username,
    accessToken: randomHex(40),
    refreshToken,
    issuedAt,
    expiresAt: issuedAt + world.mailup.switches.accessTokenSeconds * 1000,
    successor: null,
    predecessor,
  }
  world.mailup.grants[grant.accessToken] = grant
  world.mailup.refreshTokens[grant.refreshToken] = grant.accessToken
  return grant
}

/** Exchanges a refresh token, once; in `kind` mode it returns the same grant again until its token was used. */
export function spendRefreshToken(world: World, clientId: string, refreshToken: string): Grant | undefined {
  const { grants, refreshTokens, switches } = world.mailup
  const grant = grants[refreshTokens[refreshToken] ?? '']
  if (!grant || grant.clientId !== clientId) return undefined
  if (switches.omitRefreshToken) return issueGrant(world, grant, { refreshToken })
  if (grant.successor !== null) {
    const next = grants[refreshTokens[grant.successor] ?? '']
    return switches.rotation === 'kind' ? next : undefined
  }
  const next = issueGrant(world, grant, { predecessor: refreshToken })
  grant.successor = next.refreshToken
  return next
}

/** The grant of a valid access token; in `kind` mode its use invalidates the grant that it replaced. */
export function useAccessToken(world: World, accessToken: string): Grant | 'unknown' | 'expired' {
  const grant = world.mailup.grants[accessToken]
  if (!grant) return 'unknown'
  if (grant.expiresAt <= world.clock.now().getTime()) return 'expired'
  if (grant.predecessor !== null && world.mailup.switches.rotation === 'kind') {
    delete world.mailup.refreshTokens[grant.predecessor]
    grant.predecessor = null
  }
  return grant
}

/** Revokes a user's grants of an app, or of all apps. Returns the number of valid grants. */
export function revokeGrants(world: World, username: string, clientId?: string): number {
  const dead = Object.values(world.mailup.grants).filter(
    (grant) => grant.username === username && (clientId === undefined || grant.clientId === clientId),
  )
  for (const { accessToken, refreshToken } of dead) {
    delete world.mailup.grants[accessToken]
    delete world.mailup.refreshTokens[refreshToken]
  }
  return dead.length
}
