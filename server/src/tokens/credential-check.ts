import { ProblemError, namingProvider } from '../kernel/errors.ts'
import { definitionOf } from '../providers/definition-of.ts'
import { providerQueue } from '../outbound/provider-queue.ts'
import type { Account, Connection, ConnectionReason } from '../connections/connection.ts'
import {
  credentialFailed,
  credentialRecovered,
  type ConnectionEvent,
} from '../connections/credential-events.ts'
import { lookUpAccount } from '../connections/account-lookup.ts'
import type { ConnectionsContext } from '../connections/context.ts'
import { classifyResponse } from '../providers/classify-response.ts'
import { SYSTEM } from '../workspaces/event.ts'
import { callPath, oauthAppForCalls } from '../workspaces/call-path.ts'
import {
  placeAccessToken,
  placeApiKey,
  revealHeaders,
  type PlacedCredential,
} from '../providers/placed-credential.ts'
import type { ConnectionChange } from '../connections/connection-repository.ts'
import type { ApiLocation, Provider } from '../providers/provider.ts'
import { decryptApiKey, decryptTokenSet } from '../connections/encrypted-credentials.ts'

type Finding =
  | { readonly works: true; readonly account?: Account }
  | { readonly works: false; readonly reason: ConnectionReason }

/** The result for each credential of the connection. */
export interface Findings {
  readonly tokens?: Finding
  readonly key?: Finding
}

/**
 * Checks with the provider whether the credentials work. With one base URL per account, a rejected call proves nothing, because a wrong
 * data center rejects in the same way: there, `lookUpAccount` decides.
 * @throws ProblemError provider_rate_limited, provider_timeout, provider_unavailable, account_lookup_failed, account_access_denied
 */
export function checkCredential(context: ConnectionsContext, connection: Connection): Promise<Findings> {
  const provider = definitionOf(context, connection.providerSlug)
  return namingProvider(provider, () => askAboutEach(context, provider, connection))
}

async function askAboutEach(
  context: ConnectionsContext,
  provider: Provider,
  connection: Connection,
): Promise<Findings> {
  const key = provider.apiKey && decryptApiKey(context, connection)
  return {
    ...(connection.tokenSetCiphertext && { tokens: await checkTokens(context, provider, connection) }),
    ...(key &&
      provider.apiKey && {
        key: await ask(
          context,
          provider,
          { ...connection, oauthAppId: null },
          {
            place: provider.apiKey.apiLocation(key.reveal()),
            placed: placeApiKey(provider.apiKey.placement, key),
          },
        ),
      }),
  }
}

async function checkTokens(
  context: ConnectionsContext,
  provider: Provider,
  connection: Connection,
): Promise<Finding> {
  const { account, tokenSetCiphertext } = connection
  const { accessToken } = decryptTokenSet(context, connection, tokenSetCiphertext)
  const placed = placeAccessToken(provider, accessToken)
  const found = await ask(context, provider, connection, { place: account, placed })
  const apart = provider.account.apiLocation.type === 'lookup'
  if (found.works || found.reason !== 'revoked_at_provider' || !apart) return found
  const app = await oauthAppForCalls(context, provider, connection)
  const identity = await lookUpAccount(context, provider, { token: accessToken, app })
  if (identity === 'unauthorized') return found
  if (typeof identity === 'string') return { works: false, reason: identity }
  return { works: true, account: identity }
}

async function ask(
  context: ConnectionsContext,
  provider: Provider,
  { workspaceId, account, oauthAppId }: Pick<Connection, 'workspaceId' | 'account' | 'oauthAppId'>,
  { place, placed }: { readonly place: ApiLocation; readonly placed: PlacedCredential },
): Promise<Finding> {
  const { rateLimiter } = context
  const { checkPath } = provider.api
  const app = await oauthAppForCalls(context, provider, { workspaceId, oauthAppId })
  const [path = ''] = checkPath.split('?', 1)
  const queue = providerQueue(rateLimiter, provider, { accountId: account.id, oauthAppId, path })
  const slot = await queue.acquire(SYSTEM)
  try {
    const { status, text, retryAfterSeconds } = await context.outbound.request(
      provider,
      place.apiBaseUrl + callPath(provider, checkPath, { app, placed }),
      { method: 'GET', headers: revealHeaders(placed) },
    )
    const responseClass = classifyResponse(provider, { status, text })
    if (responseClass === 'ok') return { works: true }
    if (responseClass === 'unauthorized') return { works: false, reason: 'revoked_at_provider' }
    if (responseClass === 'account_disabled' || responseClass === 'oauth_app_rejected')
      return { works: false, reason: responseClass }
    const detail = `${provider.id} check: ${status}`
    if (responseClass === 'forbidden') throw new ProblemError('account_access_denied', { detail })
    const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
    const code = status === 429 ? 'provider_rate_limited' : 'provider_unavailable'
    throw new ProblemError(code, { detail, facts })
  } finally {
    slot.release()
  }
}

/** The change and the events that follow from a check. */
export function judgeFindings(
  connection: Connection,
  { tokens, key }: Findings,
  now: number,
): { change: ConnectionChange; events: ConnectionEvent[] } {
  const answers = { oauthValid: tokens?.works ?? null, apiKeyValid: key?.works ?? null }
  const events: ConnectionEvent[] = [{ type: 'connection.checked', data: answers }]
  const change: { -readonly [K in keyof ConnectionChange]: ConnectionChange[K] } = {}
  // After a rejected refresh, a rejected call is not news.
  const known = connection.reason === 'refresh_rejected' ? 'revoked_at_provider' : connection.reason
  if (tokens?.works === false && tokens.reason !== known) {
    change.reason = tokens.reason
    const after = { ...connection, reason: tokens.reason }
    events.push(credentialFailed(after, { credential: 'oauth', reason: tokens.reason, now }))
  }
  if (tokens?.works) {
    if (connection.reason !== null) {
      change.reason = null
      events.push(credentialRecovered('oauth'))
    }
    const { account } = tokens
    if (account && account.apiBaseUrl !== connection.account.apiBaseUrl) {
      change.account = account
      const data = { from: connection.account.dataCenter, to: account.dataCenter }
      events.push({ type: 'connection.data_center_changed', data })
    }
  }
  if (key?.works === false && key.reason !== connection.apiKeyReason) {
    change.apiKeyReason = key.reason
    const after = { ...connection, ...change }
    events.push(credentialFailed(after, { credential: 'api_key', reason: key.reason, now }))
  }
  if (key?.works && connection.apiKeyReason !== null) {
    change.apiKeyReason = null
    events.push(credentialRecovered('api_key'))
  }
  return { change, events }
}
