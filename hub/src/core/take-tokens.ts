import type { TokenAnswer } from '../oauth/token-answer.ts'
import { SECOND } from '../time.ts'
import type { TokenSet } from './connection.ts'
import type { Ports } from './ports.ts'
import type { Provider } from './provider.ts'

/**
 * The token set of an answer; what it leaves out stays as it was. Lifetimes count from the request: how long it travelled
 * must not make a token live longer.
 */
export function takeTokens(
  { log }: Pick<Ports, 'log'>,
  { id, token }: Provider,
  answer: TokenAnswer,
  old: Pick<TokenSet, 'refreshToken' | 'scope'>,
  sentAt: number,
): TokenSet {
  const { accessToken, refreshToken, expiresInSeconds, scope, ignored } = answer
  if (ignored.length > 0) log.info({ provider: id, ignored }, 'a token answer has members that make no sense')
  const lifetime = expiresInSeconds ?? token.defaultLifetimeSeconds ?? null
  return {
    accessToken,
    refreshToken: refreshToken ?? old.refreshToken,
    expiresAt: lifetime === null || lifetime === Infinity ? null : sentAt + lifetime * SECOND,
    scope: scope ?? old.scope,
  }
}
