import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemError, namingProvider } from '../kernel/errors.ts'
import { toShortLine, toOneLine } from '../kernel/foreign-text.ts'
import { parseObject } from '../kernel/json.ts'
import type { Secret } from '../kernel/secret.ts'
import { SECOND } from '../kernel/time.ts'
import { providerQueue } from '../outbound/provider-queue.ts'
import type { ProviderQueue } from '../outbound/rate-limiter.ts'
import type { Account } from './connection.ts'
import type { OAuthApp } from '../workspaces/oauth-app.ts'
import { classifyResponse } from '../providers/classify-response.ts'
import { SYSTEM } from '../workspaces/event.ts'
import { callPath } from '../workspaces/call-path.ts'
import { placeAccessToken, revealHeaders, type PlacedCredential } from '../providers/placed-credential.ts'
import type { ConnectionsContext } from './context.ts'
import type { SmallResponse } from '../outbound/small-request.ts'
import type {
  ApiLocation,
  ApiLocationLookup,
  ErrorClass,
  Introspection,
  Provider,
  TokenInfo,
} from '../providers/provider.ts'
import { reasonOf } from '../kernel/reason-of.ts'

/** The account that a credential belongs to; or why it is unknown: the credential or the OAuth app was rejected, or the account is disabled. */
export type AccountLookupResult = Account | 'unauthorized' | ErrorClass

/** The OAuth app that a call names. */
export type CallingApp = Pick<OAuthApp, 'id' | 'clientId'>

/**
 * Finds the account that an access token belongs to: first its API location, then its ID.
 * @throws ProblemError account_lookup_failed, account_access_denied, provider_rate_limited, provider_timeout,
 *   provider_unavailable
 */
export function lookUpAccount(
  context: ConnectionsContext,
  provider: Provider,
  of: { readonly token: Secret; readonly app: CallingApp | null },
): Promise<AccountLookupResult> {
  return namingProvider(provider, () => lookUpByToken(context, provider, of))
}

async function lookUpByToken(
  context: ConnectionsContext,
  provider: Provider,
  { token, app }: { readonly token: Secret; readonly app: CallingApp | null },
): Promise<AccountLookupResult> {
  const { apiLocation: source, introspection } = provider.account
  const tokenInfo = introspection ? await introspect(context, provider, introspection, token) : null
  if (tokenInfo === undefined) return 'unauthorized'
  const apiLocation =
    source.type === 'lookup'
      ? await lookUpApiLocation(context, provider, source, token)
      : { apiBaseUrl: source.apiBaseUrl, dataCenter: null }
  if (!apiLocation) return 'unauthorized'
  const placed = placeAccessToken(provider, token)
  return lookUpAt(context, provider, apiLocation, { placed, app, tokenInfo })
}

/**
 * Finds the account of an access token that the provider has just issued.
 * @throws ProblemError account_access_denied, oauth_app_rejected, and as `lookUpAccount`
 */
export async function requireAccount(
  context: ConnectionsContext,
  provider: Provider,
  of: { readonly token: Secret; readonly app: CallingApp },
): Promise<Account> {
  const result = await lookUpAccount(context, provider, of)
  if (typeof result === 'object') return result
  if (result !== 'unauthorized') throw accountProblem(provider, result)
  throw new ProblemError('account_lookup_failed', {
    detail: `${provider.id}: a new token is rejected`,
    provider,
  })
}

/** The error for a disabled account or a rejected OAuth app. The credential itself may be valid. */
export function accountProblem(provider: Provider, result: ErrorClass): ProblemError {
  const code = result === 'account_disabled' ? 'account_access_denied' : result
  return new ProblemError(code, { detail: `${provider.id} account: ${result}`, provider })
}

interface LookupRequest {
  readonly placed: PlacedCredential
  /** null with an API key. */
  readonly app: CallingApp | null
  readonly tokenInfo: TokenInfo | null
}

/** Finds the account of a credential whose API location is known. @throws ProblemError as `lookUpAccount` */
export function lookUpAccountAt(
  context: ConnectionsContext,
  provider: Provider,
  apiLocation: ApiLocation,
  request: LookupRequest,
): Promise<AccountLookupResult> {
  return namingProvider(provider, () => lookUpAt(context, provider, apiLocation, request))
}

