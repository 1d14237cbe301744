import { Secret } from '../secret.ts'
import type { TokenSet } from './connection.ts'

/** As it is sealed. */
export function writeTokenSet(tokens: TokenSet): string {
  return JSON.stringify({
    accessToken: tokens.accessToken.reveal(),
    refreshToken: tokens.refreshToken?.reveal() ?? null,
    expiresAt: tokens.expiresAt,
    scope: tokens.scope,
  })
}

export function readTokenSet(text: string): TokenSet {
  const { accessToken, refreshToken, expiresAt, scope } = JSON.parse(text) as Record<string, string | null>
  return {
    accessToken: new Secret(accessToken ?? ''),
    refreshToken: refreshToken ? new Secret(refreshToken) : null,
    expiresAt: expiresAt === null ? null : Number(expiresAt),
    scope: scope ?? null,
  }
}
