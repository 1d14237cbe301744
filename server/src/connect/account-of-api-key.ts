import { ProblemError } from '../kernel/errors.ts'
import type { Secret } from '../kernel/secret.ts'
import type { Account } from '../connections/connection.ts'
import { accountProblem, lookUpAccountAt } from '../connections/account-lookup.ts'
import { placeApiKey } from '../providers/placed-credential.ts'
import type { Provider } from '../providers/provider.ts'
import type { ConnectContext } from './context.ts'

/**
 * Looks up the account of an API key, which verifies the key too.
 * @throws ProblemError unsupported_by_provider, credentials_rejected, account_access_denied, and as `lookUpAccountAt`
 */
export async function accountOfApiKey(
  context: ConnectContext,
  provider: Provider,
  apiKey: Secret,
): Promise<Account> {
  const { apiKey: keys } = provider
  if (!keys)
    throw new ProblemError('unsupported_by_provider', { provider, facts: { capability: 'API keys' } })
  const key = apiKey.reveal()
  const rejected = (detail: string): ProblemError =>
    new ProblemError('credentials_rejected', { detail, provider, facts: { credentialType: 'API key' } })
  if (!keys.pattern.test(key)) throw rejected('not in the format of a key')
  const identity = await lookUpAccountAt(context, provider, keys.apiLocation(key), {
    placed: placeApiKey(keys.placement, apiKey),
    app: null,
    tokenInfo: null,
  })
  if (identity === 'account_disabled') throw accountProblem(provider, identity)
  if (typeof identity === 'string') throw rejected(identity)
  return identity
}