async function lookUpAt(
  context: ConnectionsContext,
  provider: Provider,
  apiLocation: ApiLocation,
  { placed, app, tokenInfo }: LookupRequest,
): Promise<AccountLookupResult> {
  const { rateLimiter } = context
  const { path, parse } = provider.account
  const url = apiLocation.apiBaseUrl + callPath(provider, path, { app, placed })
  const [calledPath = ''] = path.split('?', 1)
  // A limit per account cannot be applied before the account is known.
  const queue =
    provider.api.limitScope === 'oauth_app' && app
      ? providerQueue(rateLimiter, provider, { accountId: '', oauthAppId: app.id, path: calledPath })
      : undefined
  const response = await getWithRetries(context, provider, url, { placed, queue })
  const responseClass = classifyResponse(provider, response)
  if (
    responseClass === 'unauthorized' ||
    responseClass === 'account_disabled' ||
    responseClass === 'oauth_app_rejected'
  )
    return responseClass
  if (responseClass === 'unavailable' && response.status < 300)
    throw new ProblemError('provider_unavailable', {
      detail: `${provider.id} account: an error in a 2xx response`,
    })
  const { id, name, email } = parseResponse(provider, response, (body) => parse(body, tokenInfo))
  if (!queue) {
    const call = { accountId: id, oauthAppId: app?.id ?? null, path: calledPath }
    providerQueue(rateLimiter, provider, call).count()
  }
  return { id, name: toShortLine(name), email: email && toOneLine(email), ...apiLocation }
}

/** Asks the provider about an access token. Returns undefined if it is not active. @throws ProblemError as `lookUpAccount` */
export async function introspect(
  { outbound }: ConnectionsContext,
  provider: Provider,
  { url, parse }: Introspection,
  token: Secret,
): Promise<TokenInfo | undefined> {
  const response = await outbound.request(provider, url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ access_token: token.reveal() }).toString(),
  })
  return parseResponse(provider, response, parse)
}

const MAX_TRIES = 4
const MAX_WAIT_MS = 3 * SECOND

/**
 * Retries after 429: the authorization code is used up by now, so the lookup must not fail early. It holds no slot while it waits, so
 * that other calls proceed.
 */
async function getWithRetries(
  { outbound }: ConnectionsContext,
  provider: Provider,
  url: string,
  { placed, queue }: { readonly placed: PlacedCredential; readonly queue: ProviderQueue | undefined },
): Promise<SmallResponse> {
  const request = { method: 'GET', headers: revealHeaders(placed) } as const
  for (let tries = 1; ; tries++) {
    const slot = await queue?.acquire(SYSTEM)
    const response = await outbound.request(provider, url, request).finally(() => slot?.release())
    const { status, retryAfterSeconds } = response
    const waitMs = Math.max(SECOND, (retryAfterSeconds ?? 0) * SECOND)
    if (status !== 429 || tries === MAX_TRIES || waitMs > MAX_WAIT_MS) return response
    await sleep(waitMs)
  }
}

async function lookUpApiLocation(
  { outbound }: ConnectionsContext,
  provider: Provider,
  { url, authorizationScheme, parse }: ApiLocationLookup,
  token: Secret,
): Promise<ApiLocation | undefined> {
  const headers = { authorization: `${authorizationScheme} ${token.reveal()}` }
  return parseResponse(provider, await outbound.request(provider, url, { method: 'GET', headers }), parse)
}

function parseResponse<T>(
  { id }: Provider,
  { status, text, retryAfterSeconds }: SmallResponse,
  parse: (body: Record<string, unknown>) => T,
): T {
  const failed = (problem: string, cause?: unknown): ProblemError =>
    new ProblemError('account_lookup_failed', { detail: `${id} account: ${status}, ${problem}`, cause })
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  const detail = `${id} account: ${status}`
  if (status === 429) throw new ProblemError('provider_rate_limited', { detail, facts })
  if (status >= 500) throw new ProblemError('provider_unavailable', { detail, facts })
  if (status === 403) throw new ProblemError('account_access_denied', { detail })
  const body = parseObject(text)
  if (!body) throw failed('no JSON object')
  try {
    return parse(body)
  } catch (cause) {
    throw failed(reasonOf(cause), cause)
  }
}
