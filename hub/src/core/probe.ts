import { HubError } from '../errors.ts'
import { providerOf } from './apps.ts'
import { callLane } from './call-lane.ts'
import type { Account, Connection, NewEvent, StatusReason } from './connection.ts'
import { identify, type CallParts } from './identify.ts'
import { judgeAnswer } from './judge-answer.ts'
import { appToName, nameApp } from './name-app.ts'
import type { ConnectionChange } from './ports.ts'
import type { Place, Provider } from './provider.ts'
import { openApiKey, openTokenSet } from './sealed-credentials.ts'

type Finding =
  | { readonly works: true; readonly account?: Account }
  | { readonly works: false; readonly reason: StatusReason }

/** What the platform says of each credential that the connection has. */
export interface Findings {
  readonly tokens?: Finding
  readonly key?: Finding
}

/**
 * Asks the platform whether the credentials still work. A refused call alone proves nothing where accounts live apart (a
 * wrong data centre is refused in the same words), so there `identify` has the last word.
 * @throws HubError platform_busy, platform_timeout, platform_unreachable, account_lookup_failed,
 *   account_access_denied
 */
export async function probe(parts: CallParts, connection: Connection): Promise<Findings> {
  const provider = providerOf(parts.ports, connection.providerId)
  const key = provider.apiKey && openApiKey(parts.ports, connection)
  return {
    ...(connection.sealedTokens && { tokens: await probeTokens(parts, provider, connection) }),
    ...(key &&
      provider.apiKey && {
        key: await ask(
          parts,
          provider,
          { ...connection, appId: null },
          {
            place: provider.apiKey.place(key.reveal()),
            authorization: provider.apiKey.authorization(key.reveal()),
          },
        ),
      }),
  }
}

async function probeTokens(parts: CallParts, provider: Provider, connection: Connection): Promise<Finding> {
  const { account, sealedTokens } = connection
  const { accessToken } = openTokenSet(parts.ports, connection, sealedTokens)
  const authorization = `${provider.api.authorizationScheme} ${accessToken.reveal()}`
  const found = await ask(parts, provider, connection, { place: account, authorization })
  const apart = 'url' in provider.identify.place
  if (found.works || found.reason !== 'revoked_at_provider' || !apart) return found
  const app = await appToName(parts.ports, provider, connection)
  const identity = await identify(parts, provider, { token: accessToken, app })
  if (identity === 'dead') return found
  if (typeof identity === 'string') return { works: false, reason: identity }
  return { works: true, account: identity }
}

async function ask(
  { ports, turns }: CallParts,
  provider: Provider,
  { workspaceId, account, appId }: Pick<Connection, 'workspaceId' | 'account' | 'appId'>,
  { place, authorization }: { readonly place: Place; readonly authorization: string },
): Promise<Finding> {
  const { probePath } = provider.api
  const app = await appToName(ports, provider, { workspaceId, appId })
  const lane = callLane(turns, provider, { accountId: account.id, appId })
  const turn = await lane.take()
  try {
    const { status, text, retryAfterSeconds } = await ports.outbound.request(
      provider,
      place.apiBaseUrl + nameApp(provider, probePath, app),
      { method: 'GET', headers: { authorization } },
    )
    const judgement = judgeAnswer(provider, { status, text })
    if (judgement === 'accepted') return { works: true }
    if (judgement === 'dead') return { works: false, reason: 'revoked_at_provider' }
    if (judgement === 'account_disabled' || judgement === 'app_credentials_rejected')
      return { works: false, reason: judgement }
    const detail = `${provider.id} probe: ${status}`
    if (judgement === 'denied')
      throw new HubError('account_access_denied', { detail, facts: { platform: provider.name } })
    const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
    const code = status === 429 ? 'platform_busy' : 'platform_unreachable'
    throw new HubError(code, { detail, facts })
  } finally {
    turn.release()
  }
}

/** What the findings change, and what is told of it. */
export function judgeFindings(
  connection: Connection,
  { tokens, key }: Findings,
): { change: ConnectionChange; events: Omit<NewEvent, 'connectionId' | 'actor'>[] } {
  const answers = { ...(tokens && { oauth: tokens.works }), ...(key && { api_key: key.works }) }
  const events: Omit<NewEvent, 'connectionId' | 'actor'>[] = [{ type: 'connection.checked', data: answers }]
  const change: { -readonly [K in keyof ConnectionChange]: ConnectionChange[K] } = {}
  // After a refused renewal, a refused call says nothing new.
  const known = connection.reason === 'refresh_rejected' ? 'revoked_at_provider' : connection.reason
  if (tokens?.works === false && tokens.reason !== known) {
    change.reason = tokens.reason
    events.push({ type: 'connection.access_lost', data: { reason: tokens.reason } })
  }
  if (tokens?.works) {
    if (connection.reason !== null) {
      change.reason = null
      events.push({ type: 'connection.recovered' })
    }
    const { account } = tokens
    if (account && account.apiBaseUrl !== connection.account.apiBaseUrl) {
      change.account = account
      const data = { from: connection.account.dataCenter, to: account.dataCenter }
      events.push({ type: 'connection.moved', data })
    }
  }
  if (key?.works === false && key.reason !== connection.keyReason) {
    change.keyReason = key.reason
    events.push({ type: 'connection.access_lost', data: { reason: key.reason, credential: 'api_key' } })
  }
  if (key?.works && connection.keyReason !== null) change.keyReason = null
  return { change, events }
}
