import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError } from '../kernel/errors.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { SECOND } from '../kernel/time.ts'
import { providerQueue } from '../outbound/provider-queue.ts'
import type { Account } from './connection.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import { judgeAnswer } from '../providers/judge-answer.ts'
import { addClientIdParameter } from '../workspaces/client-id-parameter.ts'
import type { ConnectionsContext } from './context.ts'
import type { SmallResponse } from '../outbound/request.ts'
import type { Place, Provider, ErrorClass, TokenFacts, TokenInfo } from '../providers/provider.ts'
import type { RateLimiter } from '../outbound/rate-limiter.ts'

/** What calling a platform takes. */
export interface CallParts {
  readonly ports: ConnectionsContext
  readonly rateLimiter: RateLimiter
}

/** Whose credential it is; or why that cannot be: the platform no longer takes it, or has blocked the account or the app. */
export type Identity = Account | 'dead' | ErrorClass

/** What names an app to the platform and to us. */
export type NamedApp = Pick<OAuthApp, 'id' | 'clientId'>

/**
 * Asks the platform whose token this is: where the account lives, for platforms that keep accounts apart, then who.
 * @throws HubError account_lookup_failed, account_access_denied, provider_rate_limited, provider_timeout, provider_unavailable
 */
export async function identify(
  parts: CallParts,
  provider: Provider,
  { token, app }: { readonly token: Secret; readonly app: NamedApp | null },
): Promise<Identity> {
  const { place, tokenInfo } = provider.identify
  const told = tokenInfo ? await askTokenInfo(parts.ports, provider, tokenInfo, token) : null
  if (told === undefined) return 'dead'
  const found = 'url' in place ? await locate(parts.ports, provider, place, token) : place
  if (!found) return 'dead'
  const authorization = `${provider.api.authorizationScheme} ${token.reveal()}`
  return identifyAt(parts, provider, found, { authorization, app, told })
}

/** Asks an account's API whose credential this is. @throws as `identify` */
export async function identifyAt(
  { ports, rateLimiter }: CallParts,
  provider: Provider,
  place: Place,
  { authorization, app, told }: Asked,
): Promise<Identity> {
  const { path, read } = provider.identify
  const url = place.apiBaseUrl + addClientIdParameter(provider, path, app)
  // Where the limit is an account's, nobody knows yet whose turn it would be.
  const queue =
    provider.api.limitScope === 'per_app' && app
      ? providerQueue(rateLimiter, provider, { accountId: '', oauthAppId: app.id })
      : undefined
  const turn = await queue?.take()
  const answer = await askPatiently(ports, provider, url, authorization).finally(() => turn?.release())
  const judgement = judgeAnswer(provider, answer)
  if (judgement === 'dead' || judgement === 'account_disabled' || judgement === 'oauth_app_rejected')
    return judgement
  if (judgement === 'trouble' && answer.status < 300)
    throw new ProblemError('provider_unavailable', {
      detail: `${provider.id} identify: an error in a success`,
    })
  const { id, name, email } = judge(provider, answer, (body) => read(body, told))
  if (!queue) providerQueue(rateLimiter, provider, { accountId: id, oauthAppId: app?.id ?? null }).count()
  return { id, name, email, ...place }
}

interface Asked {
  readonly authorization: string
  /** null with an API key. */
  readonly app: NamedApp | null
  readonly told: TokenFacts | null
}

/** What the authorization server knows of a token; undefined when it is dead. @throws as `identify` */
export async function askTokenInfo(
  { outbound }: ConnectionsContext,
  provider: Provider,
  { url, read }: TokenInfo,
  token: Secret,
): Promise<TokenFacts | undefined> {
  const answer = await outbound.request(provider, url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ access_token: token.reveal() }).toString(),
  })
  return judge(provider, answer, read)
}

const MOST_TRIES = 4

/** Whose limit this call counts for may not be known yet, and a code that was redeemed cannot be redeemed again. */
async function askPatiently(
  { outbound }: ConnectionsContext,
  provider: Provider,
  url: string,
  authorization: string,
): Promise<SmallResponse> {
  for (let tries = 1; ; tries++) {
    const answer = await outbound.request(provider, url, { method: 'GET', headers: { authorization } })
    const { status, retryAfterSeconds } = answer
    const waitMs = Math.max(SECOND, (retryAfterSeconds ?? 0) * SECOND)
    if (status !== 429 || tries === MOST_TRIES || waitMs > LONGEST_WAIT_MS) return answer
    await sleep(waitMs)
  }
}

const LONGEST_WAIT_MS = 3 * SECOND

async function locate(
  { outbound }: ConnectionsContext,
  provider: Provider,
  place: Exclude<Provider['identify']['place'], Place>,
  token: Secret,
): Promise<Place | undefined> {
  const headers = { authorization: `${place.authorizationScheme} ${token.reveal()}` }
  return judge(provider, await outbound.request(provider, place.url, { method: 'GET', headers }), place.read)
}

function judge<T>(
  { id, name }: Provider,
  { status, text, retryAfterSeconds }: SmallResponse,
  read: (body: Record<string, unknown>) => T,
): T {
  const failed = (detail: string, cause?: unknown): ProblemError =>
    new ProblemError('account_lookup_failed', { detail: `${id}: ${detail}`, cause })
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  if (status === 429)
    throw new ProblemError('provider_rate_limited', { detail: `${id} identify: 429`, facts })
  if (status >= 500)
    throw new ProblemError('provider_unavailable', { detail: `${id} identify: ${status}`, facts })
  if (status === 403)
    throw new ProblemError('account_access_denied', {
      detail: `${id} identify: 403`,
      facts: { provider: name },
    })
  const body = parseObject(text)
  if (!body) throw failed(`status ${status}, no JSON object`)
  try {
    return read(body)
  } catch (cause) {
    throw failed(`status ${status}: ${(cause as Error).message}`, cause)
  }
}
