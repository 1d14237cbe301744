import { HubError } from '../errors.ts'
import { parseObject } from '../oauth/code-grant.ts'
import type { Secret } from '../secret.ts'
import type { Account } from './connection.ts'
import type { Ports } from './ports.ts'
import type { Provider } from './provider.ts'

/**
 * Asks the platform whose credential this is.
 * @returns undefined when the platform says that the credential is dead
 * @throws HubError account_lookup_failed, platform_timeout, platform_unreachable
 */
export async function identify(
  { outbound }: Ports,
  provider: Provider,
  token: Secret,
): Promise<Account | undefined> {
  const { url, authorizationScheme, read } = provider.identify
  const answer = await outbound.request(provider, url, {
    method: 'GET',
    headers: { authorization: `${authorizationScheme} ${token.reveal()}` },
  })
  const failed = (detail: string, cause?: unknown): HubError =>
    new HubError('account_lookup_failed', { detail: `${provider.id}: ${detail}`, cause })
  if (answer.status >= 500 || answer.status === 429)
    throw new HubError('platform_unreachable', { detail: `${provider.id} identify: ${answer.status}` })
  const body = parseObject(answer.text)
  if (!body) throw failed(`status ${answer.status}, no JSON object`)
  try {
    return read(body, answer.status)
  } catch (cause) {
    throw failed((cause as Error).message, cause)
  }
}
