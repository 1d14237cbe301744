import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Account } from './connection.ts'
import { identify, type CallParts, type NamedApp } from './account-lookup.ts'
import type { Provider } from '../providers/provider.ts'

/**
 * Whose account a token belongs to that the platform has given just now.
 * @throws HubError account_access_denied, oauth_app_rejected, account_lookup_failed, and what `identify` throws
 */
export async function accountOf(
  parts: CallParts,
  provider: Provider,
  of: { readonly token: Secret; readonly app: NamedApp },
): Promise<Account> {
  const identity = await identify(parts, provider, of)
  if (typeof identity === 'object') return identity
  const detail = `${provider.id} says of its new token: ${identity}`
  if (identity === 'oauth_app_rejected') throw new ProblemError(identity, { detail })
  if (identity === 'account_disabled')
    throw new ProblemError('account_access_denied', { detail, facts: { provider: provider.name } })
  throw new ProblemError('account_lookup_failed', { detail })
}
