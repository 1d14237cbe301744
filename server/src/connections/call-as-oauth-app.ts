import { ProblemError, namingProvider } from '../kernel/errors.ts'
import type { ClientCredentials, Send } from '../oauth/token-endpoint.ts'
import type { Provider } from '../providers/provider.ts'
import type { OAuthAppCredentials } from '../workspaces/oauth-apps.ts'
import type { ConnectionsContext } from './context.ts'

export interface CallAsOAuthAppOptions {
  /** Timeout of each request; by default that of the settings. */
  readonly timeoutMs?: number
}

/**
 * Makes a request with client authentication. Tries each client secret, newest first, until the provider accepts one: during a
 * rotation the provider may accept only the newer or only the older one. Errors name the provider.
 * @throws ProblemError oauth_app_rejected (no secret is accepted), and as `request`
 */
export function callAsOAuthApp<T>(
  { outbound }: Pick<ConnectionsContext, 'outbound'>,
  provider: Provider,
  { clientId, clientSecrets }: OAuthAppCredentials,
  request: (client: ClientCredentials, send: Send) => Promise<T>,
  options: CallAsOAuthAppOptions = {},
): Promise<T> {
  const send: Send = (url, init) => outbound.request(provider, url, { ...init, ...options })
  return namingProvider(provider, async () => {
    for (const [index, clientSecret] of clientSecrets.entries()) {
      try {
        return await request({ clientId, clientSecret }, send)
      } catch (error) {
        const isRejected = error instanceof ProblemError && error.code === 'oauth_app_rejected'
        if (!isRejected || index === clientSecrets.length - 1) throw error
      }
    }
    throw new ProblemError('oauth_app_rejected', { detail: `OAuth app ${clientId} has no client secret` })
  })
}
