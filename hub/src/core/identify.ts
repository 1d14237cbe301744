import { setTimeout as sleep } from 'node:timers/promises'
import { HubError } from '../errors.ts'
import { parseObject } from '../oauth/token-endpoint.ts'
import type { Secret } from '../secret.ts'
import { SECOND } from '../time.ts'
import { callLane } from './call-lane.ts'
import type { Account } from './connection.ts'
import type { Ports, SmallAnswer } from './ports.ts'
import type { Place, Provider } from './provider.ts'
import type { Turns } from './turns.ts'

/** What calling a platform takes. */
export interface CallParts {
  readonly ports: Ports
  readonly turns: Turns
}

/** Whose credential it is; or why that cannot be: the platform no longer takes it, or has blocked the account. */
export type Identity = Account | 'dead' | 'account_disabled'

/**
 * Asks the platform whose token this is: where the account lives, for platforms that keep accounts apart, then who.
 * @throws HubError account_lookup_failed, platform_busy, platform_timeout, platform_unreachable
 */
export async function identify(
  parts: CallParts,
  provider: Provider,
  { token, appId }: { readonly token: Secret; readonly appId: string | null },
): Promise<Identity> {
  const { place } = provider.identify
  const found = 'url' in place ? await locate(parts.ports, provider, place, token) : place
  if (!found) return 'dead'
  const authorization = `${provider.api.authorizationScheme} ${token.reveal()}`
  return identifyAt(parts, provider, found, { authorization, appId })
}

/** Asks an account's API whose credential this is. @throws as `identify` */
export async function identifyAt(
  { ports, turns }: CallParts,
  provider: Provider,
  place: Place,
  { authorization, appId }: { readonly authorization: string; readonly appId: string | null },
): Promise<Identity> {
  const { path, read } = provider.identify
  const answer = await askPatiently(ports, provider, place.apiBaseUrl + path, authorization)
  if (answer.status === provider.api.unauthorizedStatus) return 'dead'
  if (provider.api.saysAccountDisabled?.(answer.status, answer.text)) return 'account_disabled'
  const { id, name, email } = judge(provider, answer, read)
  callLane(turns, provider, { accountId: id, appId }).count()
  return { id, name, email, ...place }
}

const MOST_TRIES = 4

/** Nobody knows yet whose limit this call counts for, and a code that was redeemed cannot be redeemed again. */
async function askPatiently(
  { outbound }: Ports,
  provider: Provider,
  url: string,
  authorization: string,
): Promise<SmallAnswer> {
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
  { outbound }: Ports,
  provider: Provider,
  place: Exclude<Provider['identify']['place'], Place>,
  token: Secret,
): Promise<Place | undefined> {
  const headers = { authorization: `${place.authorizationScheme} ${token.reveal()}` }
  return judge(provider, await outbound.request(provider, place.url, { method: 'GET', headers }), place.read)
}

function judge<T>(
  { id }: Provider,
  { status, text, retryAfterSeconds }: SmallAnswer,
  read: (body: Record<string, unknown>) => T,
): T {
  const failed = (detail: string, cause?: unknown): HubError =>
    new HubError('account_lookup_failed', { detail: `${id}: ${detail}`, cause })
  const facts = retryAfterSeconds === null ? {} : { retryAfterSeconds }
  if (status === 429) throw new HubError('platform_busy', { detail: `${id} identify: 429`, facts })
  if (status >= 500)
    throw new HubError('platform_unreachable', { detail: `${id} identify: ${status}`, facts })
  const body = parseObject(text)
  if (!body) throw failed(`status ${status}, no JSON object`)
  try {
    return read(body)
  } catch (cause) {
    throw failed(`status ${status}: ${(cause as Error).message}`, cause)
  }
}
