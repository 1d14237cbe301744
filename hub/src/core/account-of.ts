import { HubError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import type { Account } from './connection.ts'
import { identify, type CallParts, type NamedApp } from './identify.ts'
import type { Provider } from './provider.ts'

/**
 * Whose account a token belongs to that the platform has given just now.
 * @throws HubError account_access_denied, app_credentials_rejected, account_lookup_failed, and what `identify` throws
 */
export async function accountOf(
  parts: CallParts,
  provider: Provider,
  of: { readonly token: Secret; readonly app: NamedApp },
): Promise<Account> {
  const identity = await identify(parts, provider, of)
  if (typeof identity === 'object') return identity
  const detail = `${provider.id} says of its new token: ${identity}`
  if (identity === 'app_credentials_rejected') throw new HubError(identity, { detail })
  if (identity === 'account_disabled')
    throw new HubError('account_access_denied', { detail, facts: { platform: provider.name } })
  throw new HubError('account_lookup_failed', { detail })
}
